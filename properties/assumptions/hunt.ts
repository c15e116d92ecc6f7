/**
 * What falls without an assumption: campaigns over a small sysplex, and the shortest of several shrunk
 * counterexamples.
 */
import type { Topology } from '../../impl/sysplex.types.ts';
import { runCampaign, type Failure } from '../harness/campaign.ts';
import { minimise } from '../harness/minimise.ts';
import { replay } from '../harness/run.ts';
import { clusterOf } from '../mutants/all.ts';
import { clusterWithout } from './all.ts';
import type { Assumption } from './assumption.types.ts';

export interface FallOptions {
  readonly topologies: readonly Topology[];
  /** Interleavings per seed. */
  readonly runs: number;
  /** How many seeds are tried. */
  readonly tries: number;
}

/** The shortest counterexample found; null when every promise held in all the runs. */
export function shortestFall(
  assumption: Assumption,
  { topologies, runs, tries }: FallOptions,
): Failure | null {
  const step = clusterWithout(assumption);
  let best: Failure | null = null;
  for (let seed = 1; seed <= tries; seed += 1) {
    const { failure } = runCampaign(step, {
      topologies,
      shortest: 60,
      connections: null,
      runs,
      seed,
      seconds: null,
      ...(assumption.extras === undefined ? {} : { extras: assumption.extras }),
    });
    if (failure === null) continue;
    const { scenario, outcome } = minimise(step, failure.scenario, failure.broken.promise);
    const length = scenario.actions.length;
    if (best !== null && length >= best.scenario.actions.length) continue;
    // What falls with the assumption, too, says nothing of it: that is a finding of `npm run verify`.
    if (replay(clusterOf(null), scenario).broken !== null) continue;
    best = { ...failure, scenario, broken: outcome.broken ?? failure.broken };
  }
  return best;
}
