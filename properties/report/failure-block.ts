/**
 * One block that says everything about a broken promise: what, who, how, and how to see it again.
 */
import type { Broken, Scenario } from '../harness/run.ts';
import { describeAction } from '../harness/describe.ts';
import { threw } from '../harness/thrown.ts';
import { everyJudge } from '../invariants/judges.ts';
import type { Promised } from '../invariants/promise.types.ts';
import { counted } from './tables.ts';

export interface FailureBlock {
  readonly broken: Broken;
  readonly scenario: Scenario;
  /** Where its trace lies, and the commands that show it; or why no trace could be kept. */
  readonly trace: KeptTrace | { readonly problem: string };
}

export interface KeptTrace {
  readonly file: string;
  readonly replay: string;
  readonly show: string;
}

/** What breaks under that id: a promise, the refinement, or that nothing throws. */
export function judgeNamed(promise: string): Pick<Promised, 'kind' | 'claim'> | undefined {
  const judges = [...everyJudge.always, ...everyJudge.eventually, threw];
  return judges.find(({ id }) => id === promise);
}

export function renderFailure({ broken, scenario, trace }: FailureBlock): string {
  const { actions, start, topology } = scenario;
  const judge = judgeNamed(broken.promise);
  const unaware = topology.unaware.length > 0 ? `, ${topology.unaware.join()} unaware` : '';
  const width = String(actions.length).length;
  const atRest =
    broken.after > actions.length || judge?.kind === 'eventually'
      ? ['  then the faults stop and the cluster is drained']
      : [];
  return [
    `BROKEN  ${broken.promise}  ${judge?.claim ?? ''}`,
    `because ${broken.witness}`,
    `start   ${start} (${counted(topology.profiles.length, 'stack')}${unaware})`,
    ...actions.map(
      (action, at) => `  ${String(at + 1).padStart(width)}. ${describeAction(action)}`,
    ),
    ...atRest,
    ...('problem' in trace
      ? [`trace   is not kept: ${trace.problem}`]
      : [`trace   ${trace.file}`, `replay  ${trace.replay}`, `picture ${trace.show}`]),
  ].join('\n');
}
