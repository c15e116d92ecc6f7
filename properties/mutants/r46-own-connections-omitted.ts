/** R46: a new owner forgets that it is a target itself, and has no rows for its own connections. */
import { recordOf, tableOf } from '../../impl/tables/crt.ts';
import { hasClaimed, leading, mapVipas } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const ownConnectionsOmitted: Mutant = {
  name: 'R46',
  takesAway: "a new owner's own connections are in its table first",
  cites: ['R46', 'F9.210'],
  killedBy: ['P2', 'P3', 'P5'],
  decorate: leading((after, seen) =>
    mapVipas(after, (vipa, dvipa) => {
      const { role } = vipa;
      if (!hasClaimed(seen, dvipa)) return vipa;
      if (role.is !== 'owner' && role.is !== 'rebuilding') return vipa;
      const rows = Object.entries(recordOf(role.crt));
      const others = rows.filter(([, { target }]) => target.stack !== after.self.stack);
      if (others.length === rows.length) return vipa;
      return { ...vipa, role: { ...role, crt: tableOf(Object.fromEntries(others)) } };
    }),
  ),
};
