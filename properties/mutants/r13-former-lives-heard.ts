/** R13: a message of a stack's former life is taken for one of its present life. */
import type { Mutant } from './mutant.types.ts';

export const formerLivesHeard: Mutant = {
  name: 'R13',
  takesAway: 'what arrives late from a former life of a stack changes nothing',
  cites: ['R13', 'F8.166'],
  isRare: true,
  killedBy: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7'],
  decorate: (reduce) => (state, input) => {
    if (input.type !== 'MessageArrived') return reduce(state, input);
    const { envelope } = input;
    const present = state.view[envelope.from.stack]?.incarnation;
    if (present === undefined) return reduce(state, input);
    const from = { stack: envelope.from.stack, incarnation: present };
    return reduce(state, { type: 'MessageArrived', envelope: { ...envelope, from } });
  },
};
