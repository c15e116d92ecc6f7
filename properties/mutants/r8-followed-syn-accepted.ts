/** R8: a target accepts a SYN anew that only followed an entry, as if it had been chosen for it. */
import { hearing } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const followedSynAccepted: Mutant = {
  name: 'R8',
  takesAway: 'a SYN that follows an entry is resumed or given back, never accepted anew',
  cites: ['R8', 'R1', 'F7.146'],
  killedBy: ['P1', 'P2', 'P3', 'P5', 'P7'],
  decorate: hearing((body) =>
    body.type === 'routed' && body.packet.kind === 'SYN' ? { ...body, choice: 'selected' } : body,
  ),
};
