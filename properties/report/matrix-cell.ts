/**
 * One cell of the picture of the matrix, as the table and its legend show it.
 */
import type { Cell } from '../mutants/matrix.ts';
import { shadeOf } from './matrix-palette.ts';

export const WIDE = 50;
export const HIGH = 18;

export interface Place {
  readonly x: number;
  readonly y: number;
}

export function label(
  { x, y }: Place,
  words: string,
  anchor: 'start' | 'middle' | 'end',
  kind = '',
): string {
  const as = kind === '' ? '' : ` class="${kind}"`;
  const from = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text${as} x="${x}" y="${y}"${from}>${words}</text>`;
}

/** The number on its shade, and the frame of what the committed trace breaks; empty when nothing broke. */
export function cellSvg({ x, y }: Place, { runs, length, inTrace }: Cell, of: number): string {
  const size = `x="${x + 0.5}" y="${y + 0.5}" width="${WIDE - 1}" height="${HIGH - 1}"`;
  const inner = `x="${x + 1.5}" y="${y + 1.5}" width="${WIDE - 3}" height="${HIGH - 3}"`;
  const words = runs > 0 ? `${runs}/${length ?? ''}` : 'trace';
  return [
    runs > 0 ? `<rect class="s${shadeOf(runs / of)}" ${size}/>` : '',
    inTrace ? `<rect class="frame" ${inner}/>` : '',
    runs > 0 || inTrace ? label({ x: x + WIDE / 2, y: y + 13 }, words, 'middle', 'small') : '',
  ].join('');
}
