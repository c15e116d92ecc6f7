/**
 * E14, R35: the former owner tells of its own connections only, and the others believe that they have told
 * everything when they told it to the former owner.
 */
import { isSelf } from '../../impl/distribution/turn.ts';
import type { Mutant } from './mutant.types.ts';

export const leftToFormerOwner: Mutant = {
  name: 'E14',
  takesAway: 'every stack reports to every new owner, also when a former owner lives',
  cites: ['E14', 'R35', 'F12.526'],
  killedBy: ['P2', 'P3', 'P5'],
  rules: {
    reportsConnections: (state, { claim }) => {
      const former = claim?.former ?? null;
      return former === null || isSelf(state, former);
    },
  },
};
