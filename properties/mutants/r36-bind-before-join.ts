/** R36, PI55277: a bind creates a DVIPA before the stack has heard who owns it. */
import { answering } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const bindBeforeJoin: Mutant = {
  name: 'R36',
  takesAway: 'an application that binds while its stack joins is asked to try again',
  cites: ['R36', 'PI55277', 'D6', 'F11.504'],
  killedBy: ['P1', 'P2', 'P3', 'P5', 'P6', 'P7'],
  isRare: true,
  decorate: answering((state, input, reduce) => {
    if (input.type !== 'BindRequested' || state.joining.length === 0) return null;
    const step = reduce({ ...state, joining: [] }, input);
    return { state: { ...step.state, joining: state.joining }, outputs: step.outputs };
  }),
};
