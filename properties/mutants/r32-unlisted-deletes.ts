/** R32: a stack that a new list leaves out deletes the DVIPA from its home list, and its connections with it. */
import { isCandidate } from '../../impl/distribution/lists.ts';
import { answering } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const unlistedDeletes: Mutant = {
  name: 'R32',
  takesAway: 'a DVIPA stays in the home list until the last connection that uses it ends',
  cites: ['R32', 'F6.126', 'F12.524'],
  killedBy: ['P2', 'P3', 'P5'],
  decorate: answering((state, input, reduce) => {
    if (input.type !== 'MessageArrived' || input.envelope.body.type !== 'VIPA_list') return null;
    const step = reduce(state, input);
    const dropped = Object.entries(step.state.vipas).filter(([dvipa, vipa]) => {
      const old = state.vipas[dvipa];
      if (old === undefined || vipa.role.is !== 'none' || !isCandidate(state, old)) return false;
      return !isCandidate(step.state, vipa) && Object.keys(vipa.connections).length > 0;
    });
    if (dropped.length === 0) return step;
    const gone = dropped.map(([dvipa, vipa]) => [
      dvipa,
      { ...vipa, connections: {}, listeners: {} },
    ]);
    const vipas = { ...step.state.vipas, ...Object.fromEntries(gone) } as typeof state.vipas;
    const deletions = dropped.map(([dvipa]) => ({ type: 'DeleteAddress', dvipa }) as const);
    return { state: { ...step.state, vipas }, outputs: [...step.outputs, ...deletions] };
  }),
};
