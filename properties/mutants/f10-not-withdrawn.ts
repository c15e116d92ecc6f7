/** F10.310: a backup that has given a DVIPA back goes on advertising it. */
import type { DistributionReducer } from '../../impl/distribution/reduce.ts';
import type { Mutant } from './mutant.types.ts';

const advertising =
  (reduce: DistributionReducer): DistributionReducer =>
  (state, input) => {
    const step = reduce(state, input);
    return { ...step, outputs: step.outputs.filter(({ type }) => type !== 'Withdraw') };
  };

export const neverWithdrawn: Mutant = {
  name: 'F10.310',
  takesAway: 'who has given a DVIPA back stops advertising it',
  cites: ['F10.310', 'F12.525', 'R22'],
  killedBy: ['P3'],
  decorate: advertising,
};
