/** P3: a backup that owns a DVIPA routes what lives and accepts nothing new. */
import type { DistributionReducer } from '../../impl/distribution/reduce.ts';
import type { Input } from '../../impl/distribution/inputs.types.ts';
import type { DistributionState } from '../../impl/distribution/state.types.ts';
import type { Packet } from '../../impl/messages.types.ts';
import type { Mutant } from './mutant.types.ts';

function inbound(input: Input): Packet | null {
  if (input.type === 'PacketArrived') return input.packet;
  if (input.type !== 'MessageArrived') return null;
  const { body } = input.envelope;
  return body.type === 'redirected' ? body.packet : null;
}

function isDeafTo(state: DistributionState, packet: Packet | null): boolean {
  if (packet?.kind !== 'SYN') return false;
  const vipa = state.vipas[packet.destination.address];
  return vipa?.role.is === 'owner' && vipa.claim?.kind === 'backup';
}

const deaf =
  (reduce: DistributionReducer): DistributionReducer =>
  (state, input) =>
    isDeafTo(state, inbound(input)) ? { state, outputs: [] } : reduce(state, input);

export const deafBackup: Mutant = {
  name: 'P3',
  takesAway: 'a backup that owns a DVIPA accepts new connections',
  cites: ['F9.206', 'F7.144'],
  killedBy: ['P3'],
  decorate: deaf,
};
