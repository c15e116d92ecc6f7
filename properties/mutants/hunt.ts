/**
 * The hunt for a mutant: campaigns over one scope after the other until a promise breaks, and the shortest of a
 * few shrunk counterexamples.
 */
import type { Broken, Scenario } from '../harness/run.ts';
import { runCampaign, type CampaignResult } from '../harness/campaign.ts';
import { minimise } from '../harness/minimise.ts';
import { clusterOf } from './all.ts';
import type { Change, Mutant } from './mutant.types.ts';
import type { Scope } from './scopes.ts';

export interface Kill {
  readonly broken: Broken;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly path: string;
  readonly scope: string;
  /** Interleavings until the first failure on its scope; null when a committed trace killed it. */
  readonly runsUntilFound: number | null;
}

export interface HuntOptions {
  /** Interleavings per seed before a scope is given up. */
  readonly runs: number;
  /** Stops looking for a shorter counterexample from this length on, … */
  readonly shortEnough: number;
  /** … after so many counterexamples, … */
  readonly tries: number;
  /** … or after so many interleavings. */
  readonly patience: number;
}

/** Lets a change loose in one scope, under one seed. */
export function letLoose(
  change: Change,
  { topologies }: Scope,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): CampaignResult {
  return runCampaign(clusterOf(change), {
    topologies,
    shortest: 60,
    connections: null,
    runs,
    seed,
    seconds: null,
    ...(change.extras === undefined ? {} : { extras: change.extras }),
  });
}

/** The shortest counterexample in the first scope that has one; null when the mutant survived them all. */
export function hunt(mutant: Mutant, scopes: readonly Scope[], options: HuntOptions): Kill | null {
  for (const scope of scopes) {
    const kill = huntIn(mutant, scope, options);
    if (kill !== null) return kill;
  }
  return null;
}

function huntIn(mutant: Mutant, scope: Scope, options: HuntOptions): Kill | null {
  let best: Kill | null = null;
  let first: number | null = null;
  let spent = 0;
  for (let seed = 1; seed <= options.tries; seed += 1) {
    const { tally, failure } = letLoose(mutant, scope, { runs: options.runs, seed });
    if (failure === null) return best;
    first ??= tally.runs;
    spent += tally.runs;
    const { scenario, outcome } = minimise(
      clusterOf(mutant),
      failure.scenario,
      failure.broken.promise,
    );
    const broken = outcome.broken ?? failure.broken;
    const length = scenario.actions.length;
    if (best === null || length < best.scenario.actions.length) {
      const { path } = failure;
      best = { broken, scenario, seed, path, scope: scope.name, runsUntilFound: first };
    }
    if (length <= options.shortEnough || spent >= options.patience) break;
  }
  return best;
}
