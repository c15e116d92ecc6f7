/** R33: a list of the same owner under the same epoch is taken for one that is known already. */
import { isSameEpoch } from '../../impl/distribution/turn.ts';
import { hearing } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const nextListIgnored: Mutant = {
  name: 'R33',
  takesAway: 'lists have versions, and every stack takes the latest of its owner',
  cites: ['R33', 'D8', 'F6.120'],
  killedBy: ['P3', 'P4', 'P5'],
  decorate: hearing((body, state) => {
    if (body.type !== 'VIPA_list') return body;
    const claims = body.claims.filter(({ dvipa, epoch, version }) => {
      const known = state.vipas[dvipa]?.claim;
      const isNext = known !== null && known !== undefined && isSameEpoch(known.epoch, epoch);
      return !isNext || version <= known.version;
    });
    return claims.length === body.claims.length ? body : { ...body, claims };
  }),
};
