/**
 * The campaign as a test: the promises hold over the example sysplex, and the same seed is the same
 * campaign. `npm run verify` runs the full number of interleavings.
 */
import { join } from 'node:path';
import test from 'ava';
import { clusterOf } from '../mutants/all.ts';
import { reportOf } from '../report/campaign-report.ts';
import { runCampaign } from './campaign.ts';
import { readProfileDirectory } from './read-profiles.ts';
import { topologiesOf } from './topologies.ts';
import { InterleavingArbitrary } from './scenario-arbitrary.ts';
import * as fc from 'fast-check';

const figure4 = readProfileDirectory(
  join(import.meta.dirname, '..', '..', 'impl', 'profile', 'figure-4'),
);
const topologies = topologiesOf(figure4.profiles);

test('every promise holds over the example sysplex, and every requirement is reached', (t) => {
  const options = {
    topologies,
    shortest: 60,
    connections: null,
    runs: 700,
    seed: 1,
    seconds: null,
  };
  const result = runCampaign(clusterOf(null), options);
  t.is(result.failure, null);
  const { profiles, reached } = figure4;
  const report = reportOf(result, 1, { profiles, reached });
  t.deepEqual(report.shortfalls, []);
});

test('the same seed gives the same interleavings', (t) => {
  const sample = (): string => {
    const arbitrary = new InterleavingArbitrary(clusterOf(null), {
      topologies,
      shortest: 60,
      connections: null,
    });
    const values = fc.sample(arbitrary, { numRuns: 20, seed: 7 });
    return JSON.stringify(values.map(({ scenario }) => scenario.actions));
  };
  t.is(sample(), sample());
});
