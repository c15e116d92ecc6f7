/** F6.134: a backup keeps no list for the takeover. */
import { leading, mapVipas } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const listNotKept: Mutant = {
  name: 'F6.134',
  takesAway: 'a backup keeps the list of the primary for a takeover',
  cites: ['F6.134', 'F9.201'],
  killedBy: ['P3', 'P4', 'P5'],
  decorate: leading((after) =>
    mapVipas(after, (vipa) => {
      const isOwn = vipa.claim?.epoch.incarnation === after.self.incarnation;
      return isOwn || vipa.inherited === null ? vipa : { ...vipa, inherited: null };
    }),
  ),
};
