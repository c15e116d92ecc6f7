/**
 * All states met so far: packed rows, one after the other, found again by open addressing.
 *
 * Everything lies in shared memory, so that workers add states without a lock: a row is written first,
 * and then published by one compare-and-exchange of its slot. A slot holds index + 1 in its low bits and
 * the rest of the row's hash above, so that hardly ever a row is compared that is another one. Rows grow
 * by segments, and the table only while no worker runs.
 */
import { BATCH_MAX } from './batch.ts';

export const SEGMENT_BITS = 15;
const SEGMENT = 1 << SEGMENT_BITS;
const IN_SEGMENT = SEGMENT - 1;
/** Indexes are given to a worker so many at a time. */
const BLOCK = 128;
const LOAD_MAX = 0.7;
const FIRST_SLOTS = 1 << 12;
/** Up to so many slots the table grows fourfold, so that states are put into it again less often. */
const FOURFOLD = 1 << 22;
const INDEX_MAX = 2 ** 31 - 2;

/** Rows of words by state index, in segments. */
export interface Rows {
  readonly words: number;
  readonly segments: Int32Array[];
}

/** What workers share of a store. */
export interface SharedStore {
  readonly words: number;
  readonly slots: Int32Array;
  readonly rows: readonly Int32Array[];
  readonly parents: readonly Int32Array[];
  readonly control: Int32Array;
}

/** Places in the shared control block. */
export const CONTROL = { next: 0, cursor: 1, pause: 2 } as const;

function shared(cells: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * cells));
}

/** A range of state indexes, `to` excluded. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The place of a state's row in its segment. */
export function offsetOf(index: number, words: number): number {
  return (index & IN_SEGMENT) * words;
}

export class Store {
  readonly words: number;
  slots: Int32Array;
  readonly rows: Int32Array[];
  readonly parents: Int32Array[];
  readonly control: Int32Array;
  /** What this worker has added since it was last asked. */
  #added: Range[] = [];
  #first = 0;
  #free = 0;
  #end = 0;

  constructor(from: number | SharedStore) {
    const isNew = typeof from === 'number';
    this.words = isNew ? from : from.words;
    this.slots = isNew ? shared(FIRST_SLOTS) : from.slots;
    this.rows = isNew ? [] : [...from.rows];
    this.parents = isNew ? [] : [...from.parents];
    this.control = isNew ? shared(4) : from.control;
  }

  get shared(): SharedStore {
    const { words, slots, rows, parents, control } = this;
    return { words, slots, rows, parents, control };
  }

  /** The first index that nobody has taken. */
  get next(): number {
    return Atomics.load(this.control, CONTROL.next);
  }

  get bytes(): number {
    const segments = this.rows.length * SEGMENT * (this.words + 1);
    return 4 * (this.slots.length + segments);
  }

  /** Is there room for one more batch of each worker? */
  hasRoom(workers: number): boolean {
    const needed = this.next + workers * (BATCH_MAX + BLOCK);
    return needed <= this.rows.length * SEGMENT && needed <= LOAD_MAX * this.slots.length;
  }

  /** Makes room for so many states more, while no worker runs. Returns true when the table must be filled again. */
  makeRoom(more: number): boolean {
    const needed = this.next + more;
    if (needed > INDEX_MAX) throw new RangeError(`more than ${INDEX_MAX} states`);
    while (this.rows.length * SEGMENT < needed) {
      this.rows.push(shared(SEGMENT * this.words));
      this.parents.push(shared(SEGMENT));
    }
    let slots = this.slots.length;
    while (LOAD_MAX * slots < needed) slots *= slots < FOURFOLD ? 4 : 2;
    if (slots === this.slots.length) return false;
    this.slots = shared(slots);
    return true;
  }

  parentOf(index: number): number {
    return this.parents[index >>> SEGMENT_BITS]![index & IN_SEGMENT]!;
  }

