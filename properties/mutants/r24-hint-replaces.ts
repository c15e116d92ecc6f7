/** R24: the word of a former router replaces what an endpoint has said of its own connection. */
import type { Mutant } from './mutant.types.ts';

export const hintReplaces: Mutant = {
  name: 'R24',
  takesAway: 'where the backup and the server report one connection, the word of the server stands',
  cites: ['R24', 'R21', 'F10.308'],
  killedBy: ['P1', 'P2', 'P3', 'P5', 'P6'],
  rules: { takesHint: (_row, isAnswered) => !isAnswered },
};
