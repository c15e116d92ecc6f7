/**
 * The search, level by level: hands slices of the frontier to a team, and lets the ground grow between them.
 *
 * It ends when no frontier is left, a property breaks, or a bound that the user gave is reached; whatever
 * it has found by then can be read, and gone on with.
 */
import type { Expander, Violation } from './expander.types.ts';
import type { GrowingGround } from './ground.ts';
import { joined, sizeOf, slice as sliceOf } from './ranges.ts';
import type { Cut } from './result.types.ts';
import { addTally, emptyTally, type SliceResult, type Tally } from './slice.ts';
import { CONTROL, type Range } from './store.ts';
import type { Team } from './team.types.ts';

/** How long a slice lasts, in milliseconds: so often bounds and signals are looked at. */
const SLICE_MS = 200;
/** Rooms are made for at least so many states at once. */
const ROOM = 1 << 15;

export interface Bounds {
  /** Distinct states; null for no bound. */
  readonly statesMax: number | null;
  /** Resident bytes of the process. */
  readonly bytesMax: number | null;
}

/** What a search has found so far; all of it is needed to go on later. */
export interface Found {
  /** The states by level, down to the one that is being expanded. */
  readonly levels: readonly (readonly Range[])[];
  /** What is left to expand of the last of these. */
  readonly frontier: readonly Range[];
  /** What was found of the level behind it. */
  readonly next: readonly Range[];
  /** States from here on were found from the last level. */
  readonly levelStart: number;
  readonly tally: Tally;
}

export interface Progress {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** States found and not expanded. */
  readonly queue: number;
  readonly bytes: number;
}

export class Search {
  readonly ground: GrowingGround;
  #levels: (readonly Range[])[] = [];
  #frontier: readonly Range[] = [];
  #next: readonly Range[] = [];
  #levelStart = 0;
  readonly tally: Tally;
  violation: (Violation & { readonly index: number }) | null = null;
  readonly #team: Team;
  readonly #bounds: Bounds;
  #isStopped = false;

  constructor(expander: Expander, ground: GrowingGround, team: Team, bounds: Bounds) {
    this.ground = ground;
    this.tally = emptyTally(expander.names.length);
    this.#team = team;
    this.#bounds = bounds;
  }

  get found(): Found {
    return {
      levels: this.#levels,
      frontier: this.#frontier,
      next: this.#next,
      levelStart: this.#levelStart,
      tally: this.tally,
    };
  }

  /** All states that were found, by level. */
  get levels(): readonly (readonly Range[])[] {
    return this.#next.length === 0 ? this.#levels : [...this.#levels, this.#next];
  }

  get states(): number {
    return this.levels.reduce((sum, level) => sum + sizeOf(level), 0);
  }

  get progress(): Progress {
    return {
      states: this.states,
      transitions: this.tally.transitions,
      depth: this.#levels.length - 1,
      queue: sizeOf(this.#frontier) + sizeOf(this.#next),
      bytes: this.ground.bytes,
    };
  }

  /** Ends the search at the next state's edge. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Begins with the states that an engine of the caller has added. */
  async begin(initial: readonly Range[]): Promise<void> {
    this.#levels = [initial];
    this.#frontier = initial;
    this.#levelStart = this.ground.store.next;
    await this.#settle(false);
  }

  /** Goes on where another search has stopped. */
  async resume({ levels, frontier, next, levelStart, tally }: Found): Promise<void> {
    this.#levels = [...levels];
    this.#frontier = frontier;
    this.#next = next;
    this.#levelStart = levelStart;
    addTally(this.tally, tally);
    await this.#settle(true);
  }

  /** Searches until nothing is left or something says stop. Calls `onSlice` between slices. */
  async run(onSlice: () => Promise<void> | void): Promise<Cut | null> {
    for (;;) {
      if (this.#frontier.length === 0 && !this.#nextLevel()) return null;
      const cut = this.#isStopped ? 'interrupted' : await this.#makeRoom();
      if (cut !== null) return cut;
      await this.#slice();
      if (this.violation !== null) return 'broken';
      await onSlice();
    }
  }

  /** Turns to the states that were found last; false when there are none. */
  #nextLevel(): boolean {
    if (this.#next.length === 0) return false;
    this.#levels.push(this.#next);
    this.#frontier = this.#next;
    this.#next = [];
    this.#levelStart = this.ground.store.next;
    if (!this.ground.isExact) this.ground.forget(this.#frontier[0]?.from ?? 0);
    return true;
  }

  async #slice(): Promise<void> {
    const { control } = this.ground.store;
    const frontier = this.#frontier;
    const size = sizeOf(frontier);
    Atomics.store(control, CONTROL.cursor, 0);
    Atomics.store(control, CONTROL.pause, 0);
    const results = await this.#team.run({
      frontier,
      size,
      levelStart: this.#levelStart,
      forMs: SLICE_MS,
    });
    const taken = Math.min(size, Atomics.load(control, CONTROL.cursor));
    const left = [...sliceOf(frontier, taken, size), ...results.flatMap((result) => result.left)];
    this.#frontier = joined(left);
    this.#next = joined([...this.#next, ...results.flatMap(({ added }) => added)]);
    for (const result of results) await this.#take(result);
  }

  async #take({ tally, violation, tooNarrow }: SliceResult): Promise<void> {
    addTally(this.tally, tally);
    this.violation ??= violation;
    if (tooNarrow === null) return;
    const { position, id } = tooNarrow;
    if (id <= this.ground.layout.mask[position]!) return;
    const frontier = [...this.#frontier, ...this.#next];
    const mustRelink = this.ground.widen(position, id, this.levels.flat(), frontier);
    await this.#settle(mustRelink);
  }

  /** Room for the next slice, within the bounds. */
  async #makeRoom(): Promise<Cut | null> {
    const { statesMax, bytesMax } = this.#bounds;
    const states = this.states;
    if (statesMax !== null && states >= statesMax) return 'states';
    if (bytesMax !== null && process.memoryUsage.rss() >= bytesMax) return 'memory';
    if (this.ground.store.hasRoom(this.#team.workers + 1)) return null;
    const more = this.#team.workers * ROOM + Math.floor(states / 8);
    const wouldBe = process.memoryUsage.rss() + this.ground.bytesFor(more);
    if (bytesMax !== null && wouldBe > bytesMax) return 'memory';
    await this.#settle(this.ground.makeRoom(more));
    return null;
  }

  async #settle(mustRelink: boolean): Promise<void> {
    await this.#team.settle(this.ground.ground);
    if (mustRelink) await this.#team.relink(this.levels.flat());
  }
}
