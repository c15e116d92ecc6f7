/**
 * The matrix as a table and as a picture: they say the same, number by number.
 */
import test from 'ava';
import type { Cell } from '../mutants/matrix.ts';
import { matrixSvg } from './matrix-svg.ts';
import { foundSentence, killsOf, matrixTable, type NamedRow } from './matrix-table.ts';

const judging = ['P1', 'P2', 'P3', 'REF'];
const quiet: Cell = { runs: 0, length: null, inTrace: false };
const traced: Cell = { ...quiet, inTrace: true };

function named(name: string, of: number, cells: Readonly<Record<string, Cell>>): NamedRow {
  return { name, row: { of, cells } };
}

const often = named('A1', 100, {
  P1: { runs: 58, length: 2, inTrace: true },
  P2: { runs: 1, length: 14, inTrace: false },
  REF: { runs: 61, length: 1, inTrace: true },
});
const late = named('A2', 700, { P3: { runs: 3, length: 9, inTrace: true } });
const rare = named('A3', 1_500, { P1: traced, REF: { runs: 4, length: 5, inTrace: true } });
const lost = named('A4', 1_500, { REF: { runs: 2, length: 6, inTrace: true } });
const rows = [often, late, rare, lost];

test('the table and the picture name every mutant and judge, with the same numbers', (t) => {
  const text = matrixTable(rows, judging);
  const svg = matrixSvg(rows, judging);
  for (const word of [...judging, ...rows.map(({ name }) => name), '58/2', '1/14', '3/9', '61/1']) {
    t.true(text.includes(word), word);
    t.true(svg.includes(`>${word}<`), word);
  }
  t.is(killsOf(rows, 'P1'), 2);
  t.is(killsOf(rows, 'P2'), 1);
  t.is(killsOf(rows, 'REF'), 3);
});

test('each row says of how many interleavings it tells, and whether chance has found the mutant', (t) => {
  const text = matrixTable(rows, judging);
  t.regex(text, /^mutant +of +P1 .*REF +found$/m);
  t.regex(text, /^A1 +100 .*by chance$/m);
  t.regex(text, /^A2 +700 .*by chance$/m);
  t.regex(text, /^A3 +1,500 +\* .*by its trace$/m);
  t.regex(text, /^A4 +1,500 .*NOT FOUND$/m, 'the refinement is no promise');
});

test('one sentence counts what chance finds soon, late and never', (t) => {
  t.is(
    foundSentence(rows),
    'Noticed by a promise: 1 of 4 mutants in 100 interleavings, 1 more in 1,500, ' +
      '1 by their traces alone, 1 not at all.',
  );
  t.is(foundSentence([often]), 'Noticed by a promise: 1 of 1 mutants in 100 interleavings.');
});
