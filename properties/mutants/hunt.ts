/**
 * The hunt for a mutant: campaigns over a small and over the example sysplex until a promise breaks, and
 * the shortest of a few shrunk counterexamples.
 */
import type { Topology } from '../../impl/sysplex.types.ts';
import type { Broken, Scenario } from '../harness/run.ts';
import { runCampaign } from '../harness/campaign.ts';
import { minimise } from '../harness/minimise.ts';
import { clusterOf } from './all.ts';
import type { Mutant } from './mutant.types.ts';

export interface Kill {
  readonly broken: Broken;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly path: string;
  /** Interleavings until the first failure on its scope; null when a committed trace killed it. */
  readonly runsUntilFound: number | null;
}

export interface HuntOptions {
  readonly topologies: readonly Topology[];
  /** Interleavings per seed before a scope is given up. */
  readonly runs: number;
  /** Stops looking for a shorter counterexample from this length on. */
  readonly shortEnough: number;
  /** How many counterexamples are compared at most. */
  readonly tries: number;
}

/** The shortest counterexample found; null when the mutant survived. */
export function hunt(mutant: Mutant, options: HuntOptions): Kill | null {
  let best: Kill | null = null;
  let found: number | null = null;
  for (let seed = 1; seed <= options.tries; seed += 1) {
    const { tally, failure } = runCampaign(clusterOf(mutant), {
      topologies: options.topologies,
      shortest: 60,
      connections: null,
      runs: options.runs,
      seed,
      seconds: null,
    });
    if (failure === null) return best;
    found ??= tally.runs;
    const kill = shortestOf(mutant, failure.scenario, failure.broken);
    const length = kill.scenario.actions.length;
    if (best === null || length < best.scenario.actions.length) {
      best = { ...kill, seed, path: failure.path, runsUntilFound: found };
    }
    if (length <= options.shortEnough) break;
  }
  return best;
}

function shortestOf(
  mutant: Mutant,
  scenario: Scenario,
  broken: Broken,
): Pick<Kill, 'broken' | 'scenario'> {
  const minimal = minimise(clusterOf(mutant), scenario, broken.promise);
  return { scenario: minimal.scenario, broken: minimal.outcome.broken ?? broken };
}
