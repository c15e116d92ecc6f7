/**
 * The fast form of a system: components that each take inputs one at a time, and actions that hand them in.
 *
 * An action's inputs are taken in order, then the outputs of these as inputs of others, first in first out.
 * If any component refuses, the action is not enabled and nothing has happened. As every component's step
 * is a pure function of its own small state, each is computed once and looked up ever after.
 */
import type { Fairness, Renaming } from './system.types.ts';

/** An input, a plain value, for the component at a position. */
export type Addressed = readonly [position: number, input: unknown];

export interface ComponentStep {
  readonly state: unknown;
  readonly outputs?: readonly Addressed[];
}

export interface ComponentAction {
  readonly name: string;
  /** Inputs that only ask: a component refuses, or stays as it is and says nothing. */
  readonly guards: readonly Addressed[];
  readonly inputs: readonly Addressed[];
  /** Commutes with everything that may happen before it, and no property sees it. */
  readonly isEager?: boolean;
}

/**
 * A question about a whole state that needs little of each component, asked of one after the other.
 *
 * What is of interest in a component is its view. What was seen so far and the next view give what was seen
 * then. Both are plain values of few kinds; whatever was asked once is remembered by them.
 */
export interface Predicate {
  readonly view: (value: unknown, position: number) => unknown;
  /** What was seen before the first component. */
  readonly start: unknown;
  /** Null once the answer can only be null. */
  readonly next: (seen: unknown, view: unknown, position: number) => unknown;
  /** Null, or a sentence, from what was seen of all components. */
  readonly judge: (seen: unknown) => string | null;
}

export type ComponentProperty =
  | { readonly kind: 'always'; readonly name: string; readonly witness: Predicate }
  /** Null where a state is no example. */
  | { readonly kind: 'sometimes'; readonly name: string; readonly example: Predicate }
  /** Null where a state without a successor is allowed. */
  | { readonly kind: 'deadlock'; readonly name: string; readonly witness: Predicate }
  | {
      readonly kind: 'drain';
      readonly name: string;
      /** Names of actions: the first that is enabled is taken, until none is. */
      readonly order: readonly string[];
      readonly pending: Predicate;
    }
  | {
      readonly kind: 'lasso';
      readonly name: string;
      readonly pending: Predicate;
      readonly fair: readonly Fairness[];
    };

export interface ComponentSystem {
  readonly kind: 'components';
  readonly positions: readonly string[];
  readonly initial: readonly (readonly unknown[])[];
  readonly actions: readonly ComponentAction[];
  /** What the component at a position makes of an input; null when it refuses. */
  readonly step: (position: number, state: unknown, input: unknown) => ComponentStep | null;
  readonly properties: readonly ComponentProperty[];
  readonly renamings?: readonly Renaming[];
}
