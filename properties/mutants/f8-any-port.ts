/** F8.166: a SRVSTAT enters rows for every port that it names, listed or not. */
import type { Mutant } from './mutant.types.ts';
import { acceptingRows } from './wider-list.ts';

export const anyPort: Mutant = {
  name: 'F8.166b',
  takesAway: 'only listed ports get rows in the DPT',
  cites: ['F8.166', 'D8', 'F6.130'],
  killedBy: [],
  equivalent:
    'whoever selects a target asks the list first, also for a SYN that comes back (R38), so that no SYN goes to such a ' +
    'row; and the next list brings all the rows anew (R14)',
  decorate: acceptingRows({ ports: 'ALL' }),
};
