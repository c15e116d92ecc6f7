/**
 * A campaign over a common sysplex can be conclusive: what its profiles rule out is not applicable, and the rest
 * is reached in few interleavings.
 */
import test from 'ava';
import { backup, distribute, primary, profileOf, ranged } from '../../impl/testing/profiles.ts';
import type { Profile } from '../../model/config.types.ts';
import { runCampaign } from '../harness/campaign.ts';
import { topologiesOf } from '../harness/topologies.ts';
import { clusterOf } from '../mutants/all.ts';
import { reportOf, type CampaignReport } from './campaign-report.ts';

function verified(profiles: readonly Profile[]): CampaignReport {
  const options = { shortest: 60, connections: null, runs: 400, seed: 1, seconds: null };
  const result = runCampaign(clusterOf(null), { topologies: topologiesOf(profiles), ...options });
  if (result.failure !== null) throw new Error(result.failure.broken.witness);
  return reportOf(result, 1, { profiles, reached: new Map() });
}

/** The ids that the profiles rule out. */
function ruledOut({ promises, requirements, landmarks }: CampaignReport): readonly string[] {
  return [...promises, ...requirements, ...landmarks]
    .filter(({ verdict }) => verdict === 'not applicable')
    .map(({ id }) => id);
}

const ofW = { dvipa: 'W', mask: null };
const w = { defines: [ofW], distributes: [distribute({ dvipa: 'W' })] };

const common: readonly {
  readonly sentence: string;
  readonly profiles: readonly Profile[];
  /** Some of what it rules out, … */
  readonly out: readonly string[];
  /** … and some of what it does not. */
  readonly demanded: readonly string[];
}[] = [
  {
    sentence: 'two stacks that back each other up',
    profiles: [
      { ...primary('A'), backups: [{ ...ofW, rank: 10, creates: false }] },
      backup('B', 10, w),
    ],
    out: ['P9', 'F4.4', 'F9.x', 'secondBackup', 'move'],
    demanded: ['P7', 'P8', 'F4.5', 'F9.201', 'F10.304', 'takeover', 'takeback', 'wlm', 'junk'],
  },
  {
    sentence: 'a single stack',
    profiles: [primary('A')],
    out: ['P1', 'P7', 'P8', 'P9', 'F6.120', 'F6.133', 'takeover', 'weighted', 'wlm', 'junk'],
    demanded: ['P2', 'P3', 'P4', 'P5', 'P6', 'F5.108', 'F7.144', 'D8', 'refused', 'outgoing'],
  },
  {
    sentence: 'a single stack whose DVIPA is not distributed',
    profiles: [primary('A', null)],
    out: ['P4', 'P8', 'D8', 'F7.144', 'refused'],
    demanded: ['P2', 'P3', 'P5', 'P6', 'F5.108', 'F7.140'],
  },
  {
    sentence: 'a primary with one target, and no VIPARANGE',
    profiles: [primary('A', { targets: ['XB'] }), profileOf('B')],
    out: ['F4.5', 'F9.x', 'F12.x', 'weighted', 'wlm', 'secondBackup'],
    demanded: ['P1', 'P4', 'P9', 'F4.4', 'F6.133', 'targetLost', 'givenBack', 'junk'],
  },
  {
    sentence: 'two stacks on which a bind creates what no primary has',
    profiles: [ranged('A'), ranged('B')],
    out: ['P8', 'D2', 'F9.201', 'F12.x', 'takeover'],
    demanded: ['P1', 'P3', 'P4', 'P7', 'D6', 'F11.506', 'F12.525', 'move'],
  },
];

for (const { sentence, profiles, out, demanded } of common) {
  test(`nothing is short in ${sentence}`, (t) => {
    const report = verified(profiles);
    t.deepEqual(report.shortfalls, []);
    const ids = ruledOut(report);
    t.deepEqual(
      out.filter((id) => !ids.includes(id)),
      [],
      'ruled out',
    );
    t.deepEqual(
      demanded.filter((id) => ids.includes(id)),
      [],
      'demanded',
    );
  });
}
