/** R44: a member that membership has not announced yet counts as one that has left. */
import { answering } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const unannouncedIsDead: Mutant = {
  name: 'R44b',
  takesAway: 'a member that has not been announced yet is neither live nor dead',
  cites: ['R44', 'R31'],
  killedBy: [],
  equivalent:
    'who names a member has heard of it from its list, and a stack binds and connects only when every member ' +
    'that was there before it has sent it one, and so knows it (R31): nobody names a member whom the hearer ' +
    'does not know',
  decorate: answering((state, input, reduce) => {
    const { horizon } = state;
    const step = reduce({ ...state, horizon: Number.MAX_SAFE_INTEGER }, input);
    if (step.state.vipas === state.vipas && step.state.view === state.view) return null;
    const isJoin = input.type === 'MemberJoined';
    const seen = isJoin ? Math.max(horizon, input.member.incarnation) : horizon;
    return { ...step, state: { ...step.state, horizon: seen } };
  }),
};
