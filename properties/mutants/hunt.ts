/**
 * The hunt for a mutant: campaigns over one scope after the other until a promise breaks, and the shortest of a
 * few shrunk counterexamples.
 */
import { replay, type Broken, type Scenario } from '../harness/run.ts';
import { runCampaign, type CampaignResult, type Failure } from '../harness/campaign.ts';
import { minimise } from '../harness/minimise.ts';
import { judgesAlone, promisesOnly, type Judges } from '../invariants/judges.ts';
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
  /** Looks no longer for a shorter counterexample from this length on, … */
  readonly shortEnough: number;
  /** … after so many campaigns, … */
  readonly tries: number;
  /** … none of which but the first has more interleavings than this. */
  readonly patience: number;
}

interface Campaigning {
  readonly runs: number;
  readonly seed: number;
  /** Who judges; all promises when left out. */
  readonly judges?: Judges;
}

/** Lets a change loose in one scope, under one seed. */
export function letLoose(
  change: Change,
  { topologies }: Scope,
  { runs, seed, judges = promisesOnly }: Campaigning,
): CampaignResult {
  return runCampaign(clusterOf(change), {
    topologies,
    shortest: 60,
    connections: null,
    runs,
    seed,
    seconds: null,
    judges,
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

/**
 * The first campaign is judged by all promises. What breaks first may have a long story, so that the others, under
 * other seeds, are judged by one promise each, in turn.
 */
function huntIn(mutant: Mutant, scope: Scope, options: HuntOptions): Kill | null {
  const { runs, tries, shortEnough } = options;
  const first = letLoose(mutant, scope, { runs, seed: 1 });
  if (first.failure === null) return null;
  const base = { scope: scope.name, runsUntilFound: first.tally.runs };
  let best: Kill = { ...base, ...shrunk(mutant, first.failure) };
  for (let seed = 2; seed <= tries && best.scenario.actions.length > shortEnough; seed += 1) {
    const promise = mutant.killedBy[seed % mutant.killedBy.length] ?? '';
    const judges = judgesAlone(promise);
    const { failure } = letLoose(mutant, scope, { runs: options.patience, seed, judges });
    if (failure === null) continue;
    const kill = { ...base, ...shrunk(mutant, failure) };
    if (kill.scenario.actions.length < best.scenario.actions.length) best = kill;
  }
  return best;
}

/** Shrinks what one judge has found until all judges agree on the promise that breaks first. */
function shrunk(mutant: Mutant, failure: Failure): Omit<Kill, 'scope' | 'runsUntilFound'> {
  const step = clusterOf(mutant);
  const { seed, path } = failure;
  const first = replay(step, failure.scenario).broken ?? failure.broken;
  const { scenario, outcome } = minimise(step, failure.scenario, first.promise);
  return { broken: outcome.broken ?? first, scenario, seed, path };
}
