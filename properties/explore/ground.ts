/**
 * The ground of a search: its layout and its store, and how both grow while no worker runs.
 */
import { layoutOf, pack, unpack, widened, type Layout } from './layout.ts';
import { CONTROL, offsetOf, SEGMENT_BITS, Store, type Range, type Rows } from './store.ts';
import type { Ground } from './team.types.ts';

const SEGMENT = 1 << SEGMENT_BITS;
/** Bits that a position has at least at first. */
const BITS_FIRST = 4;
/** Words of a fingerprint. */
const FINGERPRINT = 2;

export class GrowingGround {
  layout: Layout;
  store: Store;
  readonly isExact: boolean;
  #frontierRows: Rows | null;

  /** The ground of states with so many components; empty until it begins or is restored. */
  constructor(positions: number, isExact: boolean) {
    this.isExact = isExact;
    this.layout = layoutOf(new Array<number>(positions).fill(BITS_FIRST));
    this.store = new Store(isExact ? this.layout.words : FINGERPRINT);
    this.#frontierRows = isExact ? null : { words: this.layout.words, segments: [] };
  }

  /** Makes room for the initial states. */
  begin(initial: readonly Int32Array[]): void {
    const bits = this.layout.bits.map((least, at) =>
      Math.max(least, ...initial.map((ids) => Math.ceil(Math.log2(ids[at]! + 1)))),
    );
    this.restore(bits, 0);
    this.makeRoom(initial.length);
  }

  /** Becomes the ground of another search, whose rows are then to be filled in. */
  restore(bits: readonly number[], next: number): void {
    this.layout = layoutOf(bits);
    this.store = new Store(this.isExact ? this.layout.words : FINGERPRINT);
    Atomics.store(this.store.control, CONTROL.next, next);
    this.#frontierRows = this.isExact ? null : { words: this.layout.words, segments: [] };
    this.makeRoom(0);
  }

  get ground(): Ground {
    const { layout, store } = this;
    return { layout, store: store.shared, frontierRows: this.#frontierRows };
  }

  get bytes(): number {
    const rows = this.#frontierRows?.segments ?? [];
    return this.store.bytes + rows.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** The bytes that room for so many states more would take. */
  bytesFor(more: number): number {
    const segments = Math.ceil(more / SEGMENT) + 1;
    const row = 1 + this.layout.words + (this.isExact ? 0 : FINGERPRINT);
    // The table doubles at worst, while the former one is still there.
    return 4 * (segments * SEGMENT * row + 2 * this.store.slots.length);
  }

  /** Makes room; true when the table has to be filled again. */
  makeRoom(more: number): boolean {
    const mustRelink = this.store.makeRoom(more);
    const rows = this.#frontierRows;
    while (rows !== null && rows.segments.length < this.store.rows.length) {
      rows.segments.push(freshSegment(rows.words));
    }
    return mustRelink;
  }

  /** Of fingerprint mode: rows below an index are not needed any more. */
  forget(below: number): void {
    const segments = this.#frontierRows?.segments ?? [];
    for (let at = 0; at < below >>> SEGMENT_BITS; at += 1) segments[at] = new Int32Array(0);
  }

  /**
   * Gives a position more bits. In exact mode all rows are packed anew, and the table must be filled
   * again; in fingerprint mode only those of the frontier are, for fingerprints do not depend on it.
   */
  widen(position: number, id: number, all: readonly Range[], frontier: readonly Range[]): boolean {
    const former = this.layout;
    this.layout = widened(former, position, id);
    if (!this.isExact) {
      const from = this.#frontierRows!;
      this.#frontierRows = repacked(from, former, this.layout, frontier);
      return false;
    }
    const { words } = this.layout;
    const from = { words: this.store.words, segments: this.store.rows };
    const rows = repacked(from, former, this.layout, all).segments;
    const { control, parents } = this.store;
    const slots = new Int32Array(new SharedArrayBuffer(this.store.slots.byteLength));
    this.store = new Store({ words, slots, rows, parents, control });
    return true;
  }
}

function freshSegment(words: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * SEGMENT * words));
}

function repacked(rows: Rows, former: Layout, layout: Layout, ranges: readonly Range[]): Rows {
  const { words } = layout;
  const segments = rows.segments.map((segment) =>
    segment.length === 0 ? segment : freshSegment(words),
  );
  const ids = new Int32Array(layout.bits.length);
  for (const { from, to } of ranges) {
    for (let index = from; index < to; index += 1) {
      const at = index >>> SEGMENT_BITS;
      unpack(former, rows.segments[at]!, offsetOf(index, rows.words), ids);
      pack(layout, ids, segments[at]!, offsetOf(index, words));
    }
  }
  return { words, segments };
}

/** The chance that among so many states two have one fingerprint of 64 bits. */
export function omissionOf(states: number): number {
  return -Math.expm1(-(states * (states - 1)) / 2 / 2 ** 64);
}
