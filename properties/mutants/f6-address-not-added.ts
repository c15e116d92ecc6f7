/** F6.126: a candidate target never adds the DVIPA to its home list. */
import type { DistributionReducer } from '../../impl/distribution/reduce.ts';
import type { Mutant } from './mutant.types.ts';

const silent =
  (reduce: DistributionReducer): DistributionReducer =>
  (state, input) => {
    const step = reduce(state, input);
    return { ...step, outputs: step.outputs.filter(({ type }) => type !== 'AddAddress') };
  };

export const addressNotAdded: Mutant = {
  name: 'F6.126',
  takesAway: 'a stack that has use for a DVIPA adds it to its home list',
  cites: ['F6.126', 'R32'],
  killedBy: ['P2'],
  decorate: silent,
};
