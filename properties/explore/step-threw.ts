/**
 * A step that throws ends a search: which state was being expanded, by which action if that is known, and the way there.
 *
 * Only what the reducers throw is told so; any other exception is the explorer's own and passes.
 */
import { isOfReducers } from '../harness/thrown.ts';

/** Thrown while a state was expanded; from a worker thread it comes as a plain error with the same fields. */
export class StepThrew extends Error {
  override readonly name = 'StepThrew';
  readonly index: number | null;
  readonly action: unknown;

  constructor(cause: unknown, index: number | null, action: unknown = null) {
    super('a step threw', { cause });
    this.index = index;
    this.action = action;
  }
}

/** What a search ends with when a step throws: the actions that lead to it, and what was thrown. */
export class SearchThrew extends Error {
  override readonly name = 'SearchThrew';
  readonly way: readonly unknown[];

  constructor(cause: unknown, way: readonly unknown[]) {
    super('a step threw', { cause });
    this.way = way;
  }
}

export function isStepThrew(problem: unknown): problem is StepThrew {
  return problem instanceof Error && problem.name === 'StepThrew';
}

/** The same exception with the state or the action at which it was thrown. */
export function located(problem: unknown, index: number | null, action: unknown = null): unknown {
  if (isStepThrew(problem)) return new StepThrew(problem.cause, index, problem.action);
  return isOfReducers(problem) ? new StepThrew(problem, index, action) : problem;
}
