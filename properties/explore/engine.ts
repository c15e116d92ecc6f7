/**
 * The inner loop: expands states of the frontier and looks their successors up, until its time is over.
 *
 * One engine is one worker's. Batches are taken in full or not at all, so that an interrupted slice can be
 * gone on with from the first state that it has not finished.
 */
import { Batch } from './batch.ts';
import type { Expander, IsKnown, Violation } from './expander.types.ts';
import { FIRST, hashOf, SECOND } from './hash.ts';
import { fits, TooNarrow, unpack, type Layout } from './layout.ts';
import { since, slice } from './ranges.ts';
import { emptyTally, type Slice, type SliceEnding, type SliceResult, type Tally } from './slice.ts';
import { located } from './step-threw.ts';
import { CONTROL, offsetOf, SEGMENT_BITS, type Range, type Rows, type Store } from './store.ts';
import type { Canonicaliser } from './symmetry.ts';

/** States that a worker takes from the frontier at a time. */
const CHUNK = 128;
/** Successors that are looked up together; a batch holds a few more. */
const TOGETHER = 192;

export interface EngineOptions {
  readonly workers: number;
  readonly isExact: boolean;
  readonly isEager: boolean;
  readonly canonicaliser: Canonicaliser | null;
}

export class Engine {
  readonly expander: Expander;
  readonly store: Store;
  /** Packed rows by index: the store's own, or of fingerprint mode those of the frontier only. */
  readonly rows: Rows;
  readonly #options: EngineOptions;
  readonly #batch: Batch;
  readonly #ids: Int32Array;
  readonly #found: Int32Array;
  readonly #keys: Int32Array;
  readonly #isKnown: IsKnown | null;
  #levelStart = 0;
  /** What the states of the batch stand for, counted when it is taken. */
  #pendingStates = 0;
  #pendingTransitions = 0;
  #pendingEager = 0;
  #tally: Tally;

  constructor(
    expander: Expander,
    store: Store,
    rows: Rows,
    layout: Layout,
    options: EngineOptions,
  ) {
    this.expander = expander;
    this.store = store;
    this.rows = rows;
    this.#options = options;
    this.#batch = new Batch(layout);
    this.#ids = new Int32Array(expander.positions);
    this.#found = new Int32Array(this.#batch.hashes.length);
    this.#keys = options.isExact ? this.#batch.rows : new Int32Array(2 * this.#found.length);
    this.#isKnown = options.isEager ? (batch) => this.#wasKnown(batch) : null;
    this.#tally = emptyTally(expander.names.length);
    expander.attach(layout);
  }

  get layout(): Layout {
    return this.#batch.layout;
  }

  run(task: Slice): SliceResult {
    const until = performance.now() + task.forMs;
    const { control } = this.store;
    this.#tally = emptyTally(this.expander.names.length);
    this.#levelStart = task.levelStart;
    for (;;) {
      if (Atomics.load(control, CONTROL.pause) !== 0 || performance.now() >= until) {
        return this.#result('time', []);
      }
      const from = Atomics.add(control, CONTROL.cursor, CHUNK);
      if (from >= task.size) return this.#result('done', []);
      const chunk = slice(task.frontier, from, Math.min(task.size, from + CHUNK));
      const stopped = this.#expandChunk(chunk);
      if (stopped !== null) {
        Atomics.store(control, CONTROL.pause, 1);
        return stopped;
      }
    }
  }

  /** Adds an initial state. Throws TooNarrow. */
  addInitial(ids: Int32Array): void {
    this.#batch.count = 0;
    this.#batch.parents[0] = -1;
    this.#batch.add(ids, 0);
    this.#options.canonicaliser?.apply(this.#batch);
    this.#lookUp();
  }

