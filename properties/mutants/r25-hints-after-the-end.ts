/** R25: an owner whose tables are complete still enters what a former router reports, which no sound member sends. */
import { isSameEpoch } from '../../impl/distribution/turn.ts';
import { answering, mapVipas } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const hintsAfterTheEnd: Mutant = {
  name: 'R25b',
  takesAway: 'an owner with complete tables takes no more hints',
  cites: ['R25', 'R24', 'F10.308'],
  killedBy: ['P6', 'P10'],
  decorate: answering((state, input, reduce) => {
    if (input.type !== 'MessageArrived' || input.envelope.body.type !== 'NEWCONN') return null;
    const { body } = input.envelope;
    if (body.reporter !== 'router') return null;
    const open = mapVipas(state, (vipa, dvipa) => {
      if (dvipa !== body.dvipa || vipa.role.is !== 'owner') return vipa;
      if (vipa.claim === null || !isSameEpoch(vipa.claim.epoch, body.epoch)) return vipa;
      const { dpt, crt } = vipa.role;
      const answered: readonly string[] = [];
      const rest = { awaiting: [], answered, former: null, advertised: true };
      return { ...vipa, role: { is: 'rebuilding', dpt, crt, ...rest } };
    });
    if (open === state) return null;
    const step = reduce(open, input);
    return step.outputs.some(({ type }) => type === 'Ignore') ? null : step;
  }),
};
