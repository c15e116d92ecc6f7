/** R4: a target accepts a SYN that a former owner chose it for, after its snapshot has been taken. */
import type { Mutant } from './mutant.types.ts';

export const oldEpochSyn: Mutant = {
  name: 'R4',
  takesAway: 'a target accepts a SYN only under the epoch that it knows',
  cites: ['R4', 'R29'],
  isRare: true,
  killedBy: ['P1', 'P2', 'P3', 'P5', 'P7'],
  rules: { acceptsSynOfEpoch: () => true },
};
