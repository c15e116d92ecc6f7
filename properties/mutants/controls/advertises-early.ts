/**
 * A control: a new owner advertises at once, also while the former one lives. What comes too early waits, and
 * nothing is reset meanwhile (R2, R22).
 */
import { hasClaimed, mapVipas } from '../decorators.ts';
import type { DistributionReducer } from '../../../impl/distribution/reduce.ts';
import type { Output } from '../../../impl/distribution/inputs.types.ts';
import type { Control } from '../mutant.types.ts';

const early =
  (reduce: DistributionReducer): DistributionReducer =>
  (before, input) => {
    const step = reduce(before, input);
    const advertisements: Output[] = [];
    const state = mapVipas(step.state, (vipa, dvipa) => {
      const isNew = hasClaimed({ before, input, after: step.state }, dvipa);
      if (!isNew || vipa.role.is !== 'rebuilding' || vipa.role.advertised) return vipa;
      advertisements.push({ type: 'Advertise', dvipa });
      return { ...vipa, role: { ...vipa.role, advertised: true } };
    });
    return { state, outputs: [...step.outputs, ...advertisements] };
  };

export const advertisesEarly: Control = {
  kind: 'control',
  name: 'advertises-early',
  instead: 'a new owner advertises before its tables are complete',
  cites: ['F5.104', 'R22'],
  decorate: early,
};
