/**
 * The remembered form of a system of objects: what each action reads and writes, and what each judgement looks at.
 *
 * `whole` stays the truth: every step is computed by it once, and looked up wherever what was read is the same. What
 * is declared here is checked while it is learnt (a step that writes what its rule does not name is an error) and, for a
 * sample of the states, against `whole` (what a rule reads in secret shows there).
 */
import type { ObjectSystem, Stepped } from './system.types.ts';

/**
 * What may be read of a state: a component, by the name of its position, or something that follows from other cells.
 */
export interface Cell<S> {
  readonly name: string;
  /** The cells that it follows from: positions, or cells that stand before it in the list. */
  readonly parts: readonly string[];
  /** What follows: plain data. Left out where the parts together are the cell. */
  readonly of?: (state: S) => unknown;
  /** A cell of true and false: where it is false, so is this one, and its parts are not looked at. */
  readonly when?: string;
}

/** A component that is a queue: items are taken from it and added to it, whatever else is in it. */
export interface Queue {
  readonly position: string;
  /** Each item that may be taken next, and what is left without it. */
  readonly takes: (value: unknown) => readonly (readonly [item: unknown, rest: unknown])[];
  readonly with: (value: unknown, items: readonly unknown[]) => unknown;
  /** What was added to a value to make the other; null when the other is not the value with something added. */
  readonly added: (value: unknown, other: unknown) => readonly unknown[] | null;
}

/** Actions that read and write the same cells. */
export interface Rule<S, A> {
  readonly name: string;
  /** The queue of which an item is taken; each item that may be is offered by itself. */
  readonly takes?: string;
  /** What the actions and their steps depend on, beside the item. */
  readonly reads: readonly string[];
  /** Positions whose value afterwards follows from what was read. */
  readonly sets: readonly string[];
  /** Queues that may be added to. */
  readonly adds: readonly string[];
  /** A cell of true and false: where it is false, nothing is enabled. */
  readonly when?: string;
  readonly actions: (state: S, item: unknown) => readonly A[];
  /** When does a drain take them? The first rule that offers something is taken; `again` only tries again. */
  readonly drains: 'first' | 'again' | 'never';
}

/** What the verdict on a step depends on. */
export interface Concern {
  /** Concerns of the same name have the same cells. */
  readonly name: string;
  /** Also on what was done: the item, and everything that the rule has read. */
  readonly isOfStep: boolean;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface Judge<S, A, X> {
  /** The *step* property of the whole system that it judges for. */
  readonly property: string;
  /**
   * The step is right if it is in every one of these concerns; none where there is nothing to judge. What is asked
   * may depend on what the rule has read, and on what has happened, only.
   */
  readonly concerns: (before: S, action: A, step: X) => readonly Concern[];
}

export interface LocalSystem<S, A, X extends Stepped<S> = Stepped<S>> {
  readonly kind: 'local';
  readonly positions: readonly string[];
  readonly whole: ObjectSystem<S, A, X>;
  readonly queues: readonly Queue[];
  readonly cells: readonly Cell<S>[];
  readonly rules: readonly Rule<S, A>[];
  readonly judges: readonly Judge<S, A, X>[];
  /** Of the *drain* property: the cell that says what is pending. */
  readonly pending: string;
}
