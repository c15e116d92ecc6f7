/** R38: a snapshot holds the connections on listed ports only; those on others are lost at the next move. */
import { isListed } from '../../impl/distribution/lists.ts';
import type { Mutant } from './mutant.types.ts';

export const snapshotPerPort: Mutant = {
  name: 'R38b',
  takesAway: 'snapshots are per DVIPA, not per listed port',
  cites: ['R38', 'E17', 'F6.133'],
  killedBy: ['P2', 'P3', 'P5'],
  rules: {
    reportsConnection: (key, { claim }) =>
      isListed(claim?.distribution ?? null, Number(key.slice(key.lastIndexOf(':') + 1))),
  },
};
