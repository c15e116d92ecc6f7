/**
 * What can be explored: a system whose state is an object, given by a step function and a split of its
 * state into components.
 *
 * Everything is a pure function. Equal states must have equal components: plain data, see encoding.ts.
 */

/** What a step gives at least: the state after it. Properties see whatever else it tells. */
export interface Stepped<S> {
  readonly state: S;
}

/** What is required of every state, of every step, or of the graph as a whole. */
export type Property<S, A, X extends Stepped<S>> =
  | {
      /** Of every reachable state: null, or the sentence that tells what is wrong. */
      readonly kind: 'always';
      readonly name: string;
      readonly witness: (state: S) => string | null;
    }
  | {
      /** Of every step. */
      readonly kind: 'step';
      readonly name: string;
      readonly witness: (before: S, action: A, step: X) => string | null;
    }
  | {
      /** Some reachable state must be like this, else the scope was too small to mean anything. */
      readonly kind: 'sometimes';
      readonly name: string;
      readonly holds: (state: S) => boolean;
    }
  | {
      /** A state without a successor must be allowed to be one. */
      readonly kind: 'deadlock';
      readonly name: string;
      readonly allowed: (state: S) => boolean;
    }
  | {
      /** From every state, taking `next` until it says null leads to a state where nothing is pending. */
      readonly kind: 'drain';
      readonly name: string;
      /** One of the actions enabled in this state, or null at the end. */
      readonly next: (state: S) => A | null;
      /** Actions that only try something again: a drain that does nothing else any more is at its end, too, … */
      readonly retries?: (action: A) => boolean;
      /** … where this says what is wrong with trying this in vain; null when nothing is. */
      readonly inVain?: (state: S, action: A) => string | null;
      /** What is still missing at the end of a drain; null when nothing is. */
      readonly pending: (state: S) => string | null;
    }
  | {
      /** No fair execution leaves something pending for ever. */
      readonly kind: 'lasso';
      readonly name: string;
      readonly pending: (state: S) => string | null;
      readonly fair: readonly Fairness[];
    };

/** Actions that may not be neglected for ever: weakly while they stay enabled, strongly while they keep being so. */
export interface Fairness {
  readonly name: string;
  readonly strength: 'weak' | 'strong';
  /** Names of actions. */
  readonly actions: readonly string[];
}

/** A renaming of interchangeable things under which the system looks the same. */
export interface Renaming {
  readonly name: string;
  /** The component at position p comes to stand at position `moves[p]`. */
  readonly moves: readonly number[];
  /** A component's value with the names in it changed. */
  readonly rename: (value: unknown, position: number) => unknown;
}

export interface ObjectSystem<S, A, X extends Stepped<S> = Stepped<S>> {
  readonly kind: 'objects';
  /** A name for each component of a state. */
  readonly positions: readonly string[];
  /** The names of all actions, so that one that never happened is shown. */
  readonly names: readonly string[];
  readonly initial: readonly S[];
  /** What may happen in a state; what turns out to be disabled is answered with null by `step`. */
  readonly actions: (state: S) => readonly A[];
  readonly nameOf: (action: A) => string;
  readonly step: (state: S, action: A) => X | null;
  readonly split: (state: S) => readonly unknown[];
  /** The inverse of split. It gets the first value met of each kind, so unchanged parts keep their identity. */
  readonly join: (components: readonly unknown[]) => S;
  readonly properties: readonly Property<S, A, X>[];
  /** All renamings but the identity, closed under composition; for the symmetry reduction. */
  readonly renamings?: readonly Renaming[];
  /**
   * Actions that commute with everything that may happen before them and that no property sees; for the
   * partial-order reduction.
   */
  readonly eager?: (action: A) => boolean;
}
