/** F7.144: weights are read, sent and never used: every target counts the same. */
import { soundRules } from '../../impl/distribution/rules.ts';
import type { Mutant } from './mutant.types.ts';

export const weightsUnused: Mutant = {
  name: 'F7.144b',
  takesAway: 'selection follows the weights of the list and of the workload manager',
  cites: ['F7.144', 'C12'],
  killedBy: ['P8'],
  rules: {
    select: (shares, candidates) =>
      soundRules.select(
        shares,
        candidates.map(({ target }) => ({ target, weight: 1 })),
      ),
  },
};
