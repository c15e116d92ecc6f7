/** E17, R39: a connection that was opened from a port outside of the list is reported to nobody. */
import { isListed } from '../../impl/distribution/lists.ts';
import { sending } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const ephemeralUnreported: Mutant = {
  name: 'E17',
  takesAway: 'connections opened from any port of the DVIPA are reported',
  cites: ['E17', 'R39', 'C15', 'F8.164'],
  killedBy: ['P2', 'P3', 'P5'],
  decorate: sending((body, { after }) => {
    if (body.type !== 'NEWCONN') return body;
    const list = after.vipas[body.dvipa]?.claim?.distribution ?? null;
    const connections = body.connections.filter(({ local }) => isListed(list, local.port));
    return connections.length === body.connections.length ? body : { ...body, connections };
  }),
};
