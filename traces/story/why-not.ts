/**
 * Why not: when an action of a story could not happen, what stood in its way, and which step had made it so.
 *
 * Asked of every action that the story contains, at every state of it. Actions are tried on the cluster itself, so what a
 * mutant allows is allowed here.
 */
import type { SysplexStepper } from '../../impl/sysplex.types.ts';
import { describeAction } from '../../properties/harness/describe.ts';
import { isEnabled } from '../../properties/harness/thrown.ts';
import { whyDisabled } from '../../properties/harness/why-disabled.ts';
import type { Story } from './story.ts';

/** A run of states, by the number of the step that leads to each, in which an action was not enabled. */
export interface Obstacle {
  readonly from: number;
  readonly to: number;
  readonly reason: string;
  /** The step after which it was so; null when it had been so from the start. */
  readonly since: number | null;
}

export interface WhyNot {
  readonly action: string;
  readonly obstacles: readonly Obstacle[];
}

/** In the order in which the actions first happened. */
export function whyNots({ start, moments }: Story, step: SysplexStepper): readonly WhyNot[] {
  const states = [start, ...moments.map(({ after }) => after)];
  const actions = new Map(moments.map(({ action }) => [describeAction(action), action]));
  return [...actions].map(([action, asked]) => {
    const reasons = states.map((state) =>
      isEnabled(step, state, asked) ? null : whyDisabled(state, asked),
    );
    return { action, obstacles: runsOf(reasons) };
  });
}

function runsOf(reasons: readonly (string | null)[]): readonly Obstacle[] {
  const runs: Obstacle[] = [];
  for (const [at, reason] of reasons.entries()) {
    if (reason === null) continue;
    const open = runs.at(-1);
    if (open?.to === at - 1 && open.reason === reason) runs[runs.length - 1] = { ...open, to: at };
    else runs.push({ from: at, to: at, reason, since: at === 0 ? null : at });
  }
  return runs;
}
