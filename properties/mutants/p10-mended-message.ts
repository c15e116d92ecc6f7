/** P10: a SRVSTAT with impossible rows is mended instead of ignored: what is left of it is taken for the truth. */
import { hearing } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const malformedIsMended: Mutant = {
  name: 'P10',
  takesAway: 'a malformed message is ignored as a whole',
  cites: ['P10', 'F8.160'],
  killedBy: ['P4', 'P5', 'P10'],
  decorate: hearing((body) => {
    if (body.type !== 'SRVSTAT') return body;
    const listeners = body.listeners.filter(({ port, count }) => port > 0 && count >= 0);
    return { ...body, listeners };
  }),
};
