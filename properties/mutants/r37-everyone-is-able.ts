/** R37: every member is taken to have the function; its capability is not looked at. */
import type { Mutant } from './mutant.types.ts';

export const everyoneIsAble: Mutant = {
  name: 'R37',
  takesAway: 'membership says who has the function, and others are not waited for',
  cites: ['R37', 'E19', 'F4.4'],
  killedBy: ['P9'],
  decorate: (reduce) => (state, input) => {
    if (input.type === 'MemberJoined') return reduce(state, { ...input, aware: true });
    if (input.type !== 'StackStarted') return reduce(state, input);
    const members = input.members.map((member) => ({ ...member, aware: true }));
    return reduce(state, { ...input, members });
  },
};
