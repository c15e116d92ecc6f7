/** F9.204: connections that were reported to a new owner are routed, but for the FIN at their end. */
import type { Crt } from '../../impl/tables/crt.types.ts';
import { rowsOf } from '../../impl/tables/crt-rows.ts';
import type { DistributionState } from '../../impl/distribution/state.types.ts';
import type { Packet } from '../../impl/messages.types.ts';
import { connectionKey, inboundKey } from '../../impl/tables/crt.ts';
import { answering, packetFrom } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

/** The owner has not selected this connection itself, so it knows its number from a report. */
function isReported(table: Crt, packet: Packet): boolean {
  const key = inboundKey(packet);
  return rowsOf(table).some(
    ({ remote, local, localIsn }) => localIsn !== null && connectionKey(remote, local) === key,
  );
}

function routesByReport({ vipas }: DistributionState, packet: Packet): boolean {
  const role = vipas[packet.destination.address]?.role;
  return role?.is === 'owner' && isReported(role.crt, packet);
}

export const finOfTheReported: Mutant = {
  name: 'F9.204',
  takesAway: 'a FIN follows the row of a connection that was reported to a new owner',
  cites: ['F9.204', 'F7.152', 'C9'],
  killedBy: ['P3'],
  decorate: answering((state, input) => {
    const packet = packetFrom(input);
    if (packet?.kind !== 'FIN' || !routesByReport(state, packet)) return null;
    return { state, outputs: [] };
  }),
};
