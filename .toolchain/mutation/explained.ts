/**
 * Why a code mutant that survives may: each was looked at, and no test that asserts behaviour can kill it.
 *
 * A mutant is named by its file, its source text and what becomes of it, so that lines may move. summary.ts
 * complains about a survivor that is not here, and about an entry here that no mutant needs.
 */

export interface Explanation {
  readonly why: string;
  /** File, source text, replacement; both texts on one line. */
  readonly mutants: readonly (readonly [string, string, string])[];
}

export const explained: readonly Explanation[] = [];
