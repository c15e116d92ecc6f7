/**
 * What the search needs of a system, whatever its form: judge a state, and give its successors as ids.
 */
import type { Batch } from './batch.ts';
import type { Layout } from './layout.ts';
import type { PropertyKind } from './result.types.ts';
import type { Fairness } from './system.types.ts';

/** What is wrong with a state, or with a step out of it. */
export interface Violation {
  /** The index of the property. */
  readonly property: number;
  readonly witness: string;
  /** The action of the step that is wrong; null when the state is. */
  readonly action: unknown;
}

export interface PropertyHead {
  readonly kind: PropertyKind;
  readonly name: string;
  readonly fair: readonly Fairness[];
}

export interface Successor {
  readonly action: unknown;
  /** The index of the action's name. */
  readonly name: number;
  readonly ids: Int32Array;
}

export interface DrainStep extends Successor {
  /** Something is only tried again: a drain that comes back here is at rest. */
  readonly isRetry: boolean;
}

/** Tells of the last successor in a batch whether it was known before this level of the search. */
export type IsKnown = (batch: Batch) => boolean;

export interface Expander {
  readonly positions: number;
  readonly names: readonly string[];
  readonly properties: readonly PropertyHead[];
  /** By property: the index of the first state met that is an example of a *sometimes*, or -1. */
  readonly seen: Int32Array;
  /** Reducer calls so far. */
  readonly calls: number;
  initial(): readonly Int32Array[];
  /** The layout that batches have from now on. */
  attach(layout: Layout): void;
  /**
   * Judges a state and appends its successors. With `isKnown`, one eager action that leads to a state not
   * yet known stands for all.
   */
  expand(ids: Int32Array, index: number, out: Batch, isKnown: IsKnown | null): Violation | null;
  /** The successors with their actions: slow, for traces and for what looks at the whole graph. */
  successors(ids: Int32Array): readonly Successor[];
  /** What is pending in a state, for a *drain* or a *lasso*. */
  pending(property: number, ids: Int32Array): string | null;
  /** Where a *drain* goes next; null at its end. */
  drain(property: number, ids: Int32Array): DrainStep | null;
  /** What is wrong with a drain that comes back to a state where it has tried this again; null when nothing is. */
  inVain(property: number, ids: Int32Array, action: unknown): string | null;
}