  /** The index of a row that is there; -1 when it is not. */
  find(row: Int32Array, at: number, hash: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = Atomics.load(slots, slot);
      if (entry === 0) return -1;
      if (((entry ^ hash) & ~mask) !== 0) continue;
      const index = (entry & mask) - 1;
      if (this.#equals(index, row, at)) return index;
    }
  }

  /**
   * Adds the rows of a batch that are not there. `found` gets each one's index if it is new, else -1.
   * The first places to look are fetched for all before any is compared, so that their cache misses overlap.
   */
  addAll(
    rows: Int32Array,
    hashes: Int32Array,
    parents: Int32Array,
    count: number,
    found: Int32Array,
  ): void {
    const { slots } = this;
    const mask = slots.length - 1;
    for (let at = 0; at < count; at += 1) found[at] = Atomics.load(slots, hashes[at]! & mask);
    for (let at = 0; at < count; at += 1) {
      const entry = found[at]!;
      const looksAlike = entry !== 0 && ((entry ^ hashes[at]!) & ~mask) === 0;
      const isKnown = looksAlike && this.#equals((entry & mask) - 1, rows, at * this.words);
      found[at] = isKnown ? -1 : 0;
    }
    for (let at = 0; at < count; at += 1) {
      if (found[at] === -1) continue;
      found[at] = this.add(rows, at * this.words, hashes[at]!, parents[at]!);
    }
  }

  /** Adds a row unless it is there. Returns its index if it is new, -1 if not. */
  add(row: Int32Array, at: number, hash: number, parent: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let mine = -1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      let entry = Atomics.load(slots, slot);
      if (entry === 0) {
        if (mine === -1) mine = this.#write(row, at, parent);
        entry = Atomics.compareExchange(slots, slot, 0, (hash & ~mask) | (mine + 1));
        if (entry === 0) {
          this.#free += 1;
          return mine;
        }
      }
      if (((entry ^ hash) & ~mask) !== 0) continue;
      if (this.#equals((entry & mask) - 1, row, at)) return -1;
    }
  }

  /** Puts a row that is stored, and known to be in no slot, into the table again. */
  link(index: number, hash: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    const entry = (hash & ~mask) | (index + 1);
    let slot = hash & mask;
    while (Atomics.compareExchange(slots, slot, 0, entry) !== 0) slot = (slot + 1) & mask;
  }

  /** What this worker has added since the last call; what is left of its block is given up. */
  takeAdded(): readonly Range[] {
    this.#closeBlock();
    this.#first = this.#free = this.#end = 0;
    const added = this.#added;
    this.#added = [];
    return added;
  }

  #closeBlock(): void {
    if (this.#free > this.#first) this.#added.push({ from: this.#first, to: this.#free });
  }

  /** Writes a row at the next free index, which is taken only when its slot was won. */
  #write(row: Int32Array, at: number, parent: number): number {
    if (this.#free === this.#end) this.#openBlock();
    const index = this.#free;
    const rows = this.rows[index >>> SEGMENT_BITS]!;
    const offset = (index & IN_SEGMENT) * this.words;
    for (let word = 0; word < this.words; word += 1) rows[offset + word] = row[at + word]!;
    this.parents[index >>> SEGMENT_BITS]![index & IN_SEGMENT] = parent;
    return index;
  }

  #openBlock(): void {
    const from = Atomics.add(this.control, CONTROL.next, BLOCK);
    if (from !== this.#end || this.#end === 0) {
      this.#closeBlock();
      this.#first = this.#free = from;
    }
    this.#end = from + BLOCK;
  }

  #equals(index: number, row: Int32Array, at: number): boolean {
    const rows = this.rows[index >>> SEGMENT_BITS]!;
    const offset = (index & IN_SEGMENT) * this.words;
    for (let word = 0; word < this.words; word += 1) {
      if (rows[offset + word] !== row[at + word]) return false;
    }
    return true;
  }
}
