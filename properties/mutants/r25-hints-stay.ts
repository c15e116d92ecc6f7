/** R25: what a former router reports stays in the table although the endpoint's snapshot lacks it. */
import { recordCrt } from '../../impl/tables/crt.ts';
import type { Mutant } from './mutant.types.ts';

export const hintsStay: Mutant = {
  name: 'R25',
  takesAway: "a former router's report counts only until the endpoint has spoken",
  cites: ['R25', 'F10.308'],
  killedBy: ['P5', 'P6'],
  rules: { crt: { ...recordCrt, removeUnconfirmed: (rows) => rows } },
};
