/** R10: a target that cannot accept a SYN says nothing, and the owner's entry for it stays. */
import type { Mutant } from './mutant.types.ts';

export const nothingGivenBack: Mutant = {
  name: 'R10',
  takesAway: 'a SYN that its target cannot accept goes back to the owner',
  cites: ['R10', 'R11', 'F7.146'],
  killedBy: ['P5', 'P6'],
  decorate: (reduce) => (state, input) => {
    const step = reduce(state, input);
    const outputs = step.outputs.filter(
      (output) => output.type !== 'Send' || output.envelope.body.type !== 'returned',
    );
    return { state: step.state, outputs };
  },
};
