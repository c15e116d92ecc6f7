/** R26: a stack that holds the DVIPA without owning it resets what it does not know. */
import type { Mutant } from './mutant.types.ts';

export const resetAtHolder: Mutant = {
  name: 'R26',
  takesAway: 'who holds a DVIPA without owning it forwards to the owner',
  cites: ['R26', 'R22', 'F12.522'],
  killedBy: ['P2'],
  rules: { packetAtNonOwner: () => 'reset' },
};
