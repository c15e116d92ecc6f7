/**
 * The way back: from a stored state to an initial one by parents, and forward again by concrete actions.
 *
 * Going forward, each state is the one whose key is the next on the way: with symmetry, a state of the
 * same orbit; in fingerprint mode, one of the same fingerprint.
 */
import type { Engine } from './engine.ts';
import type { Expander, Successor } from './expander.types.ts';
import type { Canonicaliser } from './symmetry.ts';

export interface Way {
  readonly actions: readonly unknown[];
  /** The concrete state at its end. */
  readonly end: Int32Array;
}

/** The shortest way from an initial state to a stored one. */
export function wayTo(
  index: number,
  engine: Engine,
  expander: Expander,
  canonicaliser: Canonicaliser | null,
): Way {
  const indexOf = (ids: Int32Array): number =>
    engine.indexOf(canonicaliser === null ? ids : canonicaliser.canonical(ids));
  const stops: number[] = [];
  for (let at = index; at !== -1; at = engine.store.parentOf(at)) stops.unshift(at);
  const start = expander.initial().find((ids) => indexOf(ids) === stops[0]);
  if (start === undefined) throw new Error('the way back leads to no initial state');

  const actions: unknown[] = [];
  let end: Int32Array = start;
  for (const stop of stops.slice(1)) {
    const steps: readonly Successor[] = expander.successors(end);
    const step = steps.find(({ ids }) => indexOf(ids) === stop);
    if (step === undefined)
      throw new Error('a state on the way back is no successor of its parent');
    actions.push(step.action);
    end = step.ids;
  }
  return { actions, end };
}
