/**
 * R31: a yielding owner does not name the stacks that it may have routed to. A new owner that has not been told
 * of one of them yet completes its tables without that stack's connections.
 */
import { hearing } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const membersUnnamed: Mutant = {
  name: 'R31b',
  takesAway:
    'a former owner names whom it may have routed to, and the new owner waits for those too',
  cites: ['R31', 'R21', 'D5'],
  killedBy: ['P1', 'P2', 'P3', 'P4', 'P5', 'P7'],
  decorate: hearing((body) =>
    body.type === 'NEWCONN' && body.end !== null ? { ...body, end: { routedTo: [] } } : body,
  ),
};
