/** E20, R31: lists are sent at initialization and at profile changes only; nobody answers a joiner. */
import { sending } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const joinerUngreeted: Mutant = {
  name: 'E20',
  takesAway: 'every member sends its list to a stack that joins',
  cites: ['E20', 'R31', 'F5.102'],
  killedBy: ['P3'],
  decorate: sending((body, { input }, to) => {
    const isGreeting = input.type === 'MemberJoined' && to.stack === input.member.stack;
    return isGreeting && body.type === 'VIPA_list' ? null : body;
  }),
};
