/**
 * The matrix of promises and mutants: the same number of interleavings of every mutant, all promises judged in
 * each, also after another one has broken. Which promise is first is no matter here.
 */
import * as fc from 'fast-check';
import type { AlwaysPromise, EventuallyPromise } from '../invariants/promise.types.ts';
import { judgesAlone, type Judges } from '../invariants/judges.ts';
import { always, eventually, promises } from '../invariants/promises.ts';
import { minimise } from '../harness/minimise.ts';
import { replay, type Scenario } from '../harness/run.ts';
import { InterleavingArbitrary } from '../harness/scenario-arbitrary.ts';
import { clusterOf } from './all.ts';
import type { Mutant } from './mutant.types.ts';
import type { Scope } from './scopes.ts';

export interface Cell {
  /** In how many of the interleavings the promise broke. */
  readonly runs: number;
  /** Actions of a shrunk counterexample to this very promise; null when it never broke. */
  readonly length: number | null;
  /** Does it break in the committed counterexample as well? */
  readonly inTrace: boolean;
}

export type MatrixRow = Readonly<Record<string, Cell>>;

/** Notes what breaks, and tells the run that nothing has: so it goes on. */
interface Notes {
  /** Per promise, the number of steps that had been judged when it broke first. */
  readonly broken: Map<string, number>;
  steps: number;
}

function noting(notes: Notes): Judges {
  const note = (id: string, found: string | null): null => {
    if (found !== null && !notes.broken.has(id)) notes.broken.set(id, notes.steps);
    return null;
  };
  const counter: AlwaysPromise = {
    kind: 'always',
    id: 'steps',
    claim: 'Counts, and judges nothing.',
    cites: [],
    witness: () => {
      notes.steps += 1;
      return null;
    },
  };
  const judged = always.map((promise): AlwaysPromise => ({
    ...promise,
    witness: (seen, checked) => note(promise.id, promise.witness(seen, checked)),
  }));
  const last = eventually.map((promise): EventuallyPromise => ({
    ...promise,
    witness: (quiet, checked) => note(promise.id, promise.witness(quiet, checked)),
  }));
  return { always: [counter, ...judged], eventually: last };
}

/** Every promise that breaks in one list of actions, with the number of steps until then. */
function brokenIn(mutant: Mutant, scenario: Scenario): ReadonlyMap<string, number> {
  const notes: Notes = { broken: new Map(), steps: 0 };
  replay(clusterOf(mutant), scenario, noting(notes));
  return notes.broken;
}

/** Nobody judges, so that every interleaving is drawn to its end. */
const nobody: Judges = { always: [], eventually: [] };

function interleavings(mutant: Mutant, { topologies }: Scope, runs: number): readonly Scenario[] {
  const arbitrary = new InterleavingArbitrary(clusterOf(mutant), {
    topologies,
    shortest: 60,
    connections: null,
    judges: nobody,
    ...(mutant.extras === undefined ? {} : { extras: mutant.extras }),
  });
  return fc.sample(arbitrary, { numRuns: runs, seed: 1 }).map(({ scenario }) => scenario);
}

/** Judges a mutant in so many interleavings of a scope, and in its committed counterexample. */
export function matrixRow(
  mutant: Mutant,
  scope: Scope,
  { runs, trace }: { readonly runs: number; readonly trace: Scenario | null },
): MatrixRow {
  const counts = new Map<string, number>();
  const shortest = new Map<string, Scenario>();
  for (const scenario of interleavings(mutant, scope, runs)) {
    for (const [id, steps] of brokenIn(mutant, scenario)) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
      const actions = scenario.actions.slice(0, steps);
      const best = shortest.get(id)?.actions.length ?? Number.POSITIVE_INFINITY;
      if (actions.length < best) shortest.set(id, { ...scenario, actions });
    }
  }
  const traced = trace === null ? new Map<string, number>() : brokenIn(mutant, trace);
  return Object.fromEntries(
    promises.map(({ id }) => {
      const scenario = shortest.get(id);
      const length = scenario === undefined ? null : shrunkLength(mutant, scenario, id);
      return [id, { runs: counts.get(id) ?? 0, length, inTrace: traced.has(id) }];
    }),
  );
}

/** Shrinks for one promise alone, whatever breaks besides: by halves, quarters, …, then action by action. */
function shrunkLength(mutant: Mutant, scenario: Scenario, promise: string): number {
  const step = clusterOf(mutant);
  const judges = judgesAlone(promise);
  let { actions } = scenario;
  for (let size = Math.ceil(actions.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < actions.length;) {
      const fewer = [...actions.slice(0, at), ...actions.slice(at + size)];
      const { broken, executed } = replay(step, { ...scenario, actions: fewer }, judges);
      if (broken === null) at += size;
      else actions = executed;
    }
  }
  return minimise(step, { ...scenario, actions }, promise, judges).scenario.actions.length;
}
