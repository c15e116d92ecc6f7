/** F8.166: a SRVSTAT enters rows for every port that it names, listed or not. */
import type { Mutant } from './mutant.types.ts';
import { acceptingRows } from './wider-list.ts';

export const anyPort: Mutant = {
  name: 'F8.166b',
  takesAway: 'only listed ports get rows in the DPT',
  cites: ['F8.166', 'D8', 'F6.130'],
  killedBy: ['P4', 'P5', 'P8'],
  isRare: true,
  decorate: acceptingRows({ ports: 'ALL' }),
};
