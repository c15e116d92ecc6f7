/** R12: the departure of a target leaves its rows in the CRT. */
import { recordCrt } from '../../impl/tables/crt.ts';
import type { Mutant } from './mutant.types.ts';

export const deadTargetsStay: Mutant = {
  name: 'R12',
  takesAway: 'the rows of a member go when it leaves',
  cites: ['R12', 'E15'],
  killedBy: ['P5', 'P6'],
  rules: { crt: { ...recordCrt, removeTarget: (rows) => rows } },
};
