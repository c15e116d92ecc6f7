/** R8: a SYN of a new life is lost where the former one is in TIME_WAIT and nobody listens any more. */
import { connectionKey } from '../../impl/tables/crt.ts';
import { hearing } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const newLifeSwallowed: Mutant = {
  name: 'R8b',
  takesAway:
    'what TIME_WAIT cannot take up goes back to the owner, as any SYN that a target cannot accept',
  cites: ['R8', 'R10', 'F7.144'],
  killedBy: ['P3', 'P4'],
  decorate: hearing((body, state) => {
    if (body.type !== 'routed' || body.packet.kind !== 'SYN') return body;
    const { source, destination, seq } = body.packet;
    const vipa = state.vipas[destination.address];
    const former = vipa?.connections[connectionKey(source, destination)];
    const isNewLife = former !== undefined && former.remoteIsn !== seq;
    const listens = (vipa?.listeners[destination.port] ?? 0) > 0;
    return body.choice === 'followed' && isNewLife && !listens ? null : body;
  }),
};
