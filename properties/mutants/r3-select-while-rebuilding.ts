/** R3, R23: a SYN is answered while the tables are being rebuilt. */
import type { Mutant } from './mutant.types.ts';

export const selectWhileRebuilding: Mutant = {
  name: 'R3',
  takesAway: 'a SYN waits until the tables are complete',
  cites: ['R3', 'R23', 'F9.206'],
  killedBy: ['P1', 'P2', 'P4', 'P7'],
  rules: { synWhileRebuilding: () => 'select' },
};
