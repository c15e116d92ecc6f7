/** R44: a stack that returns before anybody has noticed its failure is taken for the one that it was. */
import { answering } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const quickReturnUnnoticed: Mutant = {
  name: 'R44',
  takesAway: 'a new life of a stack implies the end of its former life',
  cites: ['R44', 'R13', 'F9.200'],
  killedBy: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7'],
  decorate: answering((state, input, reduce) => {
    if (input.type !== 'MemberJoined' || !state.aware) return null;
    const { [input.member.stack]: known, ...view } = state.view;
    return known === undefined ? null : reduce({ ...state, view }, input);
  }),
};
