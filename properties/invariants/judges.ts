/**
 * Who judges an interleaving: the promises on the cluster itself, the refinement to the model, or both.
 *
 * Each can stand alone, so that neither hides what the other misses.
 */
import { nothingIsLeftUndone, refinesTheModel } from '../refinement/check.ts';
import type { AlwaysPromise, EventuallyPromise } from './promise.types.ts';
import { always, eventually } from './promises.ts';

export interface Judges {
  readonly always: readonly AlwaysPromise[];
  readonly eventually: readonly EventuallyPromise[];
}

export const promisesOnly: Judges = { always, eventually };

export const refinementOnly: Judges = {
  always: [refinesTheModel],
  eventually: [nothingIsLeftUndone],
};

export const everyJudge: Judges = {
  always: [...always, refinesTheModel],
  eventually: [...eventually, nothingIsLeftUndone],
};

/** Who tells whether one promise, or the refinement, breaks: the others keep silent. */
export function judgesFor(promise: string): Judges {
  return promise === refinesTheModel.id ? refinementOnly : promisesOnly;
}

/** One promise judges by itself, whatever breaks besides. */
export function judgesAlone(promise: string): Judges {
  return {
    always: always.filter(({ id }) => id === promise),
    eventually: eventually.filter(({ id }) => id === promise),
  };
}
