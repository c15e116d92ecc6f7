/**
 * The campaign as a test: the promises hold over the example sysplex, and the same seed is the same
 * campaign. `npm run verify` runs the full number. A failure prints the block that replays it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { everyJudge } from '../properties/invariants/judges.ts';
import { createVersions } from '../impl/tables/crt-versions.ts';
import { clusterOf } from '../properties/mutants/all.ts';
import {
  renderRequirements,
  unplaced,
  withRequirements,
} from '../properties/report/requirement-table.ts';
import { exampleCampaign } from './example-campaign.ts';
import { runCampaign } from '../properties/harness/campaign.ts';
import { readProfileDirectory } from '../properties/harness/read-profiles.ts';
import { topologiesOf } from '../properties/harness/topologies.ts';
import { InterleavingArbitrary } from '../properties/harness/scenario-arbitrary.ts';
import { recordFailure } from './record.ts';
import { recordCampaign } from './report/campaign-data.ts';
import * as fc from 'fast-check';

/** Of the tests only this one leaves figures for the report. */
const reports = join(import.meta.dirname, '..', 'reports');

const profileFolder = join(import.meta.dirname, '..', 'impl', 'profile');
const figure4 = readProfileDirectory(join(profileFolder, 'figure-4'));
const topologies = topologiesOf(figure4.profiles);

const { result, report } = exampleCampaign();

test('every promise holds over the example sysplex, and every requirement is reached', (t) => {
  const failure = result.failure === null ? null : recordFailure(result.failure, null);
  recordCampaign('test', report, { scope: 'the example sysplex', failure }, reports);
  if (failure !== null) t.fail(failure);
  t.deepEqual(report.shortfalls, []);
});

test('the README says where every requirement stands, and how often it was reached', (t) => {
  t.deepEqual(unplaced(report.requirements), []);
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const renewed = withRequirements(readme, renderRequirements(report.requirements));
  t.is(renewed, readme, 'renew it by npm run requirements -- --write');
});

for (const sample of ['ports-omitted', 'two-primaries', 'ranges']) {
  test(`every promise holds over the sample ${sample}`, (t) => {
    const { profiles } = readProfileDirectory(join(profileFolder, 'samples', sample));
    const menu = {
      topologies: topologiesOf(profiles),
      shortest: 60,
      connections: null,
      judges: everyJudge,
    };
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
