/**
 * Which mutants the refinement to the model kills by itself, the promises switched off.
 */
import { runCampaign } from '../properties/harness/campaign.ts';
import { replay } from '../properties/harness/run.ts';
import { refinementOnly } from '../properties/invariants/judges.ts';
import { clusterOf } from '../properties/mutants/all.ts';
import type { Mutant } from '../properties/mutants/mutant.types.ts';
import { scopesFor } from '../properties/mutants/scopes.ts';
import { committedScenario } from './mutant-corpus.ts';

/** Interleavings per scope for a mutant whose committed trace the refinement lets pass. */
const RUNS = 150;

/** Does a mutant leave the model: on its committed trace, or in a short campaign? */
function leavesTheModel(mutant: Mutant): boolean {
  const step = clusterOf(mutant);
  const scenario = committedScenario(mutant);
  if (scenario !== null && replay(step, scenario, refinementOnly).broken !== null) return true;
  return scopesFor(mutant).some(({ topologies }) => {
    const { failure } = runCampaign(step, {
      topologies,
      shortest: 60,
      connections: null,
      runs: RUNS,
      seed: 1,
      seconds: null,
      judges: refinementOnly,
      ...(mutant.extras === undefined ? {} : { extras: mutant.extras }),
    });
    return failure !== null;
  });
}

/** How many of them die by the refinement alone, and which do not. */
export function refinementText(mutants: readonly Mutant[]): string {
  const survivors = mutants.filter((mutant) => !leavesTheModel(mutant));
  const killed = mutants.length - survivors.length;
  const share = ((100 * killed) / Math.max(mutants.length, 1)).toFixed(1);
  const names = survivors.map(({ name }) => name).join(', ');
  const others = survivors.length === 0 ? '' : `; not ${names}`;
  return `The refinement alone kills ${killed} of ${mutants.length} (${share} %)${others}.`;
}
