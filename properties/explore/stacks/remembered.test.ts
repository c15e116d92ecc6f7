/**
 * The remembered search finds what the plain one finds: the same states, transitions, actions and verdicts.
 */
import { join } from 'node:path';
import test from 'ava';
import { clusterOf, mutantNamed } from '../../mutants/all.ts';
import { readProfileDirectory } from '../../harness/read-profiles.ts';
import { topologiesOf } from '../../harness/topologies.ts';
import { exploreObjects, exploreTogether } from '../explore.ts';
import type { LocalSystem } from '../local-system.types.ts';
import { subjectOf, type StackParameters } from '../subject.ts';
import { rememberedStacks } from './remembered.ts';
import type { StackScope } from './budget.ts';
import { stackSystem, type Explored, type ExploredStep } from './system.ts';
import { tableNamed } from './tables.ts';
import type { Action } from '../../../impl/actions.types.ts';

function profilesIn(name: string) {
  const folder = join(import.meta.dirname, '..', '..', '..', 'impl', 'profile', name);
  return readProfileDirectory(folder).profiles;
}

function scopeOf(
  folder: string,
  stacks: number,
  budget: Partial<StackScope>,
  routers = ['R1'],
): StackScope {
  const [topology] = topologiesOf(profilesIn(folder).slice(0, stacks));
  if (topology === undefined) throw new Error(`${folder} has no topology`);
  const base = { connections: 1, crashes: 0, restarts: 0, losses: 0 };
  return { ...base, ...budget, topology: { ...topology, clients: ['C1'], routers, changes: {} } };
}

const scopes: readonly (readonly [string, StackScope])[] = [
  ['a crash', scopeOf('small', 3, { crashes: 1 })],
  ['a crash, a loss, stale routes', scopeOf('small', 3, { crashes: 1, losses: 1 }, ['R1', 'R2'])],
  ['a crash and a restart', scopeOf('small', 2, { crashes: 1, restarts: 1 })],
  ['two connections', scopeOf('small', 2, { connections: 2, crashes: 1 })],
  [
    'a stack that serves again',
    scopeOf('small', 2, { connections: 0, crashes: 1, restarts: 1, moves: 1 }),
  ],
];

for (const [name, scope] of scopes) {
  test(`the same as the plain search, with fewer steps: ${name}`, async (t) => {
    const plain = await exploreObjects(stackSystem(scope, clusterOf(null)), { digest: true });
    const found = await exploreObjects(rememberedStacks(scope, clusterOf(null)), { digest: true });

    t.is(found.verdict, 'holds');
    t.is(found.digest, plain.digest);
    t.deepEqual(found.actions, plain.actions);
    t.deepEqual(found.levels, plain.levels);
    t.true(found.calls < plain.calls / 3, `${found.calls} calls instead of ${plain.calls}`);
    t.is((scope.moves ?? 0) > 0, (found.actions.Bind ?? 0) > 0);
  });
}

test('with the flat routing table, and with two workers, the same states', async (t) => {
  const scope = scopeOf('small', 3, { crashes: 1, losses: 1 });
  const parameters: StackParameters = { system: 'stacks', mutant: null, ...scope };
  const { source } = subjectOf(parameters);
  const one = await exploreTogether(source, 1, { digest: true });
  const two = await exploreTogether(source, 2, { digest: true });
  const table = tableNamed('flat');
  const flat = rememberedStacks(scope, clusterOf(null, table), table);
  const other = await exploreObjects(flat, { digest: true });

  t.is(one.verdict, 'holds');
  t.is(two.digest, one.digest);
  t.is(other.digest, one.digest);
});

for (const name of ['R3', 'E12', 'C11', 'R22', 'F7.144']) {
  test(`mutant ${name} breaks the same property after as many actions`, async (t) => {
    const mutant = mutantNamed(name);
    t.not(mutant, undefined);
    const scope = scopeOf('small', 3, { crashes: 1 });
    const step = clusterOf(mutant ?? null);
    const plain = await exploreObjects(stackSystem(scope, step));
    const found = await exploreObjects(rememberedStacks(scope, step));

    t.is(found.verdict, plain.verdict);
    t.deepEqual(
      found.judgements.map(({ name: property, verdict, trace }) => [property, verdict, trace]),
      plain.judgements.map(({ name: property, verdict, trace }) => [property, verdict, trace]),
    );
  });
}

type System = LocalSystem<Explored, Action, ExploredStep>;

/** The cluster with one rule declared otherwise. */
function redeclared(change: (rule: System['rules'][number]) => System['rules'][number]): System {
  const system = rememberedStacks(scopeOf('small', 3, { crashes: 1 }), clusterOf(null));
  return { ...system, rules: system.rules.map(change) };
}

test('a rule that writes what it does not declare is found out', async (t) => {
  const mute = redeclared((rule) => ({
    ...rule,
    adds: rule.adds.filter((to) => to !== 'to clients'),
  }));

  await t.throwsAsync(exploreObjects(mute), {
    message: /^rule ".*" does not declare that it changes "to clients"/,
  });
});

test('a rule that reads what it does not declare is found out', async (t) => {
  const blind = redeclared((rule) =>
    rule.name === 'open'
      ? rule
      : { ...rule, reads: rule.reads.filter((cell) => !cell.startsWith('MVS')) },
  );

  await t.throwsAsync(exploreObjects(blind), {
    message: /what is remembered of the rules|no successor of its parent/,
  });
});
