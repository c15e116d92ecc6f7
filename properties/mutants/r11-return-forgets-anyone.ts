/** R11: a SYN that comes back withdraws whatever row stands for its connection, its own choice or a later one. */
import { connectionKey, recordOf, tableOf } from '../../impl/tables/crt.ts';
import { answering, mapVipas } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const returnForgetsAnyone: Mutant = {
  name: 'R11b',
  takesAway: 'a SYN that comes back withdraws only the choice that it names',
  cites: ['R11', 'R10', 'F7.146'],
  killedBy: ['P1', 'P2', 'P5', 'P6', 'P7'],
  decorate: answering((state, input, reduce) => {
    if (input.type !== 'MessageArrived' || input.envelope.body.type !== 'returned') return null;
    const { packet } = input.envelope.body;
    const key = connectionKey(packet.source, packet.destination);
    const forgetful = mapVipas(state, (vipa) => {
      if (vipa.role.is !== 'owner') return vipa;
      const { [key]: row, ...rest } = recordOf(vipa.role.crt);
      return row === undefined ? vipa : { ...vipa, role: { ...vipa.role, crt: tableOf(rest) } };
    });
    return forgetful === state ? null : reduce(forgetful, input);
  }),
};
