/** E11, R16: only stacks that listen report their connections after a failure. */
import type { Mutant } from './mutant.types.ts';

export const onlyListenersReport: Mutant = {
  name: 'E11',
  takesAway: 'connections without a listener are reported too',
  cites: ['E11', 'R16', 'F9.202'],
  killedBy: ['P2', 'P3', 'P5'],
  rules: { reportsConnections: (_state, vipa) => Object.keys(vipa.listeners).length > 0 },
};
