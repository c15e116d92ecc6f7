/** R47, R25: a former owner answers from the table that it has purged. */
import type { Mutant } from './mutant.types.ts';

export const oldOwnerLooksUp: Mutant = {
  name: 'R47',
  takesAway: 'a former owner forwards what waited in its input queue',
  cites: ['R47', 'R22', 'F10.310', 'F12.528'],
  killedBy: ['P1', 'P2'],
  rules: { packetAtNonOwner: (role) => (role.is === 'moving' ? 'route' : 'redirect') },
};
