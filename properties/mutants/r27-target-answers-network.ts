/** R27: a target takes a SYN that a lagging router brings straight to it, past the owner. */
import { acceptingAs } from './accepts-locally.ts';
import type { Mutant } from './mutant.types.ts';

export const targetAnswersNetwork: Mutant = {
  name: 'R27',
  takesAway: 'only the owner selects, wherever the routers send a SYN',
  cites: ['R27', 'F7.140', 'F6.126'],
  killedBy: ['P1', 'P2', 'P3', 'P5', 'P6', 'P7'],
  decorate: acceptingAs('none'),
};
