/** C11: the end of a connection is told to nobody. */
import { sending } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const endOfConnectionUntold: Mutant = {
  name: 'C11',
  takesAway: 'the end of a connection is told to the owner',
  cites: ['C11', 'F8.162', 'E5'],
  killedBy: ['P5', 'P6'],
  decorate: sending((body) => (body.type === 'TERMCONN' ? null : body)),
};
