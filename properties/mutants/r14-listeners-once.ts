/** R14: listeners are told to the first owner only; whoever owns the DVIPA later hears of changes. */
import type { Mutant } from './mutant.types.ts';

export const listenersOnce: Mutant = {
  name: 'R14',
  takesAway: 'every new list brings the complete set of listeners',
  cites: ['R14', 'PI08005', 'F10.302'],
  killedBy: ['P3', 'P4', 'P5'],
  rules: { reportsListener: (vipa) => vipa.claim?.epoch.number === 1 },
};
