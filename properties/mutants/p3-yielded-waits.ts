/**
 * P3: an owner that has yielded to a stack that dies before it routes goes on waiting for it. Found by review: what
 * it routed is lost, though it lives and still advertises.
 */
import type { DistributionReducer } from '../../impl/distribution/reduce.ts';
import { mapVipas } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

const waiting =
  (reduce: DistributionReducer): DistributionReducer =>
  (state, input) => {
    if (input.type === 'MessageArrived' && input.envelope.body.type !== 'VIPA_list') {
      return reduce(state, input);
    }
    const unaware = mapVipas(state, (vipa) =>
      vipa.role.is === 'moving' ? { ...vipa, role: { is: 'none' } } : vipa,
    );
    const step = reduce(unaware, input);
    if (step.state === unaware) return { state, outputs: step.outputs };
    const next = mapVipas(step.state, (vipa, dvipa) => {
      const old = state.vipas[dvipa]?.role;
      return old?.is === 'moving' && vipa.role.is === 'none' ? { ...vipa, role: old } : vipa;
    });
    return { state: next, outputs: step.outputs };
  };

export const yieldedWaits: Mutant = {
  name: 'P3b',
  takesAway: 'an owner that has yielded claims again when its successor dies and nobody else can',
  cites: ['P3', 'R20', 'F9.x'],
  killedBy: ['P3'],
  isRare: true,
  decorate: waiting,
};
