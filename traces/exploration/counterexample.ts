/**
 * From a judgement that something breaks to what a person sees: for stacks a trace file that replays, in the format
 * that campaigns write; for the reference model the names of the actions.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Action } from '../../impl/actions.types.ts';
import { clusterNamed } from '../../properties/assumptions/all.ts';
import type { SearchThrew } from '../../properties/explore/step-threw.ts';
import { threw, witnessOfThrow } from '../../properties/harness/thrown.ts';
import type { Judgement } from '../../properties/explore/result.types.ts';
import type { Parameters, StackParameters } from '../../properties/explore/subject.ts';
import { replay, type Broken, type Scenario } from '../../properties/harness/run.ts';
import { everyJudge, judgesFor } from '../../properties/invariants/judges.ts';
import { renderFailure } from '../../properties/report/failure-block.ts';
import { formatTrace, traceOf } from '../files.ts';
import { keep } from '../record.ts';
import { REPORTS } from '../report/campaign-data.ts';

/** The block that tells of a broken property; of stacks, its trace is written into reports/. */
export function renderCounterexample(
  parameters: Parameters,
  { name, witness, trace, cycle }: Judgement<unknown>,
): string {
  if (parameters.system === 'stacks') {
    return recordStacks(parameters, name, witness ?? '', (trace ?? []) as readonly Action[]);
  }
  const lines = (trace ?? []).map((action, at) => `  ${at + 1}. ${String(action)}`);
  const again = (cycle ?? []).map((action) => `  then ${String(action)}`);
  return [`BROKEN  ${name}`, `because ${witness ?? ''}`, ...lines, ...again].join('\n');
}

/** The block that tells of a step that throws. */
export function renderThrown(parameters: Parameters, { cause, way }: SearchThrew): string {
  const witness = witnessOfThrow(cause);
  const found = { verdict: 'broken', witness, trace: way, cycle: null } as const;
  return renderCounterexample(parameters, { name: threw.id, kind: 'step', ...found });
}

function recordStacks(
  { topology, mutant, start = 'serving' }: StackParameters,
  property: string,
  witness: string,
  actions: readonly Action[],
): string {
  const scenario: Scenario = { topology, start, actions };
  const broken = replayed(scenario, mutant, property);
  if (broken === null) {
    return [
      `BROKEN  ${property}`,
      `because ${witness}`,
      ...actions.map((action, at) => `  ${at + 1}. ${JSON.stringify(action)}`),
      'The harness, which drains in an order of its own, does not see it: no trace is written.',
    ].join('\n');
  }
  const failure = { broken, scenario, seed: 0, path: '', shrinks: 0 };
  const trace = { ...traceOf(failure, broken.witness, mutant), seed: null, path: null };
  const digest = createHash('sha256').update(formatTrace(trace)).digest('hex').slice(0, 8);
  const suffix = mutant === null ? '' : `-${mutant}`;
  const file = join(REPORTS, `${broken.promise}-explored${suffix}-${digest}.trace.json`);
  return renderFailure({ broken, scenario, trace: keep(file, trace) });
}

/** What the harness says of the same actions: first of the same promise, then of any. */
function replayed(scenario: Scenario, mutant: string | null, property: string): Broken | null {
  const cluster = clusterNamed(mutant);
  if (cluster === undefined) return null;
  const judges = mutant === null ? everyJudge : judgesFor(property);
  const [own, any] = [judges, everyJudge].map(
    (each) => replay(cluster.step, scenario, each).broken,
  );
  return own ?? any ?? null;
}
