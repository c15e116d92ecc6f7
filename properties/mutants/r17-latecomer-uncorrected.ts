/** R17: who claims below a claim that it has not heard of is not told, and waits for answers for ever. */
import { sending } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const latecomerUncorrected: Mutant = {
  name: 'R17b',
  takesAway: 'a claimant that is behind is told the higher claim',
  cites: ['R17', 'F9.212'],
  killedBy: ['P3', 'P5'],
  decorate: sending((body, { input }, to) => {
    if (body.type !== 'VIPA_list' || input.type !== 'MessageArrived') return body;
    const { from, body: heard } = input.envelope;
    return heard.type === 'VIPA_list' && from.stack === to.stack ? null : body;
  }),
};
