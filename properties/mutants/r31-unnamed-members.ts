/**
 * R31: a yielding owner does not name the stacks that it may have routed to, of which its successor may not have
 * been told yet.
 */
import { hearing } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const membersUnnamed: Mutant = {
  name: 'R31b',
  takesAway:
    'a former owner names whom it may have routed to, and the new owner waits for those too',
  cites: ['R31', 'R21', 'D5'],
  killedBy: [],
  equivalent:
    'a stack binds and connects only when it has heard the list of every member that was there before it (R31), and ' +
    'who has sent it a list knows it: no successor is without news of a stack that has connections',
  decorate: hearing((body) =>
    body.type === 'NEWCONN' && body.end !== null ? { ...body, end: { routedTo: [] } } : body,
  ),
};
