/**
 * From a failed campaign to a file and a block of text that says how to see it again.
 */
import { join, relative } from 'node:path';
import type { Failure } from '../properties/harness/campaign.ts';
import { minimise } from '../properties/harness/minimise.ts';
import { clusterOf } from '../properties/mutants/all.ts';
import type { Mutant } from '../properties/mutants/mutant.types.ts';
import { renderFailure } from '../properties/report/failure-block.ts';
import { traceOf, writeTrace } from './files.ts';

const reports = join(import.meta.dirname, '..', 'reports');

/** Shrinks to the end, writes the trace into reports/, and returns the block for people. */
export function recordFailure(failure: Failure, mutant: Mutant | null): string {
  const { promise } = failure.broken;
  const { scenario, outcome } = minimise(clusterOf(mutant), failure.scenario, promise);
  const broken = outcome.broken ?? failure.broken;
  const suffix = mutant === null ? '' : `-${mutant.name}`;
  const file = join(reports, `${promise}-seed${failure.seed}${suffix}.trace.json`);
  const trace = traceOf({ ...failure, scenario, broken }, broken.witness, mutant?.name ?? null);
  writeTrace(file, trace);
  const shown = relative(process.cwd(), file);
  return renderFailure({ broken, scenario, file: shown, command: `npm run replay -- ${shown}` });
}
