/**
 * The committed counterexamples of the mutants, and what is known about their lengths: reading and renewing.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { replay, type Scenario } from '../properties/harness/run.ts';
import { clusterOf } from '../properties/mutants/all.ts';
import type { Kill } from '../properties/mutants/hunt.ts';
import { isProved, readKnown, writeKnown, type Known } from '../properties/mutants/known.ts';
import type { Mutant } from '../properties/mutants/mutant.types.ts';
import { shortest } from '../properties/mutants/shortest.ts';
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

/** A rare mutant is killed by its committed trace: chance would take too long. */
export function killByTrace(mutant: Mutant, scope: string): Kill | null {
  const scenario = committedScenario(mutant);
  if (scenario === null) return null;
  const { broken, executed } = replay(clusterOf(mutant), scenario);
  if (broken === null) return null;
  const whole = { ...scenario, actions: executed };
  return { broken, scenario: whole, seed: 0, path: '', scope, runsUntilFound: null };
}

/** Looks for the shortest counterexample, and keeps its trace and what was found out about it. */
export function renew(mutant: Mutant, kill: Kill, states: number): Known {
  const { name, takesAway } = mutant;
  const { promise } = kill.broken;
  const step = clusterOf(mutant);
  const search = shortest(step, kill.scenario, promise, states);
  const { broken } = replay(step, search.scenario);
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
