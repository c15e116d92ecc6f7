/** F7.144: only the first two of the targets that listen are ever selected. */
import type { Mutant } from './mutant.types.ts';

export const thirdTargetNever: Mutant = {
  name: 'F7.144c',
  takesAway: 'every target that listens takes its turn, however many there are',
  cites: ['F7.144', 'C12'],
  killedBy: ['P8'],
  rules: { servicePolicy: (targets) => targets.slice(0, 2) },
};
