/** F8.166: whoever sends a SRVSTAT gets rows in the DPT, a candidate or not. */
import type { Mutant } from './mutant.types.ts';
import { acceptingRows } from './wider-list.ts';

export const anyReporter: Mutant = {
  name: 'F8.166',
  takesAway: 'only candidates get rows in the DPT',
  cites: ['F8.166', 'D8', 'F6.124'],
  killedBy: ['P4', 'P5', 'P9'],
  decorate: acceptingRows({ targets: 'ALL' }),
};
