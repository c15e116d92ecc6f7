/**
 * Successors that wait to be looked up: packed rows, hashes, actions and parents in flat arrays.
 *
 * Looking many up together lets the processor fetch their places in the table at the same time.
 */
import type { Layout } from './layout.ts';
import { pack } from './layout.ts';
import { FIRST, hashOf } from './hash.ts';

/** No state may have more successors than this; the store keeps so much room for each worker. */
export const BATCH_MAX = 4096;

export class Batch {
  readonly words: number;
  readonly layout: Layout;
  readonly rows: Int32Array;
  readonly hashes = new Int32Array(BATCH_MAX);
  /** The index in the system's list of action names. */
  readonly actions = new Int32Array(BATCH_MAX);
  readonly parents = new Int32Array(BATCH_MAX);
  count = 0;

  constructor(layout: Layout) {
    this.layout = layout;
    this.words = layout.words;
    this.rows = new Int32Array(BATCH_MAX * layout.words);
  }

  /** Appends a successor given by its component ids. Throws TooNarrow. */
  add(ids: Int32Array, action: number): void {
    const at = this.count;
    if (at === BATCH_MAX) throw new RangeError(`a state has more than ${BATCH_MAX} successors`);
    pack(this.layout, ids, this.rows, at * this.words);
    this.hashes[at] = hashOf(ids, FIRST);
    this.actions[at] = action;
    this.count = at + 1;
  }
}
