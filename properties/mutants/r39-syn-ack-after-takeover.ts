/** R39: while a backup owns the DVIPA, no SYN-ACK passes: not only while its tables are being rebuilt. */
import type { DistributionState } from '../../impl/distribution/state.types.ts';
import type { Packet } from '../../impl/messages.types.ts';
import type { Input } from '../../impl/distribution/inputs.types.ts';
import { answering, packetFrom } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

/** From the network, or from a stack that does not own the DVIPA. */
function packetToRoute(input: Input): Packet | null {
  if (input.type !== 'MessageArrived') return packetFrom(input);
  const { body } = input.envelope;
  return body.type === 'redirected' ? body.packet : null;
}

function ownsAsBackup({ vipas }: DistributionState, dvipa: string): boolean {
  const vipa = vipas[dvipa];
  return vipa?.role.is === 'owner' && vipa.claim?.kind === 'backup';
}

export const synAckAfterTakeover: Mutant = {
  name: 'R39d',
  takesAway: 'a SYN-ACK passes the complete tables of a backup as it passes those of the primary',
  cites: ['R39', 'C15', 'F7.152', 'F9.212'],
  killedBy: ['P3'],
  decorate: answering((state, input) => {
    const packet = packetToRoute(input);
    if (packet?.kind !== 'SYN-ACK' || !ownsAsBackup(state, packet.destination.address)) return null;
    return { state, outputs: [] };
  }),
};
