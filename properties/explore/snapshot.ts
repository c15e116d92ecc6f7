/**
 * From a search to a checkpoint and back: which cells are written, and how a ground is made of them again.
 *
 * The data file holds, segment by segment, the keys of all states and then their parents; of fingerprint
 * mode the rows of the frontier come last, in order.
 */
import type { Loaded, Snapshot } from './checkpoint.ts';
import type { GrowingGround } from './ground.ts';
import type { Interner } from './interner.ts';
import { offsetOf, SEGMENT_BITS, type Range, type Rows } from './store.ts';
import type { Found } from './search.ts';

const SEGMENT = 1 << SEGMENT_BITS;

export function snapshotOf(
  identity: string,
  found: Found,
  ground: GrowingGround,
  interner: Interner,
  seen: readonly number[],
): Snapshot {
  const { store, layout } = ground;
  const { tally, levels, frontier, next, levelStart } = found;
  const used = Math.ceil(store.next / SEGMENT);
  const positions = layout.bits.length;
  const values = Array.from({ length: positions }, (_, position) => interner.textsOf(position));
  const head = {
    identity,
    bits: [...layout.bits],
    next: store.next,
    levels: levels.map((level) => [...level]),
    frontier: [...frontier],
    nextLevel: [...next],
    levelStart,
    expanded: tally.expanded,
    transitions: tally.transitions,
    fullStates: tally.fullStates,
    fullTransitions: tally.fullTransitions,
    eager: tally.eager,
    actions: [...tally.actions],
    seen: [...seen],
  };
  const open = ground.ground.frontierRows;
  const rows = open === null ? [] : rowsIn(open, [...frontier, ...next]);
  return {
    head,
    values,
    cells: [...store.rows.slice(0, used), ...store.parents.slice(0, used), ...rows],
  };
}

/** What a search goes on with; the ground and the interner, which must be empty, are filled. */
export function restore(
  { head, eachValue, fill }: Loaded,
  ground: GrowingGround,
  interner: Interner,
): Found {
  eachValue((position, text) => interner.restore(position, text));
  ground.restore(head.bits, head.next);
  const { store } = ground;
  const used = Math.ceil(head.next / SEGMENT);
  const open = ground.ground.frontierRows;
  const rows = open === null ? [] : rowsIn(open, [...head.frontier, ...head.nextLevel]);
  fill([...store.rows.slice(0, used), ...store.parents.slice(0, used), ...rows]);
  const { expanded, transitions, fullStates, fullTransitions, eager } = head;
  const actions = Float64Array.from(head.actions);
  return {
    levels: head.levels,
    frontier: head.frontier,
    next: head.nextLevel,
    levelStart: head.levelStart,
    tally: { expanded, transitions, fullStates, fullTransitions, eager, actions },
  };
}

/** The cells of rows in some ranges, in place. */
function rowsIn({ words, segments }: Rows, ranges: readonly Range[]): readonly Int32Array[] {
  const cells: Int32Array[] = [];
  for (const { from, to } of ranges) {
    for (let index = from; index < to;) {
      const end = Math.min(to, ((index >>> SEGMENT_BITS) + 1) * SEGMENT);
      const offset = offsetOf(index, words);
      const segment = segments[index >>> SEGMENT_BITS]!;
      cells.push(segment.subarray(offset, offset + (end - index) * words));
      index = end;
    }
  }
  return cells;
}
