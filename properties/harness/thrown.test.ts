/** An exception inside a step is a finding: it names its place, shrinks and replays; so do those at the start and at rest. */
import { join } from 'node:path';
import test from 'ava';
import { recordCrt } from '../../impl/tables/crt.ts';
import type { CrtTable } from '../../impl/tables/crt.types.ts';
import type { SysplexStepper } from '../../impl/sysplex.types.ts';
import { exploreObjects } from '../explore/explore.ts';
import { SearchThrew } from '../explore/step-threw.ts';
import { stackSystem } from '../explore/stacks/system.ts';
import { clusterOf } from '../mutants/all.ts';
import { runCampaign } from './campaign.ts';
import { minimise } from './minimise.ts';
import { readProfileDirectory } from './read-profiles.ts';
import { replay } from './run.ts';
import { isOfReducers, witnessOfThrow } from './thrown.ts';
import { topologiesOf } from './topologies.ts';

const small = join(import.meta.dirname, '..', '..', 'impl', 'profile', 'small');
const topologies = topologiesOf(readProfileDirectory(small).profiles);

/** Every look at the routing table is a TypeError, in the packet path or where a report is read. */
const broken: SysplexStepper = clusterOf(null, { ...recordCrt, find: null } as unknown as CrtTable);

const WITNESS =
  /^the implementation threw TypeError: .* at impl\/distribution\/(?:packet-path|tables)\.ts:\d+$/;

test('a campaign ends with the exception, by a short interleaving that replays', (t) => {
  const options = { topologies, shortest: 60, connections: null, runs: 20, seed: 1, seconds: null };
  const { failure } = runCampaign(broken, options);
  if (failure === null) return t.fail('nothing broke');
  const { scenario, outcome } = minimise(broken, failure.scenario, 'THROW');

  t.is(outcome.broken?.promise, 'THROW');
  t.regex(outcome.broken?.witness ?? '', WITNESS);
  t.true(scenario.actions.length <= 3, 'a connection alone reads the table');
  t.deepEqual(replay(broken, scenario).broken, outcome.broken);
});

test('the step that throws is the last of its interleaving, and whoever watches sees it', (t) => {
  const [topology] = topologies;
  if (topology === undefined) return t.fail('no topology');
  const wrong: SysplexStepper = (state, action) =>
    action.do === 'CrashStack' ? broken(state, null as never) : broken(state, action);
  const seen: string[] = [];
  const crash = { do: 'CrashStack', stack: 'MVS1' } as const;
  const scenario = { topology, start: 'serving', actions: [crash, crash] } as const;
  const { broken: found, executed } = replay(wrong, scenario, undefined, ({ action }) => {
    seen.push(action.do);
  });

  t.like(found, { promise: 'THROW', after: 1 });
  t.deepEqual(executed, [crash]);
  t.deepEqual(seen, ['CrashStack']);
});

test('a start that throws breaks before the first action', (t) => {
  const [topology] = topologies;
  if (topology === undefined) return t.fail('no topology');
  const never: SysplexStepper = () => recordCrt.find(null as never, null as never) as never;
  const outcome = replay(never, { topology, start: 'serving', actions: [] });

  t.like(outcome, { broken: { promise: 'THROW', after: 0 }, executed: [], steps: 0 });
});

test('the explorer names the way to a step that throws', async (t) => {
  const [topology] = topologies;
  if (topology === undefined) return t.fail('no topology');
  const one = { ...topology, clients: ['C1'], routers: ['R1'], changes: {} };
  const budget = { connections: 1, crashes: 0, restarts: 0, losses: 0, moves: 0 };
  const system = stackSystem({ topology: one, ...budget }, broken);
  const problem = await t.throwsAsync(exploreObjects(system), { instanceOf: SearchThrew });

  t.regex(witnessOfThrow(problem.cause), WITNESS);
  const way = (problem instanceof SearchThrew ? problem.way : []) as readonly { do: string }[];
  t.deepEqual(
    way.map(({ do: what }) => what),
    ['Connect', 'DeliverPacket', 'ReadQueue'],
  );
});

test('what is no error of the reducers is told apart', (t) => {
  t.false(isOfReducers(new Error('of the harness')));
  t.is(witnessOfThrow('a word'), 'something threw a word');
  t.regex(witnessOfThrow(new RangeError('two\nlines')), /^a judgement threw RangeError: two at /);
});
