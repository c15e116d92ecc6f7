/**
 * The last mile of shrinking: a failing list from which no action, and no two, can be left out.
 *
 * fast-check's shrinking walks down from the failing run; this polishes what it leaves, by single
 * actions until nothing changes, then by pairs, as takeovers consist of matching messages.
 */
import type { Action } from '../../impl/actions.types.ts';
import type { SysplexStepper } from '../../impl/sysplex.types.ts';
import { promisesOnly, type Judges } from '../invariants/judges.ts';
import { replay, type Outcome, type Scenario } from './run.ts';

export interface Minimal {
  readonly scenario: Scenario;
  readonly outcome: Outcome;
}

/** Pairs cost the square of the length; longer lists are left to single actions. */
const MOST_FOR_PAIRS = 60;

export function minimise(
  step: SysplexStepper,
  scenario: Scenario,
  promise: string,
  judges: Judges = promisesOnly,
): Minimal {
  const attempt = attempter(step, promise, judges);
  const first = attempt(scenario);
  if (first === null) throw new Error(`promise ${promise} does not break on the given list`);
  let best = first;
  for (;;) {
    const shorter: Minimal | null = shorten(attempt, best, 1) ?? shorten(attempt, best, 2);
    if (shorter === null) return best;
    best = shorter;
  }
}

type Attempt = (scenario: Scenario) => Minimal | null;

function attempter(step: SysplexStepper, promise: string, judges: Judges): Attempt {
  return (scenario) => {
    const outcome = replay(step, scenario, judges);
    if (outcome.broken?.promise !== promise) return null;
    return { scenario: { ...scenario, actions: outcome.executed }, outcome };
  };
}

/** The first shorter failing list, leaving out `many` actions at any places. */
function shorten(attempt: Attempt, { scenario }: Minimal, many: 1 | 2): Minimal | null {
  const { actions } = scenario;
  if (many === 2 && actions.length > MOST_FOR_PAIRS) return null;
  for (let one = actions.length - 1; one >= 0; one -= 1) {
    const lowest = many === 1 ? one : 0;
    for (let other = lowest; other <= one; other += 1) {
      const fewer: readonly Action[] = actions.filter((_, at) => at !== one && at !== other);
      const found = attempt({ ...scenario, actions: fewer });
      if (found !== null && found.scenario.actions.length < actions.length) return found;
    }
  }
  return null;
}
