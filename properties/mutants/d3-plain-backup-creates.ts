/** D3b: VIPABackup without MOVEable creates the DVIPA, as the product's MOVEable form does. */
import { reading } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const plainBackupCreates: Mutant = {
  name: 'D3b',
  takesAway: 'a VIPABackup without MOVEable never creates what is active nowhere',
  cites: ['D3', 'F9.201'],
  killedBy: ['P3'],
  decorate: reading((profile) => ({
    ...profile,
    backups: profile.backups.map((entry) => ({ ...entry, creates: true })),
  })),
};
