/** R31: a stack that joins claims what it defines before it has heard the present owners. */
import type { Mutant } from './mutant.types.ts';

export const claimsAtOnce: Mutant = {
  name: 'R31',
  takesAway: 'a joiner claims only after it has heard the list of every member',
  cites: ['R31', 'PI55277', 'F10.300'],
  killedBy: ['P1', 'P2', 'P3', 'P4', 'P5', 'P7'],
  decorate: (reduce) => (state, input) => {
    if (input.type !== 'StackStarted') return reduce(state, input);
    const alone = reduce(state, { type: 'StackStarted', members: [] });
    const known = reduce(state, input).state.view;
    return { state: { ...alone.state, view: known }, outputs: alone.outputs };
  },
};
