/** R32: an owner that takes a target out of its list forgets the routes to it as well. */
import { recordOf, tableOf } from '../../impl/tables/crt.ts';
import { isTarget } from '../../impl/distribution/lists.ts';
import { leading, mapVipas } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const unlistedRoutesGo: Mutant = {
  name: 'R32b',
  takesAway: 'routes outlive the place of their target on the list',
  cites: ['R32', 'D8', 'C7'],
  killedBy: ['P2', 'P3', 'P5'],
  decorate: leading((after, { input }) => {
    if (input.type !== 'ProfileChanged') return after;
    return mapVipas(after, (vipa) => {
      if (vipa.role.is !== 'owner') return vipa;
      const rows = Object.entries(recordOf(vipa.role.crt));
      const kept = rows.filter(([, { target }]) => {
        const xcf = after.view[target.stack]?.xcf ?? after.profile.xcf;
        return isTarget(vipa.claim?.distribution ?? null, xcf);
      });
      if (kept.length === rows.length) return vipa;
      return { ...vipa, role: { ...vipa.role, crt: tableOf(Object.fromEntries(kept)) } };
    });
  }),
};
