/**
 * A hash over the sorted states: the same for the same set of states, in whatever order they were found.
 *
 * Component ids depend on that order, so each is replaced by its rank among the encodings that occur at its
 * position; the rows of ranks are sorted and hashed, after the encodings themselves.
 */
import { createHash } from 'node:crypto';
import type { Engine } from './engine.ts';
import type { Interner } from './interner.ts';
import { layoutOf, pack, type Layout } from './layout.ts';
import { sizeOf } from './ranges.ts';
import type { Range } from './store.ts';

const DIGIT_BITS = 16;
const ROWS_AT_ONCE = 1 << 16;

/** SHA-256, in hexadecimal, of the states in these ranges. */
export function digestOf(engine: Engine, interner: Interner, ranges: readonly Range[]): string {
  const positions = engine.layout.bits.length;
  const used = usedIds(engine, ranges, positions);
  const hash = createHash('sha256');
  const ranks = used.map((ids, position) => {
    const texts = [...ids].map((id) => ({ id, text: interner.textOf(position, id) }));
    texts.sort((a, b) => (a.text < b.text ? -1 : 1));
    hash.update(`${JSON.stringify(texts.map(({ text }) => text))}\n`);
    const rank = new Int32Array(interner.countOf(position));
    texts.forEach(({ id }, at) => (rank[id] = at));
    return rank;
  });
  const layout = layoutOf(used.map(({ size }) => Math.ceil(Math.log2(size))));
  const rows = rankedRows(engine, ranges, ranks, layout);
  const order = sortedOrder(rows, layout.words);
  for (let from = 0; from < order.length; from += ROWS_AT_ONCE) {
    hash.update(gather(rows, layout.words, order.subarray(from, from + ROWS_AT_ONCE)));
  }
  return hash.digest('hex');
}

function eachState(
  engine: Engine,
  ranges: readonly Range[],
  positions: number,
  visit: (ids: Int32Array, at: number) => void,
): void {
  const ids = new Int32Array(positions);
  let at = 0;
  for (const { from, to } of ranges) {
    for (let index = from; index < to; index += 1) {
      engine.idsOf(index, ids);
      visit(ids, at);
      at += 1;
    }
  }
}

function usedIds(
  engine: Engine,
  ranges: readonly Range[],
  positions: number,
): readonly ReadonlySet<number>[] {
  const used = Array.from({ length: positions }, () => new Set<number>());
  eachState(engine, ranges, positions, (ids) => {
    for (let position = 0; position < positions; position += 1) used[position]!.add(ids[position]!);
  });
  return used;
}

function rankedRows(
  engine: Engine,
  ranges: readonly Range[],
  ranks: readonly Int32Array[],
  layout: Layout,
): Int32Array {
  const rows = new Int32Array(sizeOf(ranges) * layout.words);
  const ranked = new Int32Array(ranks.length);
  eachState(engine, ranges, ranks.length, (ids, at) => {
    ids.forEach((id, position) => (ranked[position] = ranks[position]![id]!));
    pack(layout, ranked, rows, at * layout.words);
  });
  return rows;
}

/** The rows' places in ascending order: least significant digit first, each pass stable. */
function sortedOrder(rows: Int32Array, words: number): Int32Array {
  const count = rows.length / words;
  let order = Int32Array.from({ length: count }, (_, at) => at);
  let sorted = new Int32Array(count);
  for (let word = words - 1; word >= 0; word -= 1) {
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      const ends = new Int32Array(1 << DIGIT_BITS);
      const digit = (at: number): number =>
        (rows[at * words + word]! >>> shift) & ((1 << DIGIT_BITS) - 1);
      for (let at = 0; at < count; at += 1) ends[digit(at)]! += 1;
      for (let value = 1; value < ends.length; value += 1) ends[value]! += ends[value - 1]!;
      for (let at = count - 1; at >= 0; at -= 1) {
        const row = order[at]!;
        const place = digit(row);
        ends[place]! -= 1;
        sorted[ends[place]!] = row;
      }
      [order, sorted] = [sorted, order];
    }
  }
  return order;
}

function gather(rows: Int32Array, words: number, order: Int32Array): Int32Array {
  const gathered = new Int32Array(order.length * words);
  order.forEach((row, at) =>
    gathered.set(rows.subarray(row * words, (row + 1) * words), at * words),
  );
  return gathered;
}
