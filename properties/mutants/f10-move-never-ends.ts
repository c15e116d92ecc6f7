/** F10.310: who has given a DVIPA back stops advertising it, and is part of the move for ever. */
import { answering } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const moveNeverEnds: Mutant = {
  name: 'F10.310b',
  takesAway: 'who has given a DVIPA back deletes it and cleans its tables',
  cites: ['F10.310', 'F12.525'],
  killedBy: ['P3'],
  decorate: answering((state, input, reduce) => {
    if (input.type !== 'MessageArrived' || input.envelope.body.type !== 'DVIPA') return null;
    const { dvipa } = input.envelope.body;
    const before = state.vipas[dvipa];
    const step = reduce(state, input);
    const vipa = step.state.vipas[dvipa];
    if (before?.role.is !== 'moving' || vipa?.role.is !== 'none') return null;
    const role = { ...before.role, advertised: false };
    const vipas = { ...step.state.vipas, [dvipa]: { ...vipa, role } };
    return {
      state: { ...step.state, vipas },
      outputs: step.outputs.filter(({ type }) => type !== 'DeleteAddress'),
    };
  }),
};
