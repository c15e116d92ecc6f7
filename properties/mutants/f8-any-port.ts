/** F8.166: a SRVSTAT enters rows for every port that it names, listed or not. */
import type { Mutant } from './mutant.types.ts';
import { acceptingRows } from './wider-list.ts';

export const anyPort: Mutant = {
  name: 'F8.166b',
  takesAway: 'only listed ports get rows in the DPT',
  cites: ['F8.166', 'D8', 'F6.130'],
  killedBy: [],
  equivalent:
    'a stack reports the ports of the list that it knows, and all of them anew when the next list comes (R14), ' +
    'so such a row lasts only until then; and no target is selected for a port that is not listed',
  decorate: acceptingRows({ ports: 'ALL' }),
};
