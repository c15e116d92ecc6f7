/**
 * The matrix of promises and mutants: the same interleavings of every mutant, all promises and the refinement judged
 * in each, also after another one has broken. Which is first is no matter here.
 *
 * A mutant that breaks no promise in them gets as many again, and again, up to a limit: a row that says nothing
 * would hide whether chance finds the mutant late or not at all. Each row says of how many it tells.
 */
import * as fc from 'fast-check';
import type { AlwaysPromise, EventuallyPromise } from '../invariants/promise.types.ts';
import { everyJudge, judgesAlone, refinementOnly, type Judges } from '../invariants/judges.ts';
import { promises } from '../invariants/promises.ts';
import { refinesTheModel } from '../refinement/check.ts';
import { minimise } from '../harness/minimise.ts';
import { replay, type Scenario } from '../harness/run.ts';
import { InterleavingArbitrary } from '../harness/scenario-arbitrary.ts';
import { clusterOf } from './all.ts';
import type { Mutant } from './mutant.types.ts';
import type { Scope } from './scopes.ts';

/** The refinement stands beside the promises like one of them. */
export const REFINEMENT = refinesTheModel.id;

/** Who judges, in the order of the columns: the promises, then the refinement. */
export const judging: readonly string[] = [...promises.map(({ id }) => id), REFINEMENT];

export interface Cell {
  /** In how many of the interleavings it broke, however often in each. */
  readonly runs: number;
  /** Actions of a shrunk counterexample to this very promise; null when it never broke. */
  readonly length: number | null;
  /** Does it break in the committed counterexample as well? */
  readonly inTrace: boolean;
}

export interface MatrixRow {
  /** How many interleavings the row tells of. */
  readonly of: number;
  /** By promise, and the refinement by `REF`. */
  readonly cells: Readonly<Record<string, Cell>>;
}

export interface Effort {
  /** Interleavings at a time, … */
  readonly runs: number;
  /** … again while no promise has broken, up to so many. */
  readonly limit: number;
  /** The committed counterexample. */
  readonly trace: Scenario | null;
}

/** Notes what breaks, and tells the run that nothing has: so it goes on. */
interface Notes {
  /** Per promise, the number of steps that had been judged when it broke first. */
  readonly broken: Map<string, number>;
  steps: number;
}

/**
 * Each judge is asked until its first break in a run. The refinement takes every step from where the stacks stand,
 * and not from where the model would: a step that was right is no break after one that was wrong. So what
 * follows a break tells nothing of its own, and a run counts once.
 */
function noting(notes: Notes): Judges {
  const note = (id: string, judge: () => string | null): null => {
    if (!notes.broken.has(id) && judge() !== null) notes.broken.set(id, notes.steps);
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
  const judged = everyJudge.always.map((promise): AlwaysPromise => ({
    ...promise,
    witness: (seen, checked) => note(promise.id, () => promise.witness(seen, checked)),
  }));
  const last = everyJudge.eventually.map((promise): EventuallyPromise => ({
    ...promise,
    witness: (quiet, checked) => note(promise.id, () => promise.witness(quiet, checked)),
    symptom: (waiting) => note(promise.id, () => promise.symptom?.(waiting) ?? null),
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

/** So many interleavings after the first `from`: the ones that a campaign with this seed draws. */
function interleavings(
  mutant: Mutant,
  { topologies }: Scope,
  { from, runs }: { readonly from: number; readonly runs: number },
): readonly Scenario[] {
  const arbitrary = new InterleavingArbitrary(clusterOf(mutant), {
    topologies,
    shortest: 60,
    connections: null,
    judges: nobody,
    ...(mutant.extras === undefined ? {} : { extras: mutant.extras }),
  });
  const drawn = fc.sample(arbitrary, { numRuns: runs, seed: 1, path: String(from) });
  return drawn.map(({ scenario }) => scenario);
}

/** What broke in the interleavings so far. */
interface Found {
  of: number;
  readonly counts: Map<string, number>;
  /** Per promise, the shortest list of actions that breaks it. */
  readonly shortest: Map<string, Scenario>;
}

function judgeMore(found: Found, mutant: Mutant, scope: Scope, runs: number): void {
  const { counts, shortest } = found;
  for (const scenario of interleavings(mutant, scope, { from: found.of, runs })) {
    for (const [id, steps] of brokenIn(mutant, scenario)) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
      const actions = scenario.actions.slice(0, steps);
      const best = shortest.get(id)?.actions.length ?? Number.POSITIVE_INFINITY;
      if (actions.length < best) shortest.set(id, { ...scenario, actions });
    }
  }
  found.of += runs;
}

/**
 * Judges a mutant in the interleavings of a scope, and in its committed counterexample. Only a promise ends the
 * search for more: the refinement notices most mutants long before a promise does.
 */
export function matrixRow(mutant: Mutant, scope: Scope, { runs, limit, trace }: Effort): MatrixRow {
  const found: Found = { of: 0, counts: new Map(), shortest: new Map() };
  const isFound = (): boolean => promises.some(({ id }) => found.counts.has(id));
  do judgeMore(found, mutant, scope, Math.min(runs, limit - found.of));
  while (!isFound() && found.of < limit);
  const traced = trace === null ? new Map<string, number>() : brokenIn(mutant, trace);
  const cells = judging.map((id): [string, Cell] => {
    const scenario = found.shortest.get(id);
    const length = scenario === undefined ? null : shrunkLength(mutant, scenario, id);
    return [id, { runs: found.counts.get(id) ?? 0, length, inTrace: traced.has(id) }];
  });
  return { of: found.of, cells: Object.fromEntries(cells) };
}

/** Shrinks for one promise alone, whatever breaks besides: by halves, quarters, …, then action by action. */
function shrunkLength(mutant: Mutant, scenario: Scenario, promise: string): number {
  const step = clusterOf(mutant);
  const judges = promise === REFINEMENT ? refinementOnly : judgesAlone(promise);
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
