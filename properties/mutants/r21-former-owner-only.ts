/**
 * R21: at a takeback only the former owner is waited for, as "all connections that are routed through it" can be
 * read. What it has not been told itself yet, the new owner does not know either.
 */
import { hearing, leading, mapVipas, type Decorator } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

const namesNobody = hearing((body) =>
  body.type === 'NEWCONN' && body.end !== null ? { ...body, end: { routedTo: [] } } : body,
);

const awaitsFormerOnly = leading((after) =>
  mapVipas(after, (vipa) => {
    const { role } = vipa;
    if (role.is !== 'rebuilding' || role.former === null) return vipa;
    const { former } = role;
    const awaiting = role.awaiting.filter(({ stack }) => stack === former.stack);
    if (awaiting.length === role.awaiting.length || awaiting.length === 0) return vipa;
    return { ...vipa, role: { ...role, awaiting } };
  }),
);

const formerOnly: Decorator = (reduce) => awaitsFormerOnly(namesNobody(reduce));

export const formerOwnerOnly: Mutant = {
  name: 'R21',
  takesAway: 'a stack that takes back waits for every member, not for the former owner alone',
  cites: ['R21', 'F10.306', 'F10.308'],
  killedBy: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7'],
  decorate: formerOnly,
};
