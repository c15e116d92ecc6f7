/**
 * One interleaving: actions from a list or from a generator, every promise judged at every step.
 *
 * A list replays with its disabled actions left out, so that a shrunk list still means something. At
 * the end the faults stop, the cluster is drained, live connections are probed, and the *eventually*
 * promises are judged. A step that throws breaks the run like a promise (thrown.ts).
 */
import type { Action } from '../../impl/actions.types.ts';
import { initialSysplex } from '../../impl/sysplex.ts';
import type { Sysplex, SysplexStepper, Topology } from '../../impl/sysplex.types.ts';
import { landmarksOf, type Step } from '../invariants/landmark-steps.ts';
import { emptyLedger, record, type Ledger } from '../invariants/ledger.ts';
import { promisesOnly, type Judges } from '../invariants/judges.ts';
import type { Quiet } from '../invariants/promise.types.ts';
import { stuckAtRest } from '../invariants/stuck.ts';
import { drain } from './drain.ts';
import { nextBytes, newConnections, outgoingConnections, type Trying } from './probes.ts';
import { startState, type Start } from './start.ts';
import { threw, witnessOfThrow } from './thrown.ts';

export interface Scenario {
  readonly topology: Topology;
  readonly start: Start;
  readonly actions: readonly Action[];
}

export interface Broken {
  readonly promise: string;
  readonly witness: string;
  /** The number of actions after which it was seen; the drain counts as none. */
  readonly after: number;
}

export interface Outcome {
  readonly broken: Broken | null;
  /** The actions that were enabled, in order. */
  readonly executed: readonly Action[];
  /** With the drain and the probes. */
  readonly steps: number;
  /** How often a block or requirement was executed. */
  readonly reached: ReadonlyMap<string, number>;
  /** How many things each promise judged. */
  readonly checked: ReadonlyMap<string, number>;
  readonly landmarks: ReadonlySet<string>;
}

/** `recorded`: an action of the list; then the drain, the probes of live connections, the new connections. */
export type Phase = 'recorded' | 'drain' | 'probe' | 'connect';

/** Sees every step that is taken, with the part of the run it belongs to. */
export type Watch = (step: Step, phase: Phase) => void;

/** Says what happens next in a state; null ends the interleaving. */
export type NextAction = (state: Sysplex) => Action | null;

interface Run {
  readonly step: SysplexStepper;
  readonly judges: Judges;
  readonly watch: Watch | null;
  phase: Phase;
  /** False at the end: what the harness does in every run is judged, and counts for nothing. */
  isCounted: boolean;
  state: Sysplex;
  ledger: Ledger;
  steps: number;
  broken: Broken | null;
  readonly executed: Action[];
  readonly reached: Map<string, number>;
  readonly checked: Map<string, number>;
  readonly landmarks: Set<string>;
}

function count(tally: Map<string, number>, name: string): void {
  tally.set(name, (tally.get(name) ?? 0) + 1);
}

/** Runs what `next` says from a start, until it says null or a promise breaks. */
export function interleave(
  step: SysplexStepper,
  topology: Topology,
  start: Start,
  next: NextAction,
  judges: Judges = promisesOnly,
  watch: Watch | null = null,
): Outcome {
  const run: Run = {
    step,
    judges,
    watch,
    phase: 'recorded',
    isCounted: true,
    state: initialSysplex(topology),
    ledger: emptyLedger,
    steps: 0,
    broken: null,
    executed: [],
    reached: new Map(),
    checked: new Map(),
    landmarks: new Set(),
  };
  try {
    run.state = startState(step, topology, start);
  } catch (problem) {
    breakOff(run, problem, 0);
    return run;
  }
  for (let action = next(run.state); action !== null; action = next(run.state)) {
    if (observe(run, action)) run.executed.push(action);
    if (run.broken !== null) return run;
  }
  try {
    conclude(run);
  } catch (problem) {
    breakOff(run, problem, run.executed.length + 1);
  }
  return run;
}

/** What was thrown breaks the run, after so many actions. */
function breakOff(run: Run, problem: unknown, after: number): void {
  run.broken ??= { promise: threw.id, witness: witnessOfThrow(problem), after };
}

