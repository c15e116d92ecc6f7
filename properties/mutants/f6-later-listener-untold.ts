/** F6.128: an application that begins to listen after the list has come is not reported. */
import { sending } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const laterListenerUntold: Mutant = {
  name: 'F6.128',
  takesAway: 'an application that listens later is reported, too',
  cites: ['F6.128', 'C14'],
  killedBy: ['P3', 'P4', 'P5'],
  decorate: sending((body, { input }) =>
    input.type === 'BindRequested' && body.type === 'SRVSTAT' ? null : body,
  ),
};
