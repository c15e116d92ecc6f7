/** E18, R18: of two backups of equal rank each waits for the other. */
import { hearing } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const equalRanksWait: Mutant = {
  name: 'R18',
  takesAway: 'of equal ranks the name decides, alike on every stack',
  cites: ['R18', 'E18', 'D3', 'F9.201'],
  killedBy: ['P3'],
  scope: 'samples/equal-ranks',
  decorate: hearing((body, { profile }) => {
    if (body.type !== 'VIPA_list') return body;
    const backup = body.definitions.backup.map((entry) => {
      const isEqual = profile.backups.some(
        ({ dvipa, rank }) => dvipa === entry.dvipa && rank === entry.rank,
      );
      return isEqual ? { ...entry, rank: entry.rank + 1 } : entry;
    });
    return { ...body, definitions: { ...body.definitions, backup } };
  }),
};