  /** The ids of a state that is stored. */
  idsOf(index: number, ids: Int32Array): void {
    const { words, segments } = this.rows;
    unpack(this.#batch.layout, segments[index >>> SEGMENT_BITS]!, offsetOf(index, words), ids);
  }

  /** The index of a state, and -1 when it is not stored. */
  indexOf(ids: Int32Array): number {
    const batch = this.#batch;
    batch.count = 0;
    if (!fits(batch.layout, ids)) return -1;
    batch.add(ids, 0);
    this.#prepare();
    return this.store.find(this.#keys, 0, batch.hashes[0]!);
  }

  /** Fills the table again, after it has grown, with some of the states. */
  relink(ranges: readonly Range[]): void {
    const { isExact } = this.#options;
    for (const { from, to } of ranges) {
      for (let index = from; index < to; index += 1) {
        if (isExact) this.idsOf(index, this.#ids);
        const hash = isExact ? hashOf(this.#ids, FIRST) : this.#firstHalf(index);
        this.store.link(index, hash);
      }
    }
  }

  #firstHalf(index: number): number {
    return this.store.rows[index >>> SEGMENT_BITS]![offsetOf(index, 2)]!;
  }

  /** Expands a chunk batch by batch. Returns how the slice ends, or null when it goes on. */
  #expandChunk(chunk: readonly Range[]): SliceResult | null {
    let left = chunk;
    try {
      while (left.length > 0) {
        const { states, rest, violation } = this.#expandBatch(left);
        if (!this.store.hasRoom(this.#options.workers)) return this.#result('room', left);
        this.#commit(states);
        if (violation !== null) return this.#result('broken', rest, violation);
        left = rest;
      }
      return null;
    } catch (problem) {
      if (!(problem instanceof TooNarrow)) throw problem;
      return this.#result('narrow', left, null, problem);
    }
  }

  /** Expands states until a batch is full, or nothing is left, or a property breaks. */
  #expandBatch(chunk: readonly Range[]): {
    readonly states: number;
    readonly rest: readonly Range[];
    readonly violation: SliceResult['violation'];
  } {
    const batch = this.#batch;
    batch.count = 0;
    let states = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const { from, to } = chunk[at]!;
      for (let index = from; index < to; index += 1) {
        if (batch.count >= TOGETHER)
          return { states, rest: since(chunk, at, index), violation: null };
        const violation = this.#expandState(index);
        states += 1;
        if (violation === null) continue;
        const rest = since(chunk, at, index + 1);
        return { states, rest, violation: { ...violation, index } };
      }
    }
    return { states, rest: [], violation: null };
  }

  #forgetPending(): void {
    this.#pendingStates = 0;
    this.#pendingTransitions = 0;
    this.#pendingEager = 0;
  }

  #expandState(index: number): Violation | null {
    const batch = this.#batch;
    const first = batch.count;
    this.idsOf(index, this.#ids);
    const violation = this.#expandBy(index);
    for (let at = first; at < batch.count; at += 1) batch.parents[at] = index;
    const { canonicaliser } = this.#options;
    if (canonicaliser !== null && violation === null) {
      const orbit = canonicaliser.orbitOf(this.#ids);
      this.#pendingStates += orbit;
      this.#pendingTransitions += orbit * (batch.count - first);
    }
    return violation;
  }

  #expandBy(index: number): Violation | null {
    try {
      return this.expander.expand(this.#ids, index, this.#batch, this.#isKnown);
    } catch (problem) {
      throw located(problem, index);
    }
  }

  /** Looks the batch up, adds what is new, and counts it. */
  #commit(states: number): void {
    const batch = this.#batch;
    const tally = this.#tally;
    this.#options.canonicaliser?.apply(batch);
    tally.expanded += states;
    tally.transitions += batch.count;
    for (let at = 0; at < batch.count; at += 1) tally.actions[batch.actions[at]!]! += 1;
    tally.fullStates += this.#pendingStates;
    tally.fullTransitions += this.#pendingTransitions;
    tally.eager += this.#pendingEager;
    this.#forgetPending();
    this.#lookUp();
  }

  #lookUp(): void {
    const batch = this.#batch;
    this.#prepare();
    this.store.addAll(this.#keys, batch.hashes, batch.parents, batch.count, this.#found);
    if (!this.#options.isExact) this.#keepRows();
    batch.count = 0;
  }

  /** Of fingerprint mode: the keys are the two halves of the fingerprint. */
  #prepare(): void {
    if (this.#options.isExact) return;
    const batch = this.#batch;
    const ids = new Int32Array(this.expander.positions);
    for (let at = 0; at < batch.count; at += 1) {
      unpack(batch.layout, batch.rows, at * batch.words, ids);
      this.#keys[2 * at] = batch.hashes[at]!;
      this.#keys[2 * at + 1] = hashOf(ids, SECOND);
    }
  }

  #keepRows(): void {
    const batch = this.#batch;
    const { words, segments } = this.rows;
    for (let at = 0; at < batch.count; at += 1) {
      const index = this.#found[at]!;
      if (index === -1) continue;
      const row = batch.rows.subarray(at * words, (at + 1) * words);
      segments[index >>> SEGMENT_BITS]!.set(row, offsetOf(index, words));
    }
  }

  #wasKnown(batch: Batch): boolean {
    const at = batch.count - 1;
    const { isExact } = this.#options;
    if (!isExact) this.#prepare();
    const offset = at * (isExact ? batch.words : 2);
    const index = this.store.find(this.#keys, offset, batch.hashes[at]!);
    const wasKnown = index !== -1 && index < this.#levelStart;
    if (!wasKnown) this.#pendingEager += 1;
    return wasKnown;
  }

  #result(
    ending: SliceEnding,
    left: readonly Range[],
    violation: SliceResult['violation'] = null,
    problem: TooNarrow | null = null,
  ): SliceResult {
    this.#batch.count = 0;
    this.#forgetPending();
    const tooNarrow = problem === null ? null : { position: problem.position, id: problem.id };
    return {
      ending,
      added: this.store.takeAdded(),
      left,
      tally: this.#tally,
      violation,
      tooNarrow,
    };
  }
}
