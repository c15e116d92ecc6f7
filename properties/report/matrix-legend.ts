/**
 * What a reader needs before the matrix: what was found, and what a number, a shade and a frame mean.
 */
import { cellSvg, HIGH, label, WIDE } from './matrix-cell.ts';
import { limits } from './matrix-palette.ts';
import { fewestOf, foundSentence, type NamedRow } from './matrix-table.ts';
import { thousands } from './tables.ts';

const LEFT = 12;
const LINE = 23;

/** Where the first row of the matrix may begin. */
export const LEGEND_HEIGHT = 194;

/** A sample of a cell with what it says. */
function sample(x: number, y: number, cell: string, words: string): string {
  return `${cell}${label({ x: x + WIDE + 8, y: y + 13 }, words, 'start')}`;
}

function scale(y: number): string {
  const named = [...limits.map((limit) => `to ${limit} %`), 'more'];
  const boxes = named.map((words, at) => {
    const x = LEFT + at * WIDE;
    const box = `<rect class="s${at + 1}" x="${x}" y="${y}" width="${WIDE}" height="${HIGH}"/>`;
    return `${box}${label({ x: x + WIDE / 2, y: y + 13 }, words, 'middle', 'small')}`;
  });
  const words = 'the shade: in which share of the interleavings it broke';
  return `${boxes.join('')}${label({ x: LEFT + named.length * WIDE + 8, y: y + 13 }, words, 'start')}`;
}

export function legend(rows: readonly NamedRow[]): readonly string[] {
  const fewest = thousands(fewestOf(rows));
  const yOf = (line: number): number => 56 + line * LINE;
  const broke = { runs: 12, length: 3, inTrace: false };
  const right = LEFT + 330;
  const cellAt = (x: number, line: number, cell: typeof broke): string =>
    cellSvg({ x, y: yOf(line) }, cell, 100);
  const said = [
    `of: interleavings judged; bold where no promise broke in the first ${fewest}.`,
    'P1 to P10: the promises; REF: the refinement to the model. An interleaving counts once for each.',
    'notices: how many mutants it notices, by chance or in their traces.',
  ];
  return [
    label({ x: LEFT, y: 24 }, 'Which promise notices which mutant', 'start', 'title'),
    label({ x: LEFT, y: 45 }, foundSentence(rows), 'start'),
    sample(
      LEFT,
      yOf(0),
      cellAt(LEFT, 0, broke),
      'it broke in 12 interleavings; a shrunk counterexample to it has 3 actions',
    ),
    sample(
      LEFT,
      yOf(1),
      cellAt(LEFT, 1, { ...broke, inTrace: true }),
      'it breaks in the committed trace, too',
    ),
    sample(
      right,
      yOf(1),
      cellAt(right, 1, { ...broke, runs: 0, inTrace: true }),
      'in the committed trace only',
    ),
    scale(yOf(2)),
    ...said.map((words, at) => label({ x: LEFT, y: yOf(3) + 13 + at * 18 }, words, 'start')),
  ];
}
