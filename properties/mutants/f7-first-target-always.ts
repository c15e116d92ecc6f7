/** F7.144: the selection takes the first target that listens, every time. */
import type { Mutant } from './mutant.types.ts';

export const firstTargetAlways: Mutant = {
  name: 'F7.144',
  takesAway: 'selection takes turns in proportion to the weights',
  cites: ['F7.144', 'C12'],
  killedBy: ['P8'],
  rules: {
    select: (shares, candidates) => ({ target: candidates[0]?.target ?? '', shares }),
  },
};
