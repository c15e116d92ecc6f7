/**
 * The matrix as a table and as a picture: they say the same, and every number of the picture can be read.
 */
import test from 'ava';
import type { Cell } from '../mutants/matrix.ts';
import { dark, light, matrixStyle, shadeOf, type Palette } from './matrix-palette.ts';
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
  const svg = matrixSvg(rows, judging);
  t.regex(svg, /class="small late"[^>]*>700</);
  t.is(svg.match(/>trace</g)?.length, 2, 'A3 under P1, and the legend');
});

test('one sentence counts what chance finds soon, late and never', (t) => {
  t.is(
    foundSentence(rows),
    'Noticed by a promise: 1 of 4 mutants in 100 interleavings, 1 more in 1,500, ' +
      '1 by their traces alone, 1 not at all.',
  );
  t.is(foundSentence([often]), 'Noticed by a promise: 1 of 1 mutants in 100 interleavings.');
});

test('the header comes again, and no row is left over at the end', (t) => {
  const many = Array.from({ length: 76 }, (_, at) => ({ ...often, name: `M${at}` }));
  const parts = matrixSvg(many, judging).split('>mutant<').slice(1);
  t.deepEqual(
    parts.map((part) => part.match(/>M\d+</g)?.length),
    [26, 26, 24],
  );
  for (const part of parts) for (const id of judging) t.true(part.includes(`>${id}<`));
  t.is(matrixSvg(rows, judging).split('>mutant<').length, 2);
});

test('a shade is a share of the interleavings', (t) => {
  t.deepEqual(
    [1 / 1_500, 0.01, 0.011, 0.05, 0.15, 0.4, 0.41, 1].map(shadeOf),
    [1, 1, 2, 2, 3, 4, 5, 5],
  );
});

/** The relative luminance of a colour, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

for (const [name, palette] of Object.entries<Palette>({ light, dark })) {
  test(`every number and every frame stands out on a ${name} page`, (t) => {
    t.is(palette.shades.length, 5);
    for (const shade of [palette.paper, ...palette.shades]) {
      t.true(contrast(palette.ink, shade) >= 4.5, `a number on ${shade}`);
      t.true(contrast(palette.frame, shade) >= 3, `a frame on ${shade}`);
    }
    const steps = [palette.paper, ...palette.shades].map((shade) => contrast(palette.ink, shade));
    t.deepEqual(
      steps,
      steps.toSorted((a, b) => b - a),
      'the shades go one way',
    );
  });
}

test('the style is of this picture alone', (t) => {
  const rules = matrixStyle.split('\n').filter((line) => line.includes('{'));
  const styled = rules.filter((line) => !line.includes('@media'));
  for (const rule of styled) t.regex(rule, /^ +\.matrix /);
});
