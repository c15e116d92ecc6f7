/**
 * *Eventually*: from every state the drain, one enabled action after the other, ends where nothing is pending.
 *
 * Each state's drain runs into that of another, so every state is looked at once. States come in the
 * order of their distance, so the first that fails is nearest to the start.
 */
import type { Engine } from './engine.ts';
import type { Expander } from './expander.types.ts';
import type { Range } from './store.ts';

export interface DrainFailure {
  /** The state from which the drain fails. */
  readonly index: number;
  readonly witness: string;
  /** What the drain did. */
  readonly actions: readonly unknown[];
}

/** The first failure; null when there is none; 'outside' when a drain leaves the states that were found. */
export function drainFailure(
  property: number,
  engine: Engine,
  expander: Expander,
  levels: readonly (readonly Range[])[],
): DrainFailure | 'outside' | null {
  const isGood = new Uint8Array(engine.store.next);
  for (const { from, to } of levels.flat()) {
    for (let index = from; index < to; index += 1) {
      const failure = drainFrom(index, property, engine, expander, isGood);
      if (failure !== null) return failure;
    }
  }
  return null;
}

function drainFrom(
  index: number,
  property: number,
  engine: Engine,
  expander: Expander,
  isGood: Uint8Array,
): DrainFailure | 'outside' | null {
  const passed = new Set<number>();
  const actions: unknown[] = [];
  const ids = new Int32Array(expander.positions);
  for (let at = index; isGood[at] === 0;) {
    if (passed.has(at)) return { index, witness: 'the drain never ends', actions };
    passed.add(at);
    engine.idsOf(at, ids);
    const step = expander.drain(property, ids);
    if (step === null) {
      const witness = expander.pending(property, ids);
      if (witness !== null) return { index, witness, actions };
      break;
    }
    actions.push(step.action);
    at = engine.indexOf(step.ids);
    if (at === -1) return 'outside';
  }
  for (const at of passed) isGood[at] = 1;
  return null;
}
