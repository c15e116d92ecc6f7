/** R28: a packet that has crossed XCF once is handed on by who does not own its DVIPA. */
import { handingOn } from './handed-on.ts';
import type { Mutant } from './mutant.types.ts';

export const handedOnAgain: Mutant = {
  name: 'R28',
  takesAway: 'a packet crosses XCF once to the owner and is never handed on',
  cites: ['R28', 'F7.140'],
  killedBy: ['P1'],
  decorate: handingOn,
};
