/**
 * One block that says everything about a broken promise: what, who, how, and how to see it again.
 */
import type { Broken, Scenario } from '../harness/run.ts';
import { describeAction } from '../harness/describe.ts';
import { everyJudge } from '../invariants/judges.ts';

export interface FailureBlock {
  readonly broken: Broken;
  readonly scenario: Scenario;
  readonly file: string;
  readonly command: string;
}

export function renderFailure({ broken, scenario, file, command }: FailureBlock): string {
  const { actions, start, topology } = scenario;
  const judges = [...everyJudge.always, ...everyJudge.eventually];
  const judge = judges.find(({ id }) => id === broken.promise);
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
