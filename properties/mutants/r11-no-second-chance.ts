/** R11: a SYN that a target gives back is refused, though another candidate listens. */
import { inboundKey, recordOf, tableOf } from '../../impl/tables/crt.ts';
import type { DistributionState } from '../../impl/distribution/state.types.ts';
import { answering } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

function withoutRow(state: DistributionState, dvipa: string, key: string): DistributionState {
  const vipa = state.vipas[dvipa];
  if (vipa?.role.is !== 'owner') return state;
  const { [key]: _gone, ...rows } = recordOf(vipa.role.crt);
  return {
    ...state,
    vipas: { ...state.vipas, [dvipa]: { ...vipa, role: { ...vipa.role, crt: tableOf(rows) } } },
  };
}

export const noSecondChance: Mutant = {
  name: 'R11',
  takesAway: 'a SYN that comes back is sent to each other target that listens',
  cites: ['R11', 'R10', 'F7.144'],
  killedBy: ['P4'],
  decorate: answering((state, input, reduce) => {
    if (input.type !== 'MessageArrived') return null;
    const { body } = input.envelope;
    if (body.type !== 'returned') return null;
    const step = reduce(state, input);
    if (!step.outputs.some(({ type }) => type === 'Selected')) return step;
    const { packet } = body;
    const key = inboundKey(packet);
    return {
      state: withoutRow(state, packet.destination.address, key),
      outputs: [{ type: 'Reset', packet, reason: 'NoListeningCandidate' }],
    };
  }),
};
