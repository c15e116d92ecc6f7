/** R43: of two stacks that define one DVIPA the earlier does not hear the claim of the later. */
import { hearing } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const earlierDefinerInsists: Mutant = {
  name: 'R43',
  takesAway: 'the later VIPADEFine takes the address, and the earlier stack is its first backup',
  cites: ['R43', 'D11', 'F10.300'],
  killedBy: ['P3', 'P5', 'P7'],
  scope: 'samples/two-primaries',
  decorate: hearing((body, { profile, vipas }) => {
    if (body.type !== 'VIPA_list') return body;
    const claims = body.claims.filter(({ dvipa, kind }) => {
      const isDefined = profile.defines.some((entry) => entry.dvipa === dvipa);
      return kind !== 'define' || !isDefined || vipas[dvipa]?.role.is !== 'owner';
    });
    return claims.length === body.claims.length ? body : { ...body, claims };
  }),
};
