/** R20: having told one new owner, a stack believes that it has reported, and tells the next one nothing. */
import type { Mutant } from './mutant.types.ts';

export const reportedOnce: Mutant = {
  name: 'R20b',
  takesAway: 'every new owner is told all connections, however many owners came before it',
  cites: ['R20', 'R35', 'F9.x', 'F9.204'],
  killedBy: ['P2', 'P3', 'P5'],
  rules: { reportsConnections: (_state, { claim }) => (claim?.epoch.number ?? 0) <= 2 },
};
