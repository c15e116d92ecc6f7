/**
 * The committed counterexamples of the mutants, and what is known about their lengths: reading and renewing.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SysplexStepper } from '../impl/sysplex.types.ts';
import { judgesFor, refinementOnly } from '../properties/invariants/judges.ts';
import { replay, type Scenario } from '../properties/harness/run.ts';
import { clusterOf } from '../properties/mutants/all.ts';
import type { Kill } from '../properties/mutants/hunt.ts';
import { isProved, readKnown, writeKnown, type Known } from '../properties/mutants/known.ts';
import type { Mutant } from '../properties/mutants/mutant.types.ts';
import { shortest, type Shortest } from '../properties/mutants/shortest.ts';
import { readTrace, scenarioOf, traceOf, writeTrace } from './files.ts';
import type { Trace } from './format.ts';

function traceFile({ name }: Mutant): string {
  return join(import.meta.dirname, 'corpus', `${name}.trace.json`);
}

/** The committed counterexample of a mutant; null when there is none. */
export function committedScenario(mutant: Mutant): Scenario | null {
  const file = traceFile(mutant);
  return existsSync(file) ? scenarioOf(readTrace(file)) : null;
}

/** Has the search for the shortest counterexample of its mutant shown that none is shorter than this trace? */
export function isShortest({ mutant, promise, actions }: Trace): boolean {
  const known = readKnown()[mutant ?? ''];
  if (known?.promise !== promise || known.shortest !== actions.length) return false;
  return isProved(known);
}

/** A rare mutant is killed by its committed trace, by a promise or by the refinement alone: chance would take too long. */
export function killByTrace(mutant: Mutant, scope: string): Kill | null {
  const scenario = committedScenario(mutant);
  if (scenario === null) return null;
  const judges = judgesFor(mutant.killedBy[0] ?? '');
  const { broken, executed } = replay(clusterOf(mutant), scenario, judges);
  if (broken === null) return null;
  const whole = { ...scenario, actions: executed };
  return { broken, scenario: whole, seed: 0, path: '', scope, runsUntilFound: null };
}

/** The search judges by the promises on the cluster; the refinement is none of them. */
function searched(step: SysplexStepper, { scenario, broken }: Kill, states: number): Shortest {
  const { promise } = broken;
  if (judgesFor(promise) === refinementOnly) return { scenario, exhausted: 0, states: 0 };
  return shortest(step, scenario, promise, states);
}

/** Looks for the shortest counterexample, and keeps its trace and what was found out about it. */
export function renew(mutant: Mutant, kill: Kill, states: number): Known {
  const { name, takesAway } = mutant;
  const { promise } = kill.broken;
  const step = clusterOf(mutant);
  const search = searched(step, kill, states);
  const { broken } = replay(step, search.scenario, judgesFor(promise));
  const title = `${name}: without "${takesAway}"`;
  const best = { ...kill, scenario: search.scenario, broken: broken ?? kill.broken, shrinks: 0 };
  const all = readKnown();
  const before = all[name];
  // A rare one was shrunk when it was found: its trace may have become shorter since.
  const shrunk = mutant.isRare === true ? (before?.shrunk ?? null) : null;
  const known: Known = {
    scope: kill.scope,
    promise,
    shrunk: shrunk ?? kill.scenario.actions.length,
    shortest: search.scenario.actions.length,
    exhausted: search.exhausted,
    states: search.states,
  };
  writeTrace(traceFile(mutant), traceOf(best, title, name, isProved(known)));
  writeKnown({ ...all, [name]: known });
  return known;
}
