/** R23: a backup goes on serving new connections after it has been told to give the DVIPA back. */
import { acceptingAs } from './accepts-locally.ts';
import type { Mutant } from './mutant.types.ts';

export const yieldedStillSelects: Mutant = {
  name: 'R23',
  takesAway: 'who has yielded selects no more: a SYN goes to the new owner',
  cites: ['R23', 'F10.304', 'F12.522'],
  killedBy: ['P1', 'P2', 'P3', 'P5', 'P6', 'P7'],
  decorate: acceptingAs('moving'),
};
