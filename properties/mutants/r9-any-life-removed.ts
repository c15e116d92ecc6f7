/** R9: a TERMCONN removes the row of its 4-tuple, whoever sent it and whichever life it names. */
import { connectionKey, recordCrt, recordOf, tableOf } from '../../impl/tables/crt.ts';
import type { Mutant } from './mutant.types.ts';

export const anyLifeRemoved: Mutant = {
  name: 'R9',
  takesAway: 'TERMCONN removes only the life of the connection that it names',
  cites: ['R9', 'C11', 'F8.162'],
  killedBy: [],
  equivalent:
    'a SYN of a new life follows the old row, and a new row is chosen only after the TERMCONN of the ' +
    'old life has come (R8): no TERMCONN ever meets the row of another life',
  rules: {
    crt: {
      ...recordCrt,
      removeLife: (rows, { remote, local }) => {
        const { [connectionKey(remote, local)]: _gone, ...rest } = recordOf(rows);
        return tableOf(rest);
      },
    },
  },
};
