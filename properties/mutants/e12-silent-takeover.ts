/** E12, R33: a backup that inherits the primary's list does not broadcast it again. */
import type { Mutant } from './mutant.types.ts';

export const silentTakeover: Mutant = {
  name: 'E12',
  takesAway: 'a backup always broadcasts the list that it will use',
  cites: ['E12', 'R33', 'F9.201'],
  killedBy: ['P3', 'P5'],
  rules: { broadcastsClaim: (inheritsList) => !inheritsList },
};
