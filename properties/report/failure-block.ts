/**
 * One block that says everything about a broken promise: what, who, how, and how to see it again.
 */
import type { Broken, Scenario } from '../harness/run.ts';
import { describeAction } from '../harness/describe.ts';
import { threw } from '../harness/thrown.ts';
import { everyJudge } from '../invariants/judges.ts';
import type { Promised } from '../invariants/promise.types.ts';

export interface FailureBlock {
  readonly broken: Broken;
  readonly scenario: Scenario;
  readonly file: string;
  readonly command: string;
}

/** What breaks under that id: a promise, the refinement, or that nothing throws. */
export function judgeNamed(promise: string): Pick<Promised, 'kind' | 'claim'> | undefined {
  const judges = [...everyJudge.always, ...everyJudge.eventually, threw];
  return judges.find(({ id }) => id === promise);
}

export function renderFailure({ broken, scenario, file, command }: FailureBlock): string {
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
    `start   ${start} (${topology.profiles.length} stacks${unaware})`,
    ...actions.map(
      (action, at) => `  ${String(at + 1).padStart(width)}. ${describeAction(action)}`,
    ),
    ...atRest,
    `trace   ${file}`,
    `replay  ${command}`,
    `picture npx dvipa show ${file}`,
  ].join('\n');
}
