/**
 * The plain search that others are compared with: a Map of encoded states, and reducers called every time.
 */
import type { ComponentSystem } from '../component-system.types.ts';

export interface PlainResult {
  readonly states: number;
  readonly transitions: number;
}

/** Breadth first over everything that is reachable; judges nothing. */
export function plainSearch(system: ComponentSystem): PlainResult {
  const queue = [...system.initial];
  const known = new Map(queue.map((state, at) => [JSON.stringify(state), at]));
  let transitions = 0;
  for (const state of queue) {
    for (const action of system.actions) {
      const next = after(system, state, [...action.guards, ...action.inputs]);
      if (next === null) continue;
      transitions += 1;
      const key = JSON.stringify(next);
      if (known.has(key)) continue;
      known.set(key, queue.length);
      queue.push(next);
    }
  }
  return { states: known.size, transitions };
}

function after(
  system: ComponentSystem,
  state: readonly unknown[],
  inputs: ComponentSystem['actions'][number]['inputs'],
): readonly unknown[] | null {
  const next = [...state];
  const waiting = [...inputs];
  for (const [position, input] of waiting) {
    const step = system.step(position, next[position], input);
    if (step === null) return null;
    next[position] = step.state;
    if (step.outputs !== undefined) waiting.push(...step.outputs);
  }
  return next;
}
