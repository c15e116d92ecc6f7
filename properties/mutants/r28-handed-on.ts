/** R28: a packet that has crossed XCF once is handed on by who does not own its DVIPA. */
import { handingOn } from './handed-on.ts';
import type { Mutant } from './mutant.types.ts';

export const handedOnAgain: Mutant = {
  name: 'R28',
  takesAway: 'a packet crosses XCF once to the owner and is never handed on',
  cites: ['R28', 'F7.140'],
  killedBy: [],
  equivalent:
    'claims are totally ordered and follow each other on every channel (R17), so a packet can circle only ' +
    'until the higher claim has arrived, and meanwhile it is late, which TCP bears; without R17 it circles ' +
    'for ever (PM78817)',
  decorate: handingOn,
};
