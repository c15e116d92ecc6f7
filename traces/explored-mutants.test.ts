/**
 * Wrong protocols in the exhaustive explorer: which scope can express one, and after how few actions it dies there.
 */
import test from 'ava';
import { mutants, mutantNamed } from '../properties/mutants/all.ts';
import { readExplored } from '../properties/mutants/explored.ts';
import { scopesOfTrace } from '../properties/mutants/expressed.ts';
import type { Mutant } from '../properties/mutants/mutant.types.ts';
import { exploredSummary, tryInScopes } from './explored-mutants.ts';
import { committedScenario } from './mutant-corpus.ts';

function named(name: string): Mutant {
  const mutant = mutantNamed(name);
  if (mutant === undefined) throw new Error(`no mutant is named ${name}`);
  return mutant;
}

for (const [name, property] of [
  ['R3', 'P4'],
  ['E13', 'rest'],
  ['E17', 'REF'],
  ['F6.128', 'rest'],
] as const) {
  test(`${name} dies in its scope as it is recorded`, async (t) => {
    const { explored, traced } = await tryInScopes(named(name), 20_000);

    t.deepEqual(explored, readExplored()[name]);
    t.is(explored.is, 'dead');
    if (explored.is !== 'dead') return;
    t.is(explored.property, property);
    t.true(
      explored.length <= traced.length,
      `${explored.length} actions, its trace ${traced.length}`,
    );
  });
}

test('a bound that is met is told, and how far everything was tried', async (t) => {
  const { explored } = await tryInScopes(named('R47'), 100);

  t.is(explored.is, 'open');
  t.true(explored.is === 'open' && explored.length > 0);
});

test('a scope has the sysplex, the events and the beginning of the trace', (t) => {
  const scenario = committedScenario(named('R36'));
  const scopes = scenario === null ? 'no trace' : scopesOfTrace({}, 'P3', scenario);
  t.true(Array.isArray(scopes));
  const [narrow, probed] = scopes as Exclude<typeof scopes, string>;

  t.is(narrow?.topology.profiles.length, 5);
  t.is(narrow?.start, 'cold');
  t.deepEqual(
    [narrow?.restarts, narrow?.crashes, narrow?.moves, narrow?.connections],
    [3, 1, 1, 0],
  );
  t.is(probed?.connections, 1);
});

test('what no scope has is named', async (t) => {
  for (const [name, why] of [
    ['P10', /forged/],
    ['F7.144', /P8/],
    ['OA23179', /environment/],
  ] as const) {
    const { explored } = await tryInScopes(named(name), 100);
    t.is(explored.is, 'not expressed');
    t.regex(explored.is === 'not expressed' ? explored.why : '', why);
  }
});

test('of every mutant it is recorded what became of it, and none survives', (t) => {
  const recorded = readExplored();
  const meant = mutants.filter(({ equivalent }) => equivalent === undefined);

  t.deepEqual(Object.keys(recorded).sort(), meant.map(({ name }) => name).sort());
  t.deepEqual(
    meant.filter(({ name }) => recorded[name]?.is === 'alive').map(({ name }) => name),
    [],
  );
  const results = meant.flatMap((mutant) => {
    const explored = recorded[mutant.name];
    return explored === undefined ? [] : [{ mutant, explored }];
  });
  t.regex(exploredSummary(results), /^\d+ of \d+ that a scope can express die in it\n/);
});
