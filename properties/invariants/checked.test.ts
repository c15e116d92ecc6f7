/**
 * What counts as judged: only that of which a promise could have said something. What holds because nothing is
 * there, or nobody else, does not count, so that a promise without work shows.
 */
import test from 'ava';
import type { Action } from '../../impl/actions.types.ts';
import { backup, primary, profileOf } from '../../impl/testing/profiles.ts';
import type { Profile } from '../../model/config.types.ts';
import { runCampaign } from '../harness/campaign.ts';
import { replay } from '../harness/run.ts';
import type { Start } from '../harness/start.ts';
import { topologiesOf } from '../harness/topologies.ts';
import { clusterOf } from '../mutants/all.ts';

const step = clusterOf(null);

/** How often each promise judged something in a few interleavings of a sysplex. */
function judged(profiles: readonly Profile[], runs = 20): ReadonlyMap<string, number> {
  const options = { shortest: 60, connections: null, runs, seed: 1, seconds: null };
  const { tally, failure } = runCampaign(step, { topologies: topologiesOf(profiles), ...options });
  if (failure !== null) throw new Error(failure.broken.witness);
  return tally.checked;
}

/** The same in one interleaving. */
function judgedIn(
  profiles: readonly Profile[],
  start: Start,
  ...actions: readonly Action[]
): ReadonlyMap<string, number> {
  const [topology] = topologiesOf(profiles);
  if (topology === undefined) throw new Error('no topology');
  return replay(step, { topology, start, actions }).checked;
}

/** The promises that judged nothing. */
function idle(checked: ReadonlyMap<string, number>, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => (checked.get(id) ?? 0) === 0);
}

const promised = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9'];

test('one stack can misroute nothing, has no rival, and chooses among one target', (t) => {
  t.deepEqual(idle(judged([primary('A')]), promised), ['P1', 'P7', 'P8', 'P9']);
});

test('where nobody may own anything no promise about DVIPAs has work', (t) => {
  const checked = judged([profileOf('A'), profileOf('B')]);
  t.deepEqual(idle(checked, promised), ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8']);
});

test('P3 waits until an owner is due: plain backups alone owe none', (t) => {
  const both = [primary('A'), backup('B', 20)];
  t.deepEqual(idle(judgedIn(both, 'cold', { do: 'StartStack', stack: 'B' }), ['P3']), ['P3']);
  t.is(judgedIn(both, 'cold', { do: 'StartStack', stack: 'A' }).get('P3'), 1);
});

test('P5 has nothing to say of empty tables, while nobody listens and nothing lives', (t) => {
  const both = [primary('A'), backup('B', 20)];
  t.deepEqual(idle(judgedIn(both, 'settled'), ['P5']), ['P5']);
  t.is(judgedIn(both, 'serving').get('P5'), 1);
});

test('P2 and P6 wait for a connection, and P6 for its end', (t) => {
  const both = [primary('A'), backup('B', 20)];
  const quiet = judgedIn(both, 'settled');
  t.deepEqual(idle(quiet, ['P2', 'P6']), ['P2', 'P6']);

  // The probes at the end of a run open a connection, and end none.
  const probed = judgedIn(both, 'serving');
  t.deepEqual(idle(probed, ['P2', 'P6']), ['P6']);

  const connection = 'C1:1001>V:60';
  const connect = {
    do: 'Connect',
    client: 'C1',
    port: 1001,
    dvipa: 'V',
    to: 60,
    isn: 1000,
  } as const;
  const ended = judgedIn(
    both,
    'serving',
    { do: 'LearnRoute', router: 'R1', dvipa: 'V', stack: 'A' },
    connect,
    { do: 'DeliverPacket', packet: `${connection} SYN`, router: 'R1' },
    { do: 'ReadQueue', stack: 'A' },
    ...['A', 'B'].map((at) => ({ do: 'Tcp', at, deed: 'abort', connection }) as const),
  );
  t.true((ended.get('P6') ?? 0) > 0);
});

test('P7 counts the moments in which a second stack could select or answer', (t) => {
  const both = [primary('A'), backup('B', 20)];
  t.deepEqual(idle(judgedIn(both, 'settled'), ['P7']), ['P7']);
  const afterTakeover = judgedIn(
    both,
    'settled',
    { do: 'CrashStack', stack: 'A' },
    { do: 'DeliverNotice', to: 'B' },
    { do: 'StartStack', stack: 'A' },
  );
  t.true((afterTakeover.get('P7') ?? 0) > 0);
});

test('P8 compares choices: the first one is fair', (t) => {
  const both = [primary('A'), backup('B', 20)];
  t.deepEqual(idle(judgedIn(both, 'serving'), ['P8']), ['P8']);
  t.deepEqual(idle(judged(both), ['P8']), []);
});
