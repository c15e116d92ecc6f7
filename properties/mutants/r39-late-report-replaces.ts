/**
 * R39: the report of an outgoing connection replaces whatever row it meets, also one that was chosen for a
 * client's SYN after the outgoing attempt had ended. Found by review.
 */
import type { Mutant } from './mutant.types.ts';

export const lateReportReplaces: Mutant = {
  name: 'R39b',
  takesAway: 'a late report never replaces the row of another connection',
  cites: ['R39', 'R8', 'F8.164'],
  isRare: true,
  killedBy: ['P1', 'P2', 'P5', 'P6'],
  rules: { reportReplaces: () => true },
};
