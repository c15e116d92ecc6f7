/** R11: a SYN that comes back withdraws whatever row stands for its connection, its own choice or a later one. */
import type { Mutant } from './mutant.types.ts';

export const returnForgetsAnyone: Mutant = {
  name: 'R11b',
  takesAway: 'a SYN that comes back withdraws only the choice that it names',
  cites: ['R11', 'R10', 'F7.146'],
  killedBy: ['P1', 'P2', 'P5', 'P6', 'P7'],
  rules: { undoesChoice: (row, _from, { choice }) => row !== null || choice === 'followed' },
};
