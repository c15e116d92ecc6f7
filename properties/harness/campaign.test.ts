/** A campaign that lets the event loop turn is the same campaign, and ends when it is told to. */
import { join } from 'node:path';
import test from 'ava';
import { clusterOf, mutantNamed } from '../mutants/all.ts';
import { runCampaign, runCampaignInTurns } from './campaign.ts';
import { readProfileDirectory } from './read-profiles.ts';
import { topologiesOf } from './topologies.ts';

const small = join(import.meta.dirname, '..', '..', 'impl', 'profile', 'small');
const topologies = topologiesOf(readProfileDirectory(small).profiles);
const options = { topologies, shortest: 60, connections: null, runs: 40, seed: 2, seconds: null };

test('in turns or at once, a campaign counts and finds the same', async (t) => {
  const { signal } = new AbortController();
  for (const mutant of [null, mutantNamed('E4') ?? null]) {
    const step = clusterOf(mutant);
    const inTurns = await runCampaignInTurns(step, options, signal);
    t.deepEqual(inTurns, runCampaign(step, options));
    t.is(inTurns.failure === null, mutant === null);
  }
});

test('a campaign that is told to stop keeps what it has seen', async (t) => {
  const stop = new AbortController();
  const onRun = ({ runs }: { readonly runs: number }): void => {
    if (runs === 3) stop.abort();
  };
  const result = await runCampaignInTurns(clusterOf(null), { ...options, onRun }, stop.signal);

  t.like(result, { interrupted: true, failure: null });
  t.is(result.tally.runs, 3);
});
