/** C7: a stack tells when an application begins to listen, and never when it ends. */
import { sending } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const endOfListeningUntold: Mutant = {
  name: 'C7',
  takesAway: 'the end of listening is told to the owner',
  cites: ['C7', 'F6.130', 'F8.166'],
  killedBy: ['P4', 'P5'],
  decorate: sending((body, { input }) =>
    input.type === 'ListenerClosed' && body.type === 'SRVSTAT' ? null : body,
  ),
};
