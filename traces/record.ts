/**
 * From a failed campaign to a file and a block of text that says how to see it again.
 */
import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import type { Failure } from '../properties/harness/campaign.ts';
import { minimise } from '../properties/harness/minimise.ts';
import { threw } from '../properties/harness/thrown.ts';
import { everyJudge, judgesFor } from '../properties/invariants/judges.ts';
import { clusterOf } from '../properties/mutants/all.ts';
import type { Mutant } from '../properties/mutants/mutant.types.ts';
import { renderFailure } from '../properties/report/failure-block.ts';
import { formatTrace, traceOf, writeTrace } from './files.ts';

const reports = join(import.meta.dirname, '..', 'reports');

/** Shrinks to the end, writes the trace into reports/, and returns the block for people. */
export function recordFailure(failure: Failure, mutant: Mutant | null): string {
  const { promise } = failure.broken;
  const { scenario, outcome } = minimise(
    clusterOf(mutant),
    failure.scenario,
    promise,
    // Whatever judged may have been what threw.
    promise === threw.id ? everyJudge : judgesFor(promise),
  );
  const broken = outcome.broken ?? failure.broken;
  const suffix = mutant === null ? '' : `-${mutant.name}`;
  const trace = traceOf({ ...failure, scenario, broken }, broken.witness, mutant?.name ?? null);
  // Campaigns over other profiles may fail under the same seed: the name tells their traces apart.
  const digest = createHash('sha256').update(formatTrace(trace)).digest('hex').slice(0, 8);
  const file = join(reports, `${promise}-seed${failure.seed}${suffix}-${digest}.trace.json`);
  const shown = relative(process.cwd(), file);
  const block = renderFailure({
    broken,
    scenario,
    file: shown,
    command: `npm run replay -- ${shown}`,
  });
  try {
    writeTrace(file, trace);
    return block;
  } catch (problem) {
    return `${block}\nbut ${(problem as Error).message}`;
  }
}
