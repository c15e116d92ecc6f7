/**
 * A change of the implementation: a mutant takes one resolution away, and a promise must notice it; a control
 * takes none away, and nothing may.
 */
import type { DistributionReducer } from '../../impl/distribution/reduce.ts';
import type { Rules } from '../../impl/distribution/rules.ts';
import type { SysplexStepper } from '../../impl/sysplex.types.ts';
import type { Extras } from '../harness/generate.ts';

export interface Change {
  readonly name: string;
  readonly cites: readonly string[];
  /** The rules that are replaced, … */
  readonly rules?: Partial<Rules>;
  /** … or a decorator around the whole distribution function, … */
  readonly decorate?: (reduce: DistributionReducer) => DistributionReducer;
  /** … or around the whole sysplex, where the resolution is none of that function's. */
  readonly around?: (step: SysplexStepper) => SysplexStepper;
  /** What may happen besides, where the change lets more happen. */
  readonly extras?: Extras;
}

export interface Mutant extends Change {
  /** What was taken away, as one sentence. */
  readonly takesAway: string;
  /** The promises that may be the first to notice. */
  readonly killedBy: readonly string[];
  /** Chance finds it once in many thousands of interleavings: its trace in the corpus stands for it. */
  readonly isRare?: true;
  /** Why no promise can notice: another resolution covers what this one guards. It must survive. */
  readonly equivalent?: string;
  /** A folder under impl/profile/ that it needs, where the usual scopes do not show it. */
  readonly scope?: string;
}

/** A change that is as right as what it replaces: the suite must not notice it. */
export interface Control extends Change {
  readonly kind: 'control';
  /** What is done in another way, as one sentence. */
  readonly instead: string;
}
