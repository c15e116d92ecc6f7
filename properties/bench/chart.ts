/**
 * One chart of a run: nanoseconds per lookup against the number of rows, both logarithmic.
 *
 * A picture of its own, without a library: two axes, a line for each contender, its name at the line's end.
 */
import type { Measured } from './goals.ts';

const WIDTH = 960;
const HEIGHT = 560;
const LEFT = 70;
const RIGHT = 250;
const TOP = 40;
const BOTTOM = 50;
const COLOURS = ['#1b6ca8', '#d1495b', '#2e8540', '#8d5a97', '#c77d0a', '#444444', '#00838f'];

interface Line {
  readonly name: string;
  readonly points: readonly { readonly rows: number; readonly nanoseconds: number }[];
}

function linesOf({ lookups }: Measured): readonly Line[] {
  const stream = lookups[0]?.timings[0]?.stream;
  const byName = new Map<string, { rows: number; nanoseconds: number }[]>();
  for (const { rows, timings } of lookups) {
    for (const { contender, mode, nanoseconds } of timings.filter((one) => one.stream === stream)) {
      const name = `${contender}, ${mode}`;
      byName.set(name, [...(byName.get(name) ?? []), { rows, nanoseconds }]);
    }
  }
  return [...byName].map(([name, points]) => ({ name, points }));
}

/** Places a value between two ends by its logarithm. */
function scale(least: number, most: number, from: number, to: number): (value: number) => number {
  const span = Math.log(most / least) || 1;
  return (value) => from + ((to - from) * Math.log(value / least)) / span;
}

function powersOfTen(least: number, most: number): readonly number[] {
  const powers: number[] = [];
  for (let at = 10 ** Math.ceil(Math.log10(least)); at <= most; at *= 10) powers.push(at);
  return powers;
}

/** Moves labels apart that would lie on each other, from the top down. */
function spread(places: readonly number[]): readonly number[] {
  const order = places.map((_, at) => at).sort((a, b) => places[a]! - places[b]!);
  const spaced = [...places];
  order.forEach((at, rank) => {
    const above = order[rank - 1];
    if (above !== undefined) spaced[at] = Math.max(spaced[at]!, spaced[above]! + 14);
  });
  return spaced;
}

export function chartOf(measured: Measured): string {
  const lines = linesOf(measured);
  const times = lines.flatMap(({ points }) => points.map(({ nanoseconds }) => nanoseconds));
  const sizes = measured.lookups.map(({ rows }) => rows);
  const x = scale(Math.min(...sizes), Math.max(...sizes), LEFT, WIDTH - RIGHT);
  const least = Math.min(...times);
  const most = Math.max(...times);
  const y = scale(least, most, HEIGHT - BOTTOM, TOP);
  const labels = spread(lines.map(({ points }) => y(points.at(-1)!.nanoseconds)));
  const parts = lines.map(({ name, points }, at) => {
    const colour = COLOURS[at % COLOURS.length]!;
    const path = points.map((point) => `${x(point.rows)},${y(point.nanoseconds)}`).join(' ');
    const dash = name.startsWith('native') ? ' stroke-dasharray="5 4"' : '';
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>
<text x="${x(points.at(-1)!.rows) + 8}" y="${labels[at]! + 4}" fill="${colour}">${name}</text>`;
  });
  const ticksX = sizes.map(
    (rows) =>
      `<text x="${x(rows)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${rows.toLocaleString('en')}</text>`,
  );
  const ticksY = powersOfTen(least, most).map(
    (
      time,
    ) => `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(time)}" y2="${y(time)}" stroke="#dddddd"/>
<text x="${LEFT - 8}" y="${y(time) + 4}" text-anchor="end">${time}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>
<text x="${LEFT}" y="20">Nanoseconds per lookup against connections in the table, uniform, all hits</text>
${[...ticksX, ...ticksY, ...parts].join('\n')}
</svg>
`;
}
