/** R38: the port list is asked before the table, so a connection on a port that left it is lost. */
import { isListed } from '../../impl/distribution/lists.ts';
import type { Mutant } from './mutant.types.ts';

export const listBeforeTable: Mutant = {
  name: 'R38',
  takesAway: 'the CRT is looked up before the port list',
  cites: ['R38', 'F7.140'],
  killedBy: ['P1', 'P2', 'P3'],
  decorate: (reduce) => (state, input) => {
    if (input.type !== 'PacketArrived') return reduce(state, input);
    const { packet } = input;
    const vipa = state.vipas[packet.destination.address];
    const isMine = vipa?.role.is === 'owner' || vipa?.role.is === 'rebuilding';
    if (!isMine || isListed(vipa.claim?.distribution ?? null, packet.destination.port)) {
      return reduce(state, input);
    }
    return { state, outputs: [{ type: 'Deliver', packet, via: null }] };
  },
};
