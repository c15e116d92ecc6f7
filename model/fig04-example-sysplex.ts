/**
 * Figure 4: the example sysplex as data. The statements are the printed ones (F4.3); those of MVS2 and
 * MVS3, which the text leaves open, are what its example of Figures 11 and 12 needs.
 */
import type { Distribution, Profile } from './config.types.ts';

const here = { mask: null, creates: false };
const list = { ports: [60], method: 'ROUNDROBIN', weights: {} } as const;

/** DVA1 while MVS1 owns it: APP A on MVS1, MVS2 and MVS4 (l.249). */
export const listOfMvs1: Distribution = { ...list, targets: ['XCF1', 'XCF2', 'XCF4'] };
/** DVA1 while MVS5 owns it in place of MVS1 (l.255). */
export const listOfMvs5: Distribution = { ...list, targets: ['XCF2', 'XCF3', 'XCF4'] };
/** DVB1: APP B, on any stack, also on one that joins later (l.253). */
export const listOfDvb1: Distribution = { ...list, targets: 'ALL' };

function profile(number: number, statements: Partial<Profile>): Profile {
  const attached = number === 1 || number === 5; // F4.1
  const none = { defines: [], backups: [], distributes: [], ranges: [] };
  return { stack: `MVS${number}`, xcf: `XCF${number}`, attached, ...none, ...statements };
}

const range = { ranges: [{ mask: null, address: 'DVB1', nondisruptive: true }] };

export const figure4: readonly Profile[] = [
  profile(1, {
    defines: [{ dvipa: 'DVA1', mask: null }],
    distributes: [{ dvipa: 'DVA1', ...listOfMvs1 }],
    backups: [{ ...here, dvipa: 'DVB1', rank: 30 }],
  }),
  profile(2, range),
  profile(3, range),
  profile(4, {}),
  profile(5, {
    defines: [{ dvipa: 'DVB1', mask: null }],
    distributes: [
      { dvipa: 'DVB1', ...listOfDvb1 },
      { dvipa: 'DVA1', ...listOfMvs5 },
    ],
    backups: [{ ...here, dvipa: 'DVA1', rank: 10 }],
  }),
];
