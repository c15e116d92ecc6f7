/**
 * A suite that no wrong protocol survives: every mutant breaks a promise that it names, and the
 * implementation itself breaks none under the same campaigns. `npm run mutants` also shrinks.
 */
import { join } from 'node:path';
import test from 'ava';
import { runCampaign } from '../harness/campaign.ts';
import { readProfileDirectory } from '../harness/read-profiles.ts';
import { topologiesOf } from '../harness/topologies.ts';
import { promises } from '../invariants/promises.ts';
import { clusterOf, mutantNamed, mutants } from './all.ts';

const { profiles } = readProfileDirectory(
  join(import.meta.dirname, '..', '..', 'impl', 'profile', 'small'),
);
const campaign = { topologies: topologiesOf(profiles), shortest: 60, connections: null };

const chancy = mutants.filter(
  ({ isRare, equivalent }) => isRare !== true && equivalent === undefined,
);

for (const mutant of chancy) {
  test(`${mutant.name} dies: without "${mutant.takesAway}" a promise breaks`, (t) => {
    const options = { ...campaign, runs: 1_500, seed: 1, seconds: null };
    const { failure } = runCampaign(clusterOf(mutant), options);
    t.truthy(failure, 'the mutant survived');
    t.true(mutant.killedBy.includes(failure?.broken.promise ?? ''), failure?.broken.witness);
  });
}

for (const mutant of mutants.filter(({ equivalent }) => equivalent !== undefined)) {
  test(`${mutant.name} survives, because ${mutant.equivalent}`, (t) => {
    const options = { ...campaign, runs: 300, seed: 1, seconds: null };
    t.is(runCampaign(clusterOf(mutant), options).failure, null);
  });
}

test('every promise is among the killers of some mutant', (t) => {
  const killers = new Set(mutants.flatMap(({ killedBy }) => killedBy));
  t.deepEqual(
    promises.filter(({ id }) => !killers.has(id)),
    [],
  );
});

test('the implementation survives what kills every mutant', (t) => {
  const options = { ...campaign, runs: 700, seed: 1, seconds: null };
  t.is(runCampaign(clusterOf(null), options).failure, null);
});

test('mutants are found by name, and no two share one', (t) => {
  t.is(new Set(mutants.map(({ name }) => name)).size, mutants.length);
  for (const mutant of mutants) t.is(mutantNamed(mutant.name), mutant);
  t.is(mutantNamed('none'), undefined);
});
