/**
 * Lists of ranges of state indexes: a level of the search, or what is left of it.
 */
import type { Range } from './store.ts';

export function sizeOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The part of a list from its n-th index to before its m-th. */
export function slice(ranges: readonly Range[], n: number, m: number): readonly Range[] {
  const part: Range[] = [];
  let passed = 0;
  for (const { from, to } of ranges) {
    const first = Math.max(from, from + n - passed);
    const last = Math.min(to, from + m - passed);
    if (first < last) part.push({ from: first, to: last });
    passed += to - from;
    if (passed >= m) break;
  }
  return part;
}

/** The part of a list from an index in its `at`-th range on. */
export function since(ranges: readonly Range[], at: number, index: number): readonly Range[] {
  const range = ranges[at];
  if (range === undefined) return [];
  const tail = ranges.slice(at + 1);
  return index < range.to ? [{ from: index, to: range.to }, ...tail] : tail;
}

/** In order of index, neighbours joined. */
export function joined(ranges: readonly Range[]): readonly Range[] {
  const sorted = ranges.toSorted((a, b) => a.from - b.from);
  const result: Range[] = [];
  for (const range of sorted) {
    const last = result.at(-1);
    if (last?.to === range.from) result[result.length - 1] = { from: last.from, to: range.to };
    else result.push(range);
  }
  return result;
}
