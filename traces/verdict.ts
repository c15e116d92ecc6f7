/**
 * What an old trace says of the code as it is now: it still fails, it is fixed, or it does not apply any more.
 *
 * A trace is a list of actions. After a change of the protocol one of them may not be enabled where it was recorded:
 * then the rest tells little, and the verdict names the first such step and what stands in its way.
 */
import type { SysplexStepper } from '../impl/sysplex.types.ts';
import { describeAction } from '../properties/harness/describe.ts';
import { interleave, type Broken, type Outcome } from '../properties/harness/run.ts';
import { isEnabled } from '../properties/harness/thrown.ts';
import { whyDisabled } from '../properties/harness/why-disabled.ts';
import type { Judges } from '../properties/invariants/judges.ts';
import { counted } from '../properties/report/tables.ts';
import { scenarioOf } from './files.ts';
import type { Trace } from './format.ts';

/** An action that was not enabled where it was recorded. */
interface Obstacle {
  /** The number of the action in the trace, from 1 on. */
  readonly step: number;
  readonly action: string;
  readonly reason: string;
}

export type Verdict =
  | { readonly kind: 'still fails'; readonly broken: Broken; readonly first: Obstacle | null }
  | { readonly kind: 'fails otherwise'; readonly broken: Broken; readonly first: Obstacle | null }
  | { readonly kind: 'fixed' }
  | { readonly kind: 'not applicable'; readonly first: Obstacle };

export interface Judged {
  readonly verdict: Verdict;
  readonly outcome: Outcome;
}

/** Replays a trace, what is not enabled left out, and says what it has come to. */
export function judge(trace: Trace, step: SysplexStepper, judges: Judges): Judged {
  const { topology, start, actions } = scenarioOf(trace);
  const obstacles: Obstacle[] = [];
  let at = 0;
  const outcome = interleave(
    step,
    topology,
    start,
    (state) => {
      const action = actions[at++] ?? null;
      if (action !== null && obstacles.length === 0 && !isEnabled(step, state, action)) {
        const reason = whyDisabled(state, action);
        obstacles.push({ step: at, action: describeAction(action), reason });
      }
      return action;
    },
    judges,
  );
  return { verdict: verdictOf(trace, outcome.broken, obstacles[0] ?? null), outcome };
}

function verdictOf(trace: Trace, broken: Broken | null, first: Obstacle | null): Verdict {
  if (broken !== null) {
    const kind = broken.promise === trace.promise ? 'still fails' : 'fails otherwise';
    return { kind, broken, first };
  }
  return first === null ? { kind: 'fixed' } : { kind: 'not applicable', first };
}

/**
 * The verdict in one line, for people. `asked`: the one promise that judged, if there was only one; of what the trace was
 * recorded for nothing is said then, unless it is that promise.
 */
export function renderVerdict(
  verdict: Verdict,
  { promise }: Trace,
  asked: string | null = null,
): string {
  const wanted = asked ?? promise;
  switch (verdict.kind) {
    case 'fixed': {
      const found = `every action is enabled, and ${wanted} holds`;
      return wanted === promise ? `fixed: ${found}` : found;
    }
    case 'not applicable': {
      const which = asked ?? 'every promise';
      return `not applicable from step ${stepOf(verdict.first)}; ${which} holds in the rest`;
    }
    case 'still fails':
    case 'fails otherwise': {
      const { broken, first } = verdict;
      if (broken.promise === promise) return `still fails: ${promise}${aside(first)}`;
      if (broken.promise === asked) return `${asked} breaks${aside(first)}`;
      return `fails otherwise: ${broken.promise} instead of ${wanted}${aside(first)}`;
    }
  }
}

/** What held in a run that broke nothing, no more than was judged. */
export function heldSentence(judges: Judges, steps: number): string {
  const many = counted(steps, 'step');
  const alone = judgedAlone(judges);
  if (alone === null) return `Every promise held in ${many}.`;
  return `${alone} held in ${many}; nothing else was judged.`;
}

/** The one promise, or the refinement, that judges; null when there are several. */
export function judgedAlone({ always, eventually }: Judges): string | null {
  const ids = new Set([...always, ...eventually].map(({ id }) => id));
  const [only = null] = ids;
  return ids.size === 1 ? only : null;
}

function stepOf({ step, action, reason }: Obstacle): string {
  return `${step} on: "${action}" is not enabled, because ${reason}`;
}

function aside(first: Obstacle | null): string {
  return first === null ? '' : `, though not as recorded from step ${stepOf(first)}`;
}
