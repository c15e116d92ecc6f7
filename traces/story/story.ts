/**
 * A trace run again and told: every step with the states around it, what happened, and what broke.
 *
 * Pictures, exports and questions about a trace all read this; none of them runs the cluster itself.
 */
import type { Action } from '../../impl/actions.types.ts';
import { initialSysplex } from '../../impl/sysplex.ts';
import type { Happening, Sysplex, SysplexStepper } from '../../impl/sysplex.types.ts';
import { clusterNamed } from '../../properties/assumptions/all.ts';
import { replay, type Broken, type Phase, type Scenario } from '../../properties/harness/run.ts';
import { startState } from '../../properties/harness/start.ts';
import { everyJudge, judgesFor, type Judges } from '../../properties/invariants/judges.ts';
import { scenarioOf, TraceProblem } from '../files.ts';
import type { Trace } from '../format.ts';

/** One step of a story. States share whatever a step did not change: compare parts by identity. */
export interface Moment {
  /** From 1 on, over all phases; moment n leads to state n, and state 0 is the start. */
  readonly number: number;
  readonly phase: Phase;
  readonly action: Action;
  readonly before: Sysplex;
  readonly after: Sysplex;
  readonly happenings: readonly Happening[];
}

export interface Story {
  readonly trace: Trace;
  /** What it was replayed on, for people: the implementation, or a mutant and what it takes away. */
  readonly cluster: string;
  readonly start: Sysplex;
  readonly moments: readonly Moment[];
  /** Who judged it: without `sound`, the judges that can see what the trace was recorded for. */
  readonly judges: Judges;
  /** How many things each promise judged, by its id. */
  readonly checked: ReadonlyMap<string, number>;
  /** Null when every promise held. `after` counts recorded actions. */
  readonly broken: Broken | null;
  /** Recorded actions that were not enabled and are left out. */
  readonly leftOut: number;
}

/** `sound`: on the implementation, whatever the trace was found on. `refinement`: judged by that alone. */
export interface Telling {
  readonly sound?: boolean;
  readonly refinement?: boolean;
}

/** What a story shows. Where nothing broke, the title of its trace is a thing of the past. */
export function titleOf({ trace, broken }: Story): string {
  return broken === null ? `Recorded as ${trace.promise}: ${trace.title}` : trace.title;
}

/** Replays a trace; throws a TraceProblem when it names no mutant and no assumption that there is. */
export function tell(trace: Trace, { sound = false, refinement = false }: Telling = {}): Story {
  const cluster = clusterNamed(sound ? null : trace.mutant);
  if (cluster === undefined) {
    throw new TraceProblem(`no mutant and no assumption is named ${trace.mutant}`);
  }
  const scenario = scenarioOf(trace);
  const moments: Moment[] = [];
  const judges = judgesOf(trace, sound, refinement);
  const outcome = replay(cluster.step, scenario, judges, (step, phase) => {
    moments.push({ number: moments.length + 1, phase, ...step });
  });
  const recorded = moments.filter(({ phase }) => phase === 'recorded').length;
  const wasCut = outcome.broken !== null;
  return {
    trace,
    cluster: cluster.title,
    start: moments[0]?.before ?? startOf(scenario, cluster.step),
    moments,
    judges,
    checked: outcome.checked,
    broken: outcome.broken,
    leftOut: wasCut ? 0 : scenario.actions.length - recorded,
  };
}

/** Where no step was taken: the start itself, or a cold sysplex when the way to it throws. */
function startOf({ topology, start }: Scenario, step: SysplexStepper): Sysplex {
  try {
    return startState(step, topology, start);
  } catch {
    return initialSysplex(topology);
  }
}

function judgesOf(trace: Trace, sound: boolean, refinement: boolean): Judges {
  if (refinement) return judgesFor('REF');
  return sound || trace.mutant === null ? everyJudge : judgesFor(trace.promise);
}
