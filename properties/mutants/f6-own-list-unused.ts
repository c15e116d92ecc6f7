/** F6.135: a backup uses the primary's list although it has one of its own. */
import { reading } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const ownListUnused: Mutant = {
  name: 'F6.135',
  takesAway: 'a VIPADISTribute of the backup overrides the list that it received',
  cites: ['F6.135', 'F4.3', 'D4'],
  killedBy: ['P3', 'P4', 'P5'],
  decorate: reading((profile) => ({
    ...profile,
    distributes: profile.distributes.filter(({ dvipa }) =>
      profile.defines.some((entry) => entry.dvipa === dvipa),
    ),
  })),
};
