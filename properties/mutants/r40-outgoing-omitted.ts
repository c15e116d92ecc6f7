/** R40: the snapshot leaves out the connections that the stack opened itself. */
import type { Mutant } from './mutant.types.ts';

export const outgoingOmitted: Mutant = {
  name: 'R40',
  takesAway: 'connections that a stack opened itself are in every snapshot',
  cites: ['R40', 'R39', 'C15', 'F8.164'],
  killedBy: ['P2', 'P3', 'P5'],
  rules: { reportsConnection: (key, vipa) => vipa.connections[key]?.remoteIsn !== null },
};
