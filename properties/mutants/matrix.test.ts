/**
 * The matrix: promises and the refinement are judged side by side, and a row goes on until it says something.
 */
import test from 'ava';
import { mutantNamed } from './all.ts';
import { letLoose } from './hunt.ts';
import { judging, matrixRow, REFINEMENT, type MatrixRow } from './matrix.ts';
import { scopeNamed } from './scopes.ts';
import type { Mutant } from './mutant.types.ts';

function named(name: string): Mutant {
  const mutant = mutantNamed(name);
  if (mutant === undefined) throw new Error(`no mutant ${name}`);
  return mutant;
}

const tiny = scopeNamed('tiny');
const runsOf = ({ cells }: MatrixRow, id: string): number => cells[id]?.runs ?? 0;

test('a promise that breaks later than another is noticed all the same', (t) => {
  const row = matrixRow(named('E4'), tiny, { runs: 6, limit: 6, trace: null });
  const broken = judging.filter((id) => runsOf(row, id) > 0);
  t.true(broken.length > 2, 'one run breaks several promises, and the refinement');
  t.true(broken.includes(REFINEMENT));
  for (const id of broken) {
    const { runs = 99, length = null } = row.cells[id] ?? {};
    t.true(runs <= 6, 'a run counts once, however often it breaks');
    t.true((length ?? -1) >= 0 && (length ?? 99) < 60);
  }
});

test('nothing breaks where nothing was taken away, up to the limit', (t) => {
  const sound = { ...named('E4'), rules: {} };
  const row = matrixRow(sound, tiny, { runs: 4, limit: 10, trace: null });
  t.is(row.of, 10);
  t.deepEqual(Object.keys(row.cells), judging);
  for (const id of judging) t.deepEqual(row.cells[id], { runs: 0, length: null, inTrace: false });
});

test('a row goes on until the interleaving in which a campaign finds the mutant', (t) => {
  const mutant = named('E9');
  const { failure, tally } = letLoose(mutant, tiny, { runs: 200, seed: 1 });
  const row = matrixRow(mutant, tiny, { runs: 1, limit: 200, trace: null });
  t.is(row.of, tally.runs);
  t.is(runsOf(row, failure?.broken.promise ?? ''), 1);
});

test('the refinement ends no search: a row is there for the promises', (t) => {
  const row = matrixRow(named('R7'), tiny, { runs: 1, limit: 100, trace: null });
  t.true(runsOf(row, REFINEMENT) > 1, 'it broke in several interleavings before a promise did');
});

test('what the committed trace breaks is said beside what chance breaks', (t) => {
  const { failure } = letLoose(named('E4'), tiny, { runs: 50, seed: 1 });
  const sound = { runs: 1, limit: 1, trace: failure?.scenario ?? null };
  const row = matrixRow(named('E4'), tiny, sound);
  t.true(row.cells[failure?.broken.promise ?? '']?.inTrace);
  t.true(row.cells[REFINEMENT]?.inTrace);
  t.false(row.cells.P9?.inTrace);
});
