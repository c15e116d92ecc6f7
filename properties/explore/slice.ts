/**
 * A slice of a search: what an engine is given to do, and what it gives back.
 */
import type { Violation } from './expander.types.ts';
import type { Range } from './store.ts';

/** Why a slice ended. */
export type SliceEnding = 'done' | 'time' | 'room' | 'narrow' | 'broken';

export interface Slice {
  /** What is to be expanded, in order; workers take parts of it by a shared cursor. */
  readonly frontier: readonly Range[];
  readonly size: number;
  /** States from here on were found in this level. */
  readonly levelStart: number;
  /** Milliseconds after which the slice ends. */
  readonly forMs: number;
}

export interface Tally {
  expanded: number;
  transitions: number;
  /** Symmetry: the states, and transitions, that the expanded ones stand for. */
  fullStates: number;
  fullTransitions: number;
  /** Partial order: states of which one successor was taken for all. */
  eager: number;
  readonly actions: Float64Array;
}

export interface SliceResult {
  readonly ending: SliceEnding;
  readonly added: readonly Range[];
  /** Taken from the frontier and not expanded. */
  readonly left: readonly Range[];
  readonly tally: Tally;
  readonly violation: (Violation & { readonly index: number }) | null;
  readonly tooNarrow: { readonly position: number; readonly id: number } | null;
}

export function emptyTally(actions: number): Tally {
  const counts = new Float64Array(actions);
  return {
    expanded: 0,
    transitions: 0,
    fullStates: 0,
    fullTransitions: 0,
    eager: 0,
    actions: counts,
  };
}

export function addTally(sum: Tally, tally: Tally): void {
  sum.expanded += tally.expanded;
  sum.transitions += tally.transitions;
  sum.fullStates += tally.fullStates;
  sum.fullTransitions += tally.fullTransitions;
  sum.eager += tally.eager;
  tally.actions.forEach((count, at) => (sum.actions[at]! += count));
}
