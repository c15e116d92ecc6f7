/** E10, R34: only a candidate of the new owner's list reports its connections, as Figure 6 draws it. */
import { isCandidate } from '../../impl/distribution/lists.ts';
import type { Mutant } from './mutant.types.ts';

export const onlyCandidatesReport: Mutant = {
  name: 'E10',
  takesAway: 'every stack with connections reports them, candidate or not',
  cites: ['E10', 'R34', 'F6.131'],
  killedBy: ['P2', 'P3', 'P5'],
  rules: { reportsConnections: isCandidate },
};
