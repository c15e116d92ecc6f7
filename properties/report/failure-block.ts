/**
 * One block that says everything about a broken promise: what, who, how, and how to see it again.
 */
import type { Broken, Scenario } from '../harness/run.ts';
import { describeAction } from '../harness/describe.ts';
import { promises } from '../invariants/promises.ts';

export interface FailureBlock {
  readonly broken: Broken;
  readonly scenario: Scenario;
  readonly file: string;
  readonly command: string;
}

export function renderFailure({ broken, scenario, file, command }: FailureBlock): string {
  const { actions, start, topology } = scenario;
  const claim = promises.find(({ id }) => id === broken.promise)?.claim ?? '';
  const unaware = topology.unaware.length > 0 ? `, ${topology.unaware.join()} unaware` : '';
  const width = String(actions.length).length;
  const atRest =
    broken.after > actions.length ||
    promises.find(({ id }) => id === broken.promise)?.kind === 'eventually'
      ? ['  then the faults stop and the cluster is drained']
      : [];
  return [
    `BROKEN  ${broken.promise}  ${claim}`,
    `because ${broken.witness}`,
    `start   ${start} (${topology.profiles.length} stacks${unaware})`,
    ...actions.map(
      (action, at) => `  ${String(at + 1).padStart(width)}. ${describeAction(action)}`,
    ),
    ...atRest,
    `trace   ${file}`,
    `replay  ${command}`,
  ].join('\n');
}
