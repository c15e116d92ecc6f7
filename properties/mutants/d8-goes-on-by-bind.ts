/**
 * D8: an owner whose VIPABackup is gone goes on as if it had bound the address when a primary has come and died:
 * without the primary's list, so that every new connection is refused.
 */
import type { Mutant } from './mutant.types.ts';

export const goesOnByBind: Mutant = {
  name: 'D8b',
  takesAway:
    'who goes on for a dead owner, with no statement of its own, goes on by the list of the primary',
  cites: ['D8', 'F6.134', 'P3'],
  killedBy: ['REF'],
  isRare: true,
  rules: { goesOnAs: () => 'bind' },
};
