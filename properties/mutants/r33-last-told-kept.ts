/** R33: a list of the primary that is told last replaces a newer one, and the newer one is forgotten. */
import type { Mutant } from './mutant.types.ts';

export const lastToldKept: Mutant = {
  name: 'R33b',
  takesAway: 'every stack keeps the newest list of the primary, whoever has told it last',
  cites: ['R33', 'F6.134', 'D8'],
  killedBy: ['REF'],
  isRare: true,
  rules: { keepsList: () => true },
};
