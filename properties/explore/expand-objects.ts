/**
 * The successors of a state that is an object: rebuild it from its components, step, split again.
 *
 * A component that a step left alone is the same object and is not encoded again.
 */
import type { Batch } from './batch.ts';
import type {
  DrainStep,
  Expander,
  IsKnown,
  PropertyHead,
  Successor,
  Violation,
} from './expander.types.ts';
import type { Interner } from './interner.ts';
import { located } from './step-threw.ts';
import type { ObjectSystem, Property, Stepped } from './system.types.ts';

export class ObjectExpander<S, A, X extends Stepped<S>> implements Expander {
  readonly positions: number;
  readonly names: readonly string[];
  readonly properties: readonly PropertyHead[];
  readonly seen: Int32Array;
  calls = 0;
  readonly #system: ObjectSystem<S, A, X>;
  readonly #interner: Interner;
  readonly #nameIndex: ReadonlyMap<string, number>;
  readonly #next: Int32Array;

  constructor(system: ObjectSystem<S, A, X>, interner: Interner) {
    this.positions = system.positions.length;
    this.names = system.names;
    this.properties = system.properties.map(headOf);
    this.seen = new Int32Array(system.properties.length).fill(-1);
    this.#system = system;
    this.#interner = interner;
    this.#nameIndex = new Map(system.names.map((name, at) => [name, at]));
    this.#next = new Int32Array(this.positions);
  }

  initial(): readonly Int32Array[] {
    return this.#system.initial.map((state) =>
      this.#intern(state, null, new Int32Array(this.positions)),
    );
  }

  attach(): void {
    // Nothing depends on the layout here: whole rows are packed.
  }

  expand(ids: Int32Array, index: number, out: Batch, isKnown: IsKnown | null): Violation | null {
    const state = this.#stateOf(ids);
    const wrong = this.#judge(state, index);
    if (wrong !== null) return wrong;

    const actions = this.#system.actions(state);
    if (isKnown !== null) {
      const eager = this.#expandEagerly(state, ids, actions, out, isKnown);
      if (eager !== 'none') return eager;
    }
    let count = 0;
    for (const action of actions) {
      const step = this.#step(state, action);
      if (step === null) continue;
      count += 1;
      const violation = this.#judgeStep(state, action, step);
      if (violation !== null) return violation;
      out.add(this.#intern(step.state, ids, this.#next), this.#nameOf(action));
    }
    return count === 0 ? this.#judgeEnd(state) : null;
  }

  /** Takes one eager action if it leads to something new; else leaves the batch as it was. */
  #expandEagerly(
    state: S,
    ids: Int32Array,
    actions: readonly A[],
    out: Batch,
    isKnown: IsKnown,
  ): Violation | 'none' | null {
    for (const action of actions) {
      if (this.#system.eager?.(action) !== true) continue;
      const step = this.#step(state, action);
      if (step === null) continue;
      const violation = this.#judgeStep(state, action, step);
      if (violation !== null) return violation;
      out.add(this.#intern(step.state, ids, this.#next), this.#nameOf(action));
      if (!isKnown(out)) return null;
      out.count -= 1;
    }
    return 'none';
  }

  successors(ids: Int32Array): readonly Successor[] {
    const state = this.#stateOf(ids);
    return this.#system
      .actions(state)
      .flatMap((action) => this.#successor(state, ids, action) ?? []);
  }

  pending(property: number, ids: Int32Array): string | null {
    const wanted = this.#system.properties[property];
    const canPend = wanted?.kind === 'drain' || wanted?.kind === 'lasso';
    return canPend ? wanted.pending(this.#stateOf(ids)) : null;
  }

  drain(property: number, ids: Int32Array): DrainStep | null {
    const wanted = this.#system.properties[property];
    if (wanted?.kind !== 'drain') return null;
    const state = this.#stateOf(ids);
    const action = wanted.next(state);
    if (action === null) return null;
    const successor = this.#successor(state, ids, action);
    if (successor !== null) return { ...successor, isRetry: wanted.retries?.(action) === true };
    throw new Error(
      `the drain "${wanted.name}" takes an action that is not enabled: ${JSON.stringify(action)}`,
    );
  }

  inVain(property: number, ids: Int32Array, action: unknown): string | null {
    const wanted = this.#system.properties[property];
    if (wanted?.kind !== 'drain') return null;
    const state = this.#stateOf(ids);
    return wanted.pending(state) ?? wanted.inVain?.(state, action as A) ?? null;
  }

  #successor(state: S, ids: Int32Array, action: A): Successor | null {
    const step = this.#step(state, action);
    if (step === null) return null;
    const next = this.#intern(step.state, ids, new Int32Array(this.positions));
    return { action, name: this.#nameOf(action), ids: next };
  }

  #step(state: S, action: A): X | null {
    this.calls += 1;
    try {
      return this.#system.step(state, action);
    } catch (problem) {
      throw located(problem, null, action);
    }
  }

  #stateOf(ids: Int32Array): S {
    const components = new Array<unknown>(ids.length);
    for (let position = 0; position < ids.length; position += 1) {
      components[position] = this.#interner.valueOf(position, ids[position]!);
    }
    return this.#system.join(components);
  }

  /** The ids of a state, given those of one that it shares most of its components with. */
  #intern(state: S, near: Int32Array | null, into: Int32Array): Int32Array {
    const components = this.#system.split(state);
    if (components.length !== this.positions) {
      throw new Error(`split gave ${components.length} components, expected ${this.positions}`);
    }
    for (let position = 0; position < into.length; position += 1) {
      const value = components[position];
      const isSame = near !== null && value === this.#interner.valueOf(position, near[position]!);
      into[position] = isSame ? near[position]! : this.#interner.idOf(position, value);
    }
    return into;
  }

  #nameOf(action: A): number {
    const name = this.#system.nameOf(action);
    const index = this.#nameIndex.get(name);
    if (index !== undefined) return index;
    throw new Error(`the action name "${name}" is not in the system's list of names`);
  }

  #judge(state: S, index: number): Violation | null {
    const { properties } = this.#system;
    for (let property = 0; property < properties.length; property += 1) {
      const wanted = properties[property]!;
      if (wanted.kind === 'always') {
        const witness = wanted.witness(state);
        if (witness !== null) return { property, witness, action: null };
      } else if (wanted.kind === 'sometimes' && this.seen[property] === -1 && wanted.holds(state)) {
        this.seen[property] = index;
      }
    }
    return null;
  }

  #judgeStep(before: S, action: A, step: X): Violation | null {
    const { properties } = this.#system;
    for (let property = 0; property < properties.length; property += 1) {
      const wanted = properties[property]!;
      if (wanted.kind !== 'step') continue;
      const witness = wanted.witness(before, action, step);
      if (witness !== null) return { property, witness, action };
    }
    return null;
  }

  #judgeEnd(state: S): Violation | null {
    const { properties } = this.#system;
    const property = properties.findIndex(
      (wanted) => wanted.kind === 'deadlock' && !wanted.allowed(state),
    );
    const witness = 'nothing can happen any more';
    return property === -1 ? null : { property, witness, action: null };
  }
}

function headOf<S, A, X extends Stepped<S>>(property: Property<S, A, X>): PropertyHead {
  const { kind, name } = property;
  return { kind, name, fair: property.kind === 'lasso' ? property.fair : [] };
}
