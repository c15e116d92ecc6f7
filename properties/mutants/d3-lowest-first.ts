/** D3: the lowest rank takes over first. */
import { reading } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const lowestFirst: Mutant = {
  name: 'D3',
  takesAway: 'the highest rank takes over first',
  cites: ['D3', 'F9.201'],
  killedBy: ['P3'],
  decorate: reading((profile) => ({
    ...profile,
    backups: profile.backups.map((entry) => ({ ...entry, rank: 255 - entry.rank })),
  })),
};
