/** R12: the departure of a target leaves its rows in the DPT, so that SYNs still go there. */
import { leading, mapVipas } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const deadListenersStay: Mutant = {
  name: 'R12b',
  takesAway: 'the listeners of a member go when it leaves',
  cites: ['R12', 'E15', 'F5.108'],
  killedBy: ['P3', 'P4', 'P5', 'P6'],
  decorate: leading((after, { before, input }) => {
    if (input.type !== 'MemberLeft') return after;
    return mapVipas(after, (vipa, dvipa) => {
      const old = before.vipas[dvipa]?.role;
      if (vipa.role.is !== 'owner' || old?.is !== 'owner' || old.dpt === vipa.role.dpt) return vipa;
      return { ...vipa, role: { ...vipa.role, dpt: old.dpt } };
    });
  }),
};
