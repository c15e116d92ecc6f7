/** P10: what a stack says about a connection of another stack is taken as if that stack had said it. */
import { hearing } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const speaksForOthers: Mutant = {
  name: 'P10b',
  takesAway: 'a stack speaks for its own connections only',
  cites: ['P10', 'F8.160', 'R13'],
  killedBy: ['P1', 'P5', 'P6', 'P10'],
  decorate: hearing((body, _state, from) => {
    if (body.type === 'TERMCONN' && body.connection.target.stack !== from.stack) {
      return { ...body, connection: { ...body.connection, target: from } };
    }
    if (body.type !== 'NEWCONN' || body.reporter !== 'endpoint') return body;
    const isForeign = body.connections.some(({ target }) => target.stack !== from.stack);
    if (!isForeign) return body;
    return { ...body, connections: body.connections.map((one) => ({ ...one, target: from })) };
  }),
};
