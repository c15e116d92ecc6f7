/** E13: Figure 10 names no point at which a primary that takes back advertises; taken literally it never does. */
import type { DistributionReducer } from '../../impl/distribution/reduce.ts';
import type { Mutant } from './mutant.types.ts';

const silent =
  (reduce: DistributionReducer): DistributionReducer =>
  (state, input) => {
    const step = reduce(state, input);
    const outputs = step.outputs.filter((output) => {
      if (output.type !== 'Advertise') return true;
      const claim = step.state.vipas[output.dvipa]?.claim;
      return claim?.kind !== 'define' || claim.former === null;
    });
    return { state: step.state, outputs };
  };

export const takebackUnadvertised: Mutant = {
  name: 'E13',
  takesAway: 'a primary that takes back advertises when its tables are complete',
  cites: ['E13', 'R22', 'F5.104', 'F10.310'],
  killedBy: ['P3'],
  decorate: silent,
};
