/** What a stack does that takes a SYN for its own business although it does not own the DVIPA (R23, R27). */
import type { Role } from '../../impl/distribution/state.types.ts';
import { answering, packetFrom, type Decorator } from './decorators.ts';

/** In roles of one kind, a SYN from the network goes to the own listener and never to the owner. */
export function acceptingAs(is: Role['is']): Decorator {
  return answering((state, input) => {
    const packet = packetFrom(input);
    const vipa = state.vipas[packet?.destination.address ?? ''];
    if (packet?.kind !== 'SYN' || vipa === undefined || vipa.claim === null) return null;
    const listens = (vipa.listeners[packet.destination.port] ?? 0) > 0;
    if (vipa.role.is !== is || !listens) return null;
    const via = { choice: 'selected', epoch: vipa.claim.epoch, tried: [] } as const;
    return { state, outputs: [{ type: 'Deliver', packet, via }] };
  });
}
