/**
 * A mutant: the implementation with one resolution taken away, and what must notice it.
 */
import type { DistributionReducer } from '../../impl/distribution/reduce.ts';
import type { Rules } from '../../impl/distribution/rules.ts';

export interface Mutant {
  readonly name: string;
  /** What was taken away, as one sentence. */
  readonly takesAway: string;
  readonly cites: readonly string[];
  /** The promises that may be the first to notice. */
  readonly killedBy: readonly string[];
  /** Chance finds it once in many thousands of interleavings: its trace in the corpus stands for it. */
  readonly isRare?: true;
  /** Why no promise can notice: another resolution covers what this one guards. It must survive. */
  readonly equivalent?: string;
  /** The rules that are replaced, … */
  readonly rules?: Partial<Rules>;
  /** … or a decorator around the whole distribution function. */
  readonly decorate?: (reduce: DistributionReducer) => DistributionReducer;
}
