/**
 * A recorded trace made smaller: fewer actions, a smaller sysplex, and where the search got through, the proof that no
 * shorter list of actions does it.
 */
import type { SysplexStepper } from '../impl/sysplex.types.ts';
import { minimise } from '../properties/harness/minimise.ts';
import { replay, type Scenario } from '../properties/harness/run.ts';
import { threw } from '../properties/harness/thrown.ts';
import type { Judges } from '../properties/invariants/judges.ts';
import { shortest } from '../properties/mutants/shortest.ts';
import { scenarioOf, traceOf } from './files.ts';
import type { Trace } from './format.ts';
import { flawsOfReferences } from './references.ts';
import { slim } from './slim.ts';

export interface Shrunk {
  readonly trace: Trace;
  /** Every list of up to so many actions was tried; null when the search does not know the promise. */
  readonly exhausted: number | null;
}

/**
 * The smallest trace found that breaks the same promise; null when the trace does not break it.
 *
 * `states` bounds the search for the shortest list; 0 leaves it out.
 */
export function shrink(
  trace: Trace,
  step: SysplexStepper,
  judges: Judges,
  states: number,
): Shrunk | null {
  const { promise } = trace;
  const outcomeOf = (scenario: Scenario) => replay(step, scenario, judges);
  if (outcomeOf(scenarioOf(trace)).broken?.promise !== promise) return null;
  const fewest = minimise(step, scenarioOf(trace), promise, judges).scenario;
  const small = slim(fewest, (candidate) => {
    const { topology, actions } = candidate;
    const length = { ...trace.length, actions: actions.length };
    const asTrace = { ...trace, ...structuredClone({ topology, actions }), length } as Trace;
    if (flawsOfReferences(asTrace).length > 0) return false;
    const { broken, executed } = outcomeOf(candidate);
    return broken?.promise === promise && executed.length === actions.length;
  });
  // The search judges by the promises on the cluster: neither the refinement nor an exception is one of them.
  const isPromise = promise !== 'REF' && promise !== threw.id;
  const search = !isPromise || states === 0 ? null : shortest(step, small, promise, states);
  const scenario = search?.scenario ?? small;
  const { broken } = outcomeOf(scenario);
  if (broken === null) throw new Error(`${promise} no longer breaks on what breaks it`);
  const { seed, path, title, mutant } = trace;
  const isProved = search !== null && search.exhausted >= scenario.actions.length - 1;
  const failure = { broken, scenario, seed: 0, path: '', shrinks: 0 };
  const shrunk = traceOf(failure, title, mutant, isProved);
  return { trace: { ...shrunk, seed, path }, exhausted: search?.exhausted ?? null };
}
