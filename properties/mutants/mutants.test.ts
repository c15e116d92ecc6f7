/**
 * A suite that no wrong protocol survives: every mutant breaks a promise that it names, in the smallest sysplex that
 * shows it, and neither the implementation nor a control breaks any under the same campaigns. `npm run mutants` also
 * shrinks.
 */
import test from 'ava';
import { promises } from '../invariants/promises.ts';
import { mutantNamed, mutants } from './all.ts';
import { controls } from './controls/all.ts';
import { letLoose } from './hunt.ts';
import { readKnown } from './known.ts';
import { leftOut } from './left-out.ts';
import { scopeNamed } from './scopes.ts';

const known = readKnown();
const meant = mutants.filter(({ equivalent }) => equivalent === undefined);
const chancy = meant.filter(({ isRare }) => isRare !== true);

for (const mutant of chancy) {
  const scope = known[mutant.name]?.scope ?? 'none is known';
  test(`${mutant.name} dies in ${scope}: without "${mutant.takesAway}" a promise breaks`, (t) => {
    const { failure } = letLoose(mutant, scopeNamed(scope), { runs: 1_500, seed: 1 });
    t.truthy(failure, 'the mutant survived');
    t.true(mutant.killedBy.includes(failure?.broken.promise ?? ''), failure?.broken.witness);
  });
}

for (const mutant of mutants.filter(({ equivalent }) => equivalent !== undefined)) {
  test(`${mutant.name} survives, because ${mutant.equivalent}`, (t) => {
    for (const scope of ['small', 'figure-4'].map(scopeNamed)) {
      t.is(letLoose(mutant, scope, { runs: 150, seed: 1 }).failure, null);
    }
  });
}

for (const control of controls) {
  test(`nothing notices that ${control.instead}`, (t) => {
    for (const scope of ['small', 'figure-4'].map(scopeNamed)) {
      t.is(letLoose(control, scope, { runs: 150, seed: 1 }).failure, null);
    }
  });
}

test('the implementation survives what kills every mutant', (t) => {
  const unchanged = { name: 'none', cites: [] };
  t.is(letLoose(unchanged, scopeNamed('small'), { runs: 700, seed: 1 }).failure, null);
  t.is(letLoose(unchanged, scopeNamed('tiny'), { runs: 300, seed: 1 }).failure, null);
});

test('every promise is the first to notice some mutant', (t) => {
  const first = new Set(meant.map(({ name }) => known[name]?.promise));
  t.deepEqual(
    promises.filter(({ id }) => !first.has(id)),
    [],
  );
});

test('at least fifty mutants die, and at least six controls live', (t) => {
  t.true(meant.length >= 50);
  t.true(controls.length >= 6);
});

test('every erratum, race and published defect is some mutant, or left out with its reason', (t) => {
  const numbered = (letter: string, most: number): readonly string[] =>
    Array.from({ length: most }, (_, at) => `${letter}${at + 1}`);
  const defects = ['PM76397', 'PM78817', 'PI08005', 'PM74276', 'OA23179'];
  const ids = [...numbered('E', 20), ...numbered('R', 47), 'R18b', ...defects];
  const cited = new Set(mutants.flatMap(({ cites }) => cites));
  const excused = new Set(leftOut.map(({ id }) => id));
  t.deepEqual(
    ids.filter((id) => !cited.has(id) && !excused.has(id)),
    [],
  );
  t.deepEqual(
    [...excused].filter((id) => cited.has(id) || !ids.includes(id)),
    [],
  );
});

test('mutants are found by name in any case, and no two share one', (t) => {
  const names = [...mutants, ...controls].map(({ name }) => name.toLowerCase());
  t.is(new Set(names).size, names.length);
  for (const mutant of mutants) t.is(mutantNamed(mutant.name.toLowerCase()), mutant);
  t.is(mutantNamed('none'), undefined);
});
