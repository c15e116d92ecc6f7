/** R9: a TERMCONN removes the row of its 4-tuple, whoever sent it and whichever life it names. */
import { connectionKey, recordCrt, recordOf, tableOf } from '../../impl/tables/crt.ts';
import type { Mutant } from './mutant.types.ts';

export const anyLifeRemoved: Mutant = {
  name: 'R9',
  takesAway: 'TERMCONN removes only the life of the connection that it names',
  cites: ['R9', 'C11', 'F8.162'],
  killedBy: ['P1', 'P2', 'P5'],
  // A new life follows the old row (R8), so that it takes an outgoing attempt that was given up, and a client that
  // used its 4-tuple before the TERMCONN came.
  isRare: true,
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
