/** P10: a SRVSTAT with impossible rows is mended instead of ignored: what is left of it is taken for the truth. */
import type { Srvstat } from '../../impl/messages.types.ts';
import { answering } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

function mended(message: Srvstat): Srvstat {
  const listeners = message.listeners.filter(({ port, count }) => port > 0 && count >= 0);
  return { ...message, listeners };
}

export const malformedIsMended: Mutant = {
  name: 'P10',
  takesAway: 'a malformed message is ignored as a whole',
  cites: ['P10', 'F8.160'],
  killedBy: ['P4', 'P5', 'P10'],
  decorate: answering((state, input, reduce) => {
    if (input.type !== 'MessageArrived' || input.envelope.body.type !== 'SRVSTAT') return null;
    const envelope = { ...input.envelope, body: mended(input.envelope.body) };
    return reduce(state, { type: 'MessageArrived', envelope });
  }),
};
