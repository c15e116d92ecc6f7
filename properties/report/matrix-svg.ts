/**
 * The matrix of promises and mutants as a picture: one row per mutant, one column per judge, the darker the more
 * often it broke. It brings its own paper, so that it can be read on light and on dark pages, and loads nothing.
 */
import type { Cell } from '../mutants/matrix.ts';
import { cellSvg, HIGH, label, WIDE } from './matrix-cell.ts';
import { legend, LEGEND_HEIGHT } from './matrix-legend.ts';
import { matrixStyle } from './matrix-palette.ts';
import { fewestOf, killsOf, type NamedRow } from './matrix-table.ts';
import { thousands } from './tables.ts';

const WIDTH = 680;
/** The right end of the names, and of the numbers of interleavings. */
const NAMES = 64;
const OF = 110;
const LEFT = 116;
const HEAD = 24;
/** The last column is no promise: it stands apart. */
const APART = 6;
/** As many rows as the eye can follow up to the names of the promises. */
const BAND = 25;

const xOf = (column: number, columns: number): number =>
  LEFT + column * WIDE + (column === columns - 1 ? APART : 0);

/** The rows in parts of about the same length: none is left over at the end. */
function bandsOf(rows: readonly NamedRow[]): readonly (readonly NamedRow[])[] {
  const bands = Math.max(1, Math.round(rows.length / BAND));
  const size = Math.max(1, Math.ceil(rows.length / bands));
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, at) =>
    rows.slice(at * size, (at + 1) * size),
  );
}

function head(y: number, judging: readonly string[]): readonly string[] {
  const ids = judging.map((id, column) =>
    label({ x: xOf(column, judging.length) + WIDE / 2, y: y + 17 }, id, 'middle', 'head'),
  );
  return [
    label({ x: NAMES, y: y + 17 }, 'mutant', 'end', 'head'),
    label({ x: OF, y: y + 17 }, 'of', 'end', 'head'),
    ...ids,
  ];
}

/** The lines between the cells of a band, under what stands in them. */
function grid(y: number, rows: number, columns: number): string {
  const right = xOf(columns - 1, columns) + WIDE;
  const gap = right - WIDE - APART;
  const across = Array.from({ length: rows + 1 }, (_, at) => {
    const level = y + at * HIGH;
    return `M${LEFT} ${level}H${gap}M${gap + APART} ${level}H${right}`;
  });
  const down = Array.from({ length: columns + 2 }, (_, at) => {
    const x = at < columns ? LEFT + at * WIDE : right - (columns + 1 - at) * WIDE;
    return `M${x} ${y}V${y + rows * HIGH}`;
  });
  return `<path class="grid" d="${[...across, ...down].join('')}"/>`;
}

interface Columns {
  readonly judging: readonly string[];
  /** Rows that tell of more interleavings than this stand out. */
  readonly fewest: number;
}

function band(y: number, rows: readonly NamedRow[], columns: Columns): readonly string[] {
  const { judging, fewest } = columns;
  const first = y + HEAD;
  const none: Cell = { runs: 0, length: null, inTrace: false };
  const lines = rows.flatMap(({ name, row }, at) => {
    const top = first + at * HIGH;
    const cells = judging.map((id, column) =>
      cellSvg({ x: xOf(column, judging.length), y: top }, row.cells[id] ?? none, row.of),
    );
    const kind = row.of > fewest ? 'small late' : 'small';
    return [
      label({ x: NAMES, y: top + 13 }, name, 'end'),
      label({ x: OF, y: top + 13 }, thousands(row.of), 'end', kind),
      ...cells.filter((cell) => cell !== ''),
    ];
  });
  return [...head(y, judging), grid(first, rows.length, judging.length), ...lines];
}

/** How many mutants each notices, under its column. */
function sums(y: number, rows: readonly NamedRow[], judging: readonly string[]): readonly string[] {
  const counts = judging.map((id, column) => {
    const middle = xOf(column, judging.length) + WIDE / 2;
    return label({ x: middle, y: y + 18 }, String(killsOf(rows, id)), 'middle', 'head');
  });
  return [label({ x: OF, y: y + 18 }, 'notices', 'end', 'head'), ...counts];
}

/** The picture as SVG text; the same rows are the same bytes. */
export function matrixSvg(rows: readonly NamedRow[], judging: readonly string[]): string {
  const columns = { judging, fewest: fewestOf(rows) };
  let y = LEGEND_HEIGHT;
  const parts: string[] = [];
  for (const some of bandsOf(rows)) {
    parts.push(...band(y, some, columns));
    y += HEAD + some.length * HIGH;
  }
  const height = y + 30;
  return [
    `<svg class="matrix" xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Which promise notices which mutant">`,
    `<style>${matrixStyle}</style>`,
    `<rect class="paper" width="${WIDTH}" height="${height}"/>`,
    ...legend(rows),
    ...parts,
    ...sums(y, rows, judging),
    '</svg>',
    '',
  ].join('\n');
}
