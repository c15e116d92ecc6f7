/**
 * R18b: when an owner dies, nobody tells the others of a claim that they may not have heard. Found by the
 * campaign: a late backup never learns that the DVIPA was active, or a former owner routes on by a claim
 * that the targets have left.
 */
import type { Mutant } from './mutant.types.ts';

export const orphansUntold: Mutant = {
  name: 'R18b',
  takesAway: 'when an owner dies, every stack tells the others what it knows',
  cites: ['R18b', 'R17', 'F9.200'],
  isRare: true,
  killedBy: ['P2', 'P3', 'P5', 'P6'],
  rules: { tellsOrphans: () => false },
};
