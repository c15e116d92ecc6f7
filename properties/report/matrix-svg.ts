/**
 * The matrix of promises and mutants as a picture: one row per mutant, one column per promise, the darker the more
 * often it broke. It stands on light and on dark pages, and loads nothing.
 */
import type { Cell } from '../mutants/matrix.ts';
import { killsOf, type NamedRow } from './matrix-table.ts';

const LEFT = 86;
const TOP = 64;
const WIDE = 58;
const HIGH = 18;
const FOOT = 76;

const style = `
  text { font: 12px ui-sans-serif, system-ui, sans-serif; fill: #1f2328; }
  .small { font-size: 10px; }
  .title { font-size: 14px; font-weight: 600; }
  .cell { fill: #0969da; }
  .grid { fill: none; stroke: #1f2328; stroke-opacity: 0.18; }
  .trace { fill: none; stroke: #bc4c00; stroke-width: 1.5; }
  .on { fill: #ffffff; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .cell { fill: #58a6ff; }
    .grid { stroke: #e6edf3; }
    .trace { stroke: #f0883e; }
    .on { fill: #0d1117; }
  }`;

/** The share of runs as an opacity; what broke once is to be seen, too. */
function opacityOf(count: number, runs: number): number {
  return count === 0 ? 0 : Math.round((0.12 + 0.88 * Math.sqrt(count / runs)) * 100) / 100;
}

function cell(at: { readonly x: number; readonly y: number }, found: Cell, runs: number): string {
  const { x, y } = at;
  const size = `x="${x}" y="${y}" width="${WIDE}" height="${HIGH}"`;
  const opacity = opacityOf(found.runs, runs);
  const label = found.runs === 0 ? '' : `${found.runs}/${found.length ?? ''}`;
  const parts = [
    opacity === 0 ? '' : `<rect class="cell" ${size} fill-opacity="${opacity}"/>`,
    `<rect class="grid" ${size}/>`,
    found.inTrace
      ? `<rect class="trace" x="${x + 1.5}" y="${y + 1.5}" width="${WIDE - 3}" height="${HIGH - 3}"/>`
      : '',
    label === ''
      ? ''
      : `<text class="small${opacity > 0.55 ? ' on' : ''}" x="${x + WIDE / 2}" y="${y + 13}" text-anchor="middle">${label}</text>`,
  ];
  return parts.join('');
}

/** The picture as SVG text; the same rows are the same bytes. */
export function matrixSvg(rows: readonly NamedRow[], promises: readonly string[]): string {
  const width = LEFT + promises.length * WIDE + 16;
  const height = TOP + rows.length * HIGH + FOOT;
  const xOf = (column: number): number => LEFT + column * WIDE;
  const heads = promises.map(
    (id, column) =>
      `<text x="${xOf(column) + WIDE / 2}" y="${TOP - 8}" text-anchor="middle">${id}</text>`,
  );
  const lines = rows.flatMap(({ name, row }, at) => {
    const y = TOP + at * HIGH;
    const none: Cell = { runs: 0, length: null, inTrace: false };
    return [
      `<text x="${LEFT - 8}" y="${y + 13}" text-anchor="end">${name}</text>`,
      ...promises.map((id, column) => cell({ x: xOf(column), y }, row.cells[id] ?? none, row.of)),
    ];
  });
  const below = TOP + rows.length * HIGH;
  const sums = promises.map(
    (id, column) =>
      `<text x="${xOf(column) + WIDE / 2}" y="${below + 16}" text-anchor="middle">${killsOf(rows, id)}</text>`,
  );
  const legend = [
    'interleavings in which the promise broke / actions of a shrunk counterexample;',
    'framed: it breaks in the committed trace of the mutant; below: mutants that the promise notices.',
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Which promise notices which mutant">`,
    `<style>${style}\n</style>`,
    `<text class="title" x="8" y="22">Which promise notices which mutant</text>`,
    ...heads,
    ...lines,
    `<text x="${LEFT - 8}" y="${below + 16}" text-anchor="end">mutants</text>`,
    ...sums,
    ...legend.map(
      (line, at) => `<text class="small" x="8" y="${below + 40 + at * 15}">${line}</text>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}
