/**
 * *Eventually*: from every state the drain, one enabled action after the other, ends where nothing is pending.
 *
 * Each state's drain runs into that of another, so every state is looked at once. States come in the
 * order of their distance, so the first that fails is nearest to the start. A drain that comes back to where it has
 * tried something again is at rest there: a client without a server tries for ever.
 */
import type { Engine } from './engine.ts';
import type { Expander } from './expander.types.ts';
import { FIRST, hashOf, SECOND } from './hash.ts';
import type { Range } from './store.ts';

export interface DrainFailure {
  /** The state from which the drain fails. */
  readonly index: number;
  readonly witness: string;
  /** What the drain did. */
  readonly actions: readonly unknown[];
}

/** The first failure; null when there is none. */
export function drainFailure(
  property: number,
  engine: Engine,
  expander: Expander,
  levels: readonly (readonly Range[])[],
): DrainFailure | null {
  const drains = new Drains(property, engine, expander);
  for (const { from, to } of levels.flat()) {
    for (let index = from; index < to; index += 1) {
      const failure = drains.from(index);
      if (failure !== null) return failure;
    }
  }
  return null;
}

/**
 * A state that was found has its index. Another one that a drain leads to, in a search cut short, has a fingerprint below
 * zero: what is taken for another there can hide a failure, and nothing is said to hold where a search is cut short.
 */
type Place = number;

/** What is not over by then grows for ever. */
const ACTIONS_MAX = 5_000;

/** So many of these are remembered at a time. */
const OUTSIDE_MAX = 1 << 20;

/** Where something was tried again, and after how many actions. */
interface Try {
  readonly after: number;
  readonly ids: Int32Array;
  readonly action: unknown;
}

class Drains {
  readonly #property: number;
  readonly #engine: Engine;
  readonly #expander: Expander;
  readonly #isGood: Uint8Array;
  readonly #goodOutside = new Set<Place>();

  constructor(property: number, engine: Engine, expander: Expander) {
    this.#property = property;
    this.#engine = engine;
    this.#expander = expander;
    this.#isGood = new Uint8Array(engine.store.next);
  }

  from(index: number): DrainFailure | null {
    const passed = new Map<Place, number>();
    const actions: unknown[] = [];
    const tries: Try[] = [];
    let ids: Int32Array = new Int32Array(this.#expander.positions);
    this.#engine.idsOf(index, ids);
    for (let at: Place = index; !this.#wasGood(at); at = this.#placeOf(ids)) {
      const before = passed.get(at);
      const witness = before === undefined ? null : this.#inCircles(tries, before);
      if (witness !== null) return { index, witness, actions };
      if (before !== undefined) break;
      passed.set(at, actions.length);
      if (actions.length === ACTIONS_MAX) {
        return { index, witness: `no end of the drain after ${ACTIONS_MAX} actions`, actions };
      }
      const step = this.#expander.drain(this.#property, ids);
      if (step === null) {
        const missing = this.#expander.pending(this.#property, ids);
        if (missing !== null) return { index, witness: missing, actions };
        break;
      }
      if (step.isRetry) tries.push({ after: actions.length, ids, action: step.action });
      actions.push(step.action);
      ({ ids } = step);
    }
    for (const at of passed.keys()) this.#remember(at);
    return null;
  }

  /** What is wrong with a drain that is where it was after so many actions; null where it only tries again. */
  #inCircles(tries: readonly Try[], from: number): string | null {
    const repeated = tries.filter(({ after }) => after >= from);
    if (repeated.length === 0) return 'the drain never ends';
    for (const { ids, action } of repeated) {
      const missing = this.#expander.inVain(this.#property, ids, action);
      if (missing !== null) return missing;
    }
    return null;
  }

  #placeOf(ids: Int32Array): Place {
    const index = this.#engine.indexOf(ids);
    if (index !== -1) return index;
    return -1 - ((hashOf(ids, FIRST) >>> 0) * 2 ** 20 + (hashOf(ids, SECOND) >>> 12));
  }

  #wasGood(at: Place): boolean {
    return at >= 0 ? this.#isGood[at] === 1 : this.#goodOutside.has(at);
  }

  #remember(at: Place): void {
    if (at >= 0) {
      this.#isGood[at] = 1;
      return;
    }
    if (this.#goodOutside.size === OUTSIDE_MAX) this.#goodOutside.clear();
    this.#goodOutside.add(at);
  }
}
