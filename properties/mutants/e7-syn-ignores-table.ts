/** E7, R1: a SYN never looks at the CRT, so a retransmitted one is sent to the next target. */
import type { Mutant } from './mutant.types.ts';

export const synIgnoresTable: Mutant = {
  name: 'E7',
  takesAway: 'a SYN with an entry follows it',
  cites: ['E7', 'R1', 'F7.142'],
  killedBy: ['P1', 'P2', 'P6', 'P7'],
  rules: { entryForSyn: () => null },
};
