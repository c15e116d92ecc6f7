/** D8, R32: a profile change reaches the stack's definitions, and never the list by which it routes. */
import type { Mutant } from './mutant.types.ts';

export const listNotRenewed: Mutant = {
  name: 'D8',
  takesAway: 'a profile change renews the list of a DVIPA that the stack owns',
  cites: ['D8', 'R32', 'R33'],
  killedBy: ['P3', 'P5'],
  decorate: (reduce) => (state, input) => {
    const step = reduce(state, input);
    if (input.type !== 'ProfileChanged' || step.state === state) return step;
    return { state: { ...step.state, vipas: state.vipas }, outputs: [] };
  },
};
