/**
 * The implementation exhausted at its smallest scopes, and a wrong protocol that dies there by its shortest
 * counterexample.
 */
import { join } from 'node:path';
import test from 'ava';
import { clusterOf, mutantNamed } from '../../mutants/all.ts';
import { readProfileDirectory } from '../../harness/read-profiles.ts';
import { topologiesOf } from '../../harness/topologies.ts';
import { exploreObjects } from '../explore.ts';
import type { StackScope } from './budget.ts';
import { describeScope } from './scope.ts';
import { stackSystem } from './system.ts';
import { tableNamed } from './tables.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'impl', 'profile', 'small');
const [topology] = topologiesOf(readProfileDirectory(folder).profiles);
if (topology === undefined) throw new Error('the small sysplex has no topology');

const scope: StackScope = {
  topology: { ...topology, clients: ['C1'], routers: ['R1'] },
  connections: 1,
  crashes: 1,
  restarts: 0,
  losses: 0,
};

test(`every promise and the refinement hold in every state: ${describeScope(scope)}`, async (t) => {
  const { verdict, judgements, states, actions } = await exploreObjects(
    stackSystem(scope, clusterOf(null)),
  );
  t.deepEqual(
    judgements.filter(({ verdict: one }) => one !== 'holds'),
    [],
  );
  t.is(verdict, 'holds');
  t.true(states > 900);
  for (const name of ['CrashStack', 'DeliverNotice', 'DeliverXcf', 'DeliverToClient', 'Tcp']) {
    t.true((actions[name] ?? 0) > 0, `${name} happened`);
  }
});

test('a SYN routed while the tables are rebuilt is found, by the shortest way', async (t) => {
  const mutant = mutantNamed('R3');
  const { verdict, judgements } = await exploreObjects(
    stackSystem(scope, clusterOf(mutant ?? null)),
  );
  t.is(verdict, 'broken');
  const broken = judgements.find((one) => one.verdict === 'broken');
  t.truthy(broken?.witness);
  t.true((broken?.trace?.length ?? 99) <= 6);
});

test('a connection that a stack opens in vain is found, though its client sends again and again', async (t) => {
  const outgoing = { ...scope, connections: 0, outgoing: 1 };
  const system = stackSystem(outgoing, clusterOf(mutantNamed('R39d') ?? null));
  // The refinement sees the dropped SYN-ACK already: here it is the end of the search that must find who waits for it.
  const properties = system.properties.filter(({ name }) => name !== 'REF');
  const found = await exploreObjects({ ...system, properties });
  const broken = found.judgements.filter((one) => one.verdict === 'broken');

  t.deepEqual(
    broken.map(({ name, trace }) => [name, trace?.map((action) => action.do)]),
    [['rest', ['CrashStack', 'ConnectOut']]],
  );
  t.regex(
    broken[0]?.witness ?? '',
    /^the client's data no longer reaches connection .* \(SYN_SENT\)/,
  );
});

test('with the flat routing table the same states are found, and the same transitions', async (t) => {
  const table = tableNamed('flat');
  const [flat, plain] = [
    await exploreObjects(stackSystem(scope, clusterOf(null, table), table)),
    await exploreObjects(stackSystem(scope, clusterOf(null))),
  ];

  t.is(flat.verdict, 'holds');
  t.is(flat.states, plain.states);
  t.is(flat.transitions, plain.transitions);
  t.is(flat.digest, plain.digest);
});