/** Replays a list; what is not enabled is left out. */
export function replay(
  step: SysplexStepper,
  { topology, start, actions }: Scenario,
  judges: Judges = promisesOnly,
  watch: Watch | null = null,
): Outcome {
  let at = 0;
  return interleave(step, topology, start, () => actions[at++] ?? null, judges, watch);
}

/** One step with all its judges; false when the action was not enabled. One that throws has begun, so it was. */
function observe(run: Run, action: Action): boolean {
  const { state: before, steps } = run;
  try {
    const result = run.step(before, action);
    if (result === null) return false;
    take(run, { before, action, happenings: result.happenings, after: result.state });
  } catch (problem) {
    breakOff(run, problem, run.executed.length + 1);
    // Whoever watches sees what could not be computed as a step that did nothing.
    if (run.steps === steps)
      run.watch?.({ before, action, happenings: [], after: before }, run.phase);
  }
  return true;
}

/** A step that was taken is counted, shown and judged. */
function take(run: Run, step: Step): void {
  const { before, action, happenings, after } = step;
  run.state = after;
  run.steps += 1;
  run.ledger = record(run.ledger, step);
  note(run, step);
  run.watch?.(step, run.phase);
  const seen = { step: run.step, before, action, happenings, after, ledger: run.ledger };
  for (const { id, witness } of run.judges.always) {
    const found = witness(seen, () => {
      if (run.isCounted) count(run.checked, id);
    });
    if (found === null) continue;
    run.broken = { promise: id, witness: found, after: run.executed.length + 1 };
    break;
  }
}

function note(run: Run, step: Step): void {
  if (!run.isCounted) return;
  for (const { output } of step.happenings) {
    if (output.type === 'Reached') count(run.reached, output.id);
    else if (output.type === 'Ignore') count(run.reached, `ignored ${output.reason}`);
  }
  for (const landmark of landmarksOf(step)) run.landmarks.add(landmark);
}

/** The faults stop: drain under the eyes of all judges, probe, and judge what must hold at rest. */
function conclude(run: Run): void {
  const watched: SysplexStepper = (state, action) => {
    run.state = state;
    return run.broken === null && observe(run, action)
      ? { state: run.state, happenings: [] }
      : null;
  };
  run.phase = 'drain';
  const rest = drain(watched, run.state);
  run.state = rest.state;
  if (run.broken !== null) return;

  const stuck = rest.isQuiet ? stuckAtRest(rest.state) : [];
  const unreachable = probe(run, watched);
  const { step, state, ledger } = run;
  const keeps = judgeAtRest(run, { step, state, isQuiet: rest.isQuiet, unreachable, ledger });
  if (keeps) judgeWaiting(run, [...stuck, ...opened(run, watched)]);
}

/** False when a promise breaks. */
function judgeAtRest(run: Run, quiet: Quiet): boolean {
  for (const { id, witness } of run.judges.eventually) {
    const found = witness(quiet, () => {
      count(run.checked, id);
    });
    if (found === null) continue;
    run.broken ??= { promise: id, witness: found, after: run.executed.length };
  }
  return run.broken === null;
}

/** Who waits in vain is told where nothing else breaks: a wrong owner or table has that effect, too. */
function judgeWaiting(run: Run, waiting: readonly string[]): void {
  for (const { id, symptom } of run.judges.eventually) {
    const found = symptom?.(waiting) ?? null;
    if (found === null) continue;
    run.broken ??= { promise: id, witness: found, after: run.executed.length };
  }
}

/** Takes what is enabled of some actions, and lets the cluster come to rest. */
function tryOut(run: Run, watched: SysplexStepper, actions: readonly Action[]): Sysplex {
  for (const action of actions) run.state = watched(run.state, action)?.state ?? run.state;
  run.state = drain(watched, run.state).state;
  return run.state;
}

/** What clients try at rest in vain. */
function probe(run: Run, watched: SysplexStepper): readonly string[] {
  const trying: Trying = (actions) => tryOut(run, watched, actions);
  run.phase = 'probe';
  const data = nextBytes(run.state, trying);
  run.phase = 'connect';
  return [...data, ...newConnections(run.state, trying)];
}

/** What stacks try in vain; no landmark and no requirement is reached by what every run tries. */
function opened(run: Run, watched: SysplexStepper): readonly string[] {
  run.isCounted = false;
  return outgoingConnections(run.state, (actions) => tryOut(run, watched, actions));
}
