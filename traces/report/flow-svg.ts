/**
 * A figure as an SVG flowchart: on every block how often it ran, the fuller the colour the more often; a block that never
 * ran is red.
 */
import { thousands } from '../../properties/report/tables.ts';
import { escape } from '../show/escape.ts';
import type { Flow, FlowBlock, FlowEdge } from './figures.ts';

const WIDE = 208;
const HIGH = 62;
const ACROSS = 268;
const DOWN = 104;
const MARGIN = 26;

export interface BlockCount {
  readonly sentence: string;
  /** Null where no run has said. */
  readonly reached: number | null;
}

export function flowSvg(
  { figure, title, blocks, edges }: Flow,
  countOf: (id: string) => BlockCount,
  most: number,
): string {
  const columns = Math.max(...blocks.map(({ column }) => column)) + 1;
  const rows = Math.max(...blocks.map(({ row }) => row)) + 1;
  const width = columns * ACROSS - (ACROSS - WIDE) + 2 * MARGIN;
  const height = rows * DOWN - (DOWN - HIGH) + 2 * MARGIN;
  const places = new Map(blocks.map((block) => [block.id, block]));
  return [
    `<svg class="flow" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Figure ${figure}: ${escape(title)}" xmlns="http://www.w3.org/2000/svg">`,
    `<defs><marker id="tip-${figure}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>`,
    ...edges.map((edge) => renderEdge(edge, places, figure)),
    ...blocks.map((block) => renderBlock(block, countOf(block.id), most)),
    '</svg>',
  ].join('\n');
}

function corner({ column, row }: FlowBlock): readonly [number, number] {
  return [MARGIN + column * ACROSS, MARGIN + row * DOWN];
}

function renderBlock(block: FlowBlock, { sentence, reached }: BlockCount, most: number): string {
  const [x, y] = corner(block);
  const heat = reached === null ? 0 : Math.log1p(reached) / Math.log1p(Math.max(most, 1));
  const kind = reached === 0 ? 'never' : 'ran';
  const shape = block.asks
    ? `<path class="box" d="M${x + 16} ${y}H${x + WIDE - 16}L${x + WIDE} ${y + HIGH / 2}L${x + WIDE - 16} ${y + HIGH}H${x + 16}L${x} ${y + HIGH / 2}z"/>`
    : `<rect class="box" x="${x}" y="${y}" width="${WIDE}" height="${HIGH}" rx="7"/>`;
  const heatShape = shape.replace(
    'class="box"',
    `class="heat" style="opacity:${(0.08 + 0.5 * heat).toFixed(2)}"`,
  );
  const count = reached === null ? '–' : thousands(reached);
  const lines = fold(sentence + (block.asks ? '?' : ''), 26).slice(0, 2);
  return [
    `<g class="block ${kind}"><title>${escape(block.id)}: ${escape(sentence)}, ${count} times</title>`,
    ...(kind === 'never' ? [] : [heatShape]),
    shape,
    `<text class="id" x="${x + 18}" y="${y + 18}">${escape(block.id)}</text>`,
    `<text class="count" x="${x + WIDE - 18}" y="${y + 18}" text-anchor="end">${count}</text>`,
    ...lines.map(
      (line, at) => `<text x="${x + 18}" y="${y + 35 + 15 * at}">${escape(line)}</text>`,
    ),
    '</g>',
  ].join('');
}

function fold(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Out at the side or the foot, in at the side or the head; a way that turns does so halfway. */
function renderEdge(
  { from, to, label }: FlowEdge,
  places: ReadonlyMap<string, FlowBlock>,
  figure: number,
): string {
  const [one, other] = [places.get(from), places.get(to)];
  if (one === undefined || other === undefined) return '';
  const [x1, y1] = corner(one);
  const [x2, y2] = corner(other);
  const middle = WIDE / 2;
  const half = (DOWN - HIGH) / 2;
  let path: string;
  let at: readonly [number, number];
  if (one.row === other.row) {
    const [start, end] = x1 < x2 ? [x1 + WIDE, x2] : [x1, x2 + WIDE];
    path = `M${start} ${y1 + HIGH / 2}H${end}`;
    at = [(start + end) / 2, y1 + HIGH / 2 - 6];
  } else if (one.row > other.row) {
    const lane = x1 + WIDE + (ACROSS - WIDE) / 2;
    path = `M${x1 + middle} ${y1 + HIGH}v${half}H${lane}V${y2 - half}H${x2 + middle}V${y2}`;
    at = [lane + 4, (y1 + y2) / 2];
  } else {
    const turn = y2 - half;
    path = `M${x1 + middle} ${y1 + HIGH}V${turn}H${x2 + middle}V${y2}`;
    at = x1 === x2 ? [x1 + middle + 16, y1 + HIGH + 17] : [x2 + middle, turn - 5];
  }
  const text =
    label === ''
      ? ''
      : `<text class="label" x="${at[0]}" y="${at[1]}" text-anchor="middle">${escape(label)}</text>`;
  return `<path class="way" d="${path}" marker-end="url(#tip-${figure})"/>${text}`;
}
