/**
 * From a failed campaign to a file and a block of text that says how to see it again.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Failure } from '../properties/harness/campaign.ts';
import { minimise } from '../properties/harness/minimise.ts';
import { threw } from '../properties/harness/thrown.ts';
import { everyJudge, judgesFor } from '../properties/invariants/judges.ts';
import { clusterOf } from '../properties/mutants/all.ts';
import type { Mutant } from '../properties/mutants/mutant.types.ts';
import { renderFailure, type FailureBlock } from '../properties/report/failure-block.ts';
import { commandFor, fromHere } from './commands.ts';
import { formatTrace, traceOf, TraceProblem, writeTrace } from './files.ts';
import type { Trace } from './format.ts';
import { REPORTS } from './report/campaign-data.ts';

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
  const file = join(REPORTS, `${promise}-seed${failure.seed}${suffix}-${digest}.trace.json`);
  return renderFailure({ broken, scenario, trace: keep(file, trace) });
}

/** Writes a trace where it belongs. A finding is told all the same when that cannot be. */
export function keep(file: string, trace: Trace): FailureBlock['trace'] {
  const shown = fromHere(file);
  try {
    writeTrace(file, trace);
  } catch (problem) {
    if (!(problem instanceof TraceProblem)) throw problem;
    return { problem: problem.message };
  }
  return { file: shown, replay: commandFor('replay', [shown]), show: commandFor('show', [shown]) };
}
