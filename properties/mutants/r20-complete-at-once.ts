/** R2, R20: a new owner believes its tables complete without waiting for the ends of the snapshots. */
import type { Mutant } from './mutant.types.ts';

export const completeAtOnce: Mutant = {
  name: 'R20',
  takesAway: 'an owner is complete only when every live member has ended its snapshot',
  cites: ['R2', 'R20', 'F9.208', 'F9.210'],
  killedBy: ['P1', 'P2', 'P4', 'P7'],
  rules: { isComplete: () => true },
};
