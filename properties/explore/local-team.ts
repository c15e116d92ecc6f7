/**
 * A team of one, in the calling thread.
 */
import { Engine, type EngineOptions } from './engine.ts';
import type { Slice, SliceResult } from './slice.ts';
import type { Expander } from './expander.types.ts';
import { Store, type Range } from './store.ts';
import type { Ground, Team } from './team.types.ts';

/** An engine that looks at the shared ground. */
export function engineOn(expander: Expander, ground: Ground, options: EngineOptions): Engine {
  const store = new Store(ground.store);
  const rows = ground.frontierRows ?? { words: store.words, segments: store.rows };
  return new Engine(expander, store, rows, ground.layout, options);
}

export class LocalTeam implements Team {
  readonly workers = 1;
  readonly #expander: Expander;
  readonly #options: EngineOptions;
  #engine: Engine | null = null;

  constructor(expander: Expander, options: EngineOptions) {
    this.#expander = expander;
    this.#options = options;
  }

  get seen(): readonly number[] {
    return [...this.#expander.seen];
  }

  get calls(): number {
    return this.#expander.calls;
  }

  get #present(): Engine {
    if (this.#engine === null) throw new Error('the team has nothing to look at yet');
    return this.#engine;
  }

  /** One slice; between slices the event loop turns, so that signals are heard. */
  async run(slice: Slice): Promise<readonly SliceResult[]> {
    await new Promise((resolve) => setImmediate(resolve));
    return [this.#present.run(slice)];
  }

  settle(ground: Ground): Promise<void> {
    this.#engine = engineOn(this.#expander, ground, this.#options);
    return Promise.resolve();
  }

  relink(ranges: readonly Range[]): Promise<void> {
    this.#present.relink(ranges);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
