/**
 * What the calling thread and a worker thread say to each other.
 */
import type { Slice, SliceResult } from './slice.ts';
import type { LogMemory } from './shared-log.ts';
import type { SystemSource } from './source.ts';
import type { Range } from './store.ts';
import type { Ground } from './team.types.ts';

/** What a thread is started with. */
export interface ThreadTask {
  readonly source: SystemSource;
  readonly log: LogMemory;
  readonly workers: number;
  readonly isExact: boolean;
  readonly isEager: boolean;
  readonly isSymmetric: boolean;
}

export type ThreadOrder =
  | { readonly do: 'settle'; readonly ground: Ground }
  | { readonly do: 'relink'; readonly ranges: readonly Range[] }
  | { readonly do: 'run'; readonly slice: Slice };

/** A thread answers every order, in order; before the first, when it is ready, it says null. */
export interface ThreadAnswer {
  readonly result: SliceResult | null;
  readonly seen: readonly number[];
  readonly calls: number;
}
