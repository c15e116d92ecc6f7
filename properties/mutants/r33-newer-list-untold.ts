/** R33: who knows a newer list of the primary than a backup claims by keeps it to itself. */
import type { Mutant } from './mutant.types.ts';

export const newerListUntold: Mutant = {
  name: 'R33c',
  takesAway: 'a backup is told a newer list of the dead primary before it routes',
  cites: ['R33', 'F9.201', 'D8'],
  killedBy: ['P3'],
  isRare: true,
  rules: { tellsNewerList: () => false },
};
