/**
 * A table that grows: its bytes per connection, and the longest that one insert takes.
 *
 * The same keys under the same secret pause at the same inserts in every process. So an insert counts with the
 * least of its times in several processes, none of which has run before: what only one of them shows is the
 * machine or a garbage collection, what all show is the table or its compilation.
 */
import { emptyCrt, putNumber } from './contenders.ts';
import type { Figure } from './figure.types.ts';
import { median } from './rounds.ts';
import { makeRows } from './streams.ts';

export interface GrowthPlan {
  readonly rows: number;
}

export interface Growth {
  readonly nanoseconds: number;
  readonly bytes: number;
  /** The inserts that took long, by their number, in milliseconds. */
  readonly pauses: Readonly<Record<string, number>>;
}

/** What is shorter is no pause. */
const PAUSE_MIN = 0.3;

/** One process's growth from nothing. */
export function runGrowth({ rows: count }: GrowthPlan): Growth {
  const rows = makeRows(count);
  const crt = emptyCrt(32, [1, 2, 3, 4]);
  const pauses: Record<string, number> = {};
  globalThis.gc?.();
  const began = performance.now();
  let before = began;
  for (let n = 0; n < count; n += 1) {
    putNumber(crt, rows, n);
    const now = performance.now();
    if (now - before > PAUSE_MIN) pauses[n] = now - before;
    before = now;
  }
  return { nanoseconds: ((before - began) * 1e6) / count, bytes: crt.table.next * 4, pauses };
}

export function growthFigures(runs: readonly Growth[], rows: number): readonly Figure[] {
  const [first, ...others] = runs.map(({ pauses }) => pauses);
  const least = Object.entries(first ?? {}).map(([n, pause]) =>
    Math.min(pause, ...others.map((pauses) => pauses[n] ?? PAUSE_MIN)),
  );
  return [
    { name: 'bytes per connection', value: (runs[0]?.bytes ?? NaN) / rows, unit: 'B' },
    { name: 'longest insert while growing', value: Math.max(PAUSE_MIN, ...least), unit: 'ms' },
    {
      name: 'insert while growing',
      value: median(runs.map(({ nanoseconds }) => nanoseconds)),
      unit: 'ns',
    },
  ];
}
