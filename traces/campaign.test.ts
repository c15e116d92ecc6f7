/**
 * The campaign as a test: the promises hold over the example sysplex, and the same seed is the same
 * campaign. `npm run verify` runs the full number. A failure prints the block that replays it.
 */
import { join } from 'node:path';
import test from 'ava';
import { createVersions } from '../impl/tables/crt-versions.ts';
import { clusterOf } from '../properties/mutants/all.ts';
import { reportOf } from '../properties/report/campaign-report.ts';
import { runCampaign } from '../properties/harness/campaign.ts';
import { readProfileDirectory } from '../properties/harness/read-profiles.ts';
import { topologiesOf } from '../properties/harness/topologies.ts';
import { InterleavingArbitrary } from '../properties/harness/scenario-arbitrary.ts';
import { recordFailure } from './record.ts';
import * as fc from 'fast-check';

const profileFolder = join(import.meta.dirname, '..', 'impl', 'profile');
const figure4 = readProfileDirectory(join(profileFolder, 'figure-4'));
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
  if (result.failure !== null) t.fail(recordFailure(result.failure, null));
  const { profiles, reached } = figure4;
  const report = reportOf(result, 1, { profiles, reached });
  t.deepEqual(report.shortfalls, []);
});

for (const sample of ['ports-omitted', 'two-primaries', 'ranges']) {
  test(`every promise holds over the sample ${sample}`, (t) => {
    const { profiles } = readProfileDirectory(join(profileFolder, 'samples', sample));
    const menu = { topologies: topologiesOf(profiles), shortest: 60, connections: null };
    const { failure } = runCampaign(clusterOf(null), {
      ...menu,
      runs: 300,
      seed: 1,
      seconds: null,
    });
    if (failure === null) t.pass();
    else t.fail(recordFailure(failure, null));
  });
}

test('over flat tables a campaign counts what it counts over the reference table', (t) => {
  const options = { topologies, shortest: 60, connections: null, runs: 60, seed: 3, seconds: null };
  const flat = createVersions({ seed: [1, 2, 3, 4], undoMax: 1000 });

  const result = runCampaign(clusterOf(null, flat), options);

  t.is(result.failure, null);
  t.deepEqual(result.tally, runCampaign(clusterOf(null), options).tally);
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
