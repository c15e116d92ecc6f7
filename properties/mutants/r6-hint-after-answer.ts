/** R6, R25: what a former router reports is taken although the endpoint has ended its snapshot without it. */
import type { Mutant } from './mutant.types.ts';

export const hintAfterAnswer: Mutant = {
  name: 'R6',
  takesAway: 'a hint about a stack that has answered is ignored',
  cites: ['R6', 'R25', 'F8.162', 'F10.308'],
  killedBy: ['P5', 'P6'],
  rules: { takesHint: (row) => row === null },
};
