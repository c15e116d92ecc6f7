/** D5: DESTIP ALL stands for the stacks that were there before the owner; what joins later is never chosen. */
import { hearing } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const laterStacksLeftOut: Mutant = {
  name: 'D5',
  takesAway: 'DESTIP ALL covers stacks that join later',
  cites: ['D5', 'C2', 'F6.124'],
  killedBy: ['P3', 'P4', 'P5'],
  decorate: hearing((body, state, from) => {
    if (body.type !== 'SRVSTAT') return body;
    const claim = state.vipas[body.dvipa]?.claim;
    const isForAll = claim?.distribution?.targets === 'ALL';
    return isForAll && from.incarnation > claim.epoch.incarnation ? null : body;
  }),
};
