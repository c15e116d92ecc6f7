/**
 * Who does the work of a search: one engine in this thread, or several in threads of their own.
 */
import type { Slice, SliceResult } from './slice.ts';
import type { Layout } from './layout.ts';
import type { Range, Rows, SharedStore } from './store.ts';

/** What all engines look at; replaced as a whole when it has grown. */
export interface Ground {
  readonly layout: Layout;
  readonly store: SharedStore;
  /** Of fingerprint mode: the rows of the frontier; null when they are the store's own. */
  readonly frontierRows: Rows | null;
}

export interface Team {
  readonly workers: number;
  /** Everyone works on a slice; the results come when all have ended. */
  run(slice: Slice): Promise<readonly SliceResult[]>;
  /** Everyone looks at something new from now on. */
  settle(ground: Ground): Promise<void>;
  /** The states in these ranges are put into the table again. */
  relink(ranges: readonly Range[]): Promise<void>;
  /** By property: the index of an example of a *sometimes*, or -1. */
  readonly seen: readonly number[];
  /** Reducer calls of all. */
  readonly calls: number;
  close(): Promise<void>;
}
