/** R11: a SYN that comes back is sent on, though its choice was never made, or has been undone already. */
import { soundRules } from '../../impl/distribution/rules.ts';
import type { Mutant } from './mutant.types.ts';

export const unchosenGoesOn: Mutant = {
  name: 'R11d',
  takesAway: 'only a choice that stands is undone, and its SYN sent on, when it comes back',
  cites: ['R11', 'P10', 'F7.144'],
  killedBy: ['P10'],
  rules: {
    undoesChoice: (row, from, returned) =>
      row === null || soundRules.undoesChoice(row, from, returned),
  },
};
