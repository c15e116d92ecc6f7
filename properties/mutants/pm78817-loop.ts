/**
 * PM78817: around a takeover a third stack ends with the wrong owner, and hands on what it is handed, so that SYNs
 * loop between two stacks until ownership moves again.
 */
import { handingOn } from './handed-on.ts';
import type { Mutant } from './mutant.types.ts';
import { lastClaimWins } from './r17-last-claim-wins.ts';

export const wrongOwnerLoop: Mutant = {
  name: 'PM78817',
  takesAway: 'no stack is left with a wrong owner to hand packets to',
  cites: ['PM78817', 'R17', 'R28'],
  killedBy: ['P2', 'P3', 'P5', 'P7'],
  decorate: (reduce) => handingOn(lastClaimWins.decorate?.(reduce) ?? reduce),
};
