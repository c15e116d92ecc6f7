/** R11: a full target gives a SYN back and forgets who else had no room, so that two of them play ping-pong. */
import type { DistributionReducer } from '../../impl/distribution/reduce.ts';
import type { Mutant } from './mutant.types.ts';

const forgetting =
  (reduce: DistributionReducer): DistributionReducer =>
  (state, input) => {
    if (input.type !== 'SynRejected' || input.via === null) return reduce(state, input);
    return reduce(state, { ...input, via: { ...input.via, tried: [] } });
  };

export const refusalsForgotten: Mutant = {
  name: 'R11c',
  takesAway: 'a SYN that comes back is sent to each other target once',
  cites: ['R11', 'R10'],
  killedBy: ['P3', 'P5'],
  isRare: true,
  decorate: forgetting,
};
