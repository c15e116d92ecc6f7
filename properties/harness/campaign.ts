/**
 * A campaign: many interleavings under one seed, every promise judged, and what was seen counted.
 *
 * The same seed gives the same interleavings on every machine. A failing one is shrunk by fast-check and
 * returned with its seed and path; the campaign stops there.
 */
import * as fc from 'fast-check';
import type { SysplexStepper } from '../../impl/sysplex.types.ts';
import { promisesOnly, type Judges } from '../invariants/judges.ts';
import { landmarks } from '../invariants/landmarks.ts';
import type { Broken, Outcome, Scenario } from './run.ts';
import { InterleavingArbitrary, type Interleaving, type Menu } from './scenario-arbitrary.ts';

export interface CampaignOptions extends Menu {
  readonly runs: number;
  readonly seed: number;
  /** Seconds after which no further run begins; null for no limit. */
  readonly seconds: number | null;
  /** Called after each run, for progress; never decides anything. */
  readonly onRun?: (tally: Tally) => void;
}

/** What a campaign has seen so far. */
export interface Tally {
  runs: number;
  steps: number;
  shortest: number;
  readonly reached: Map<string, number>;
  readonly checked: Map<string, number>;
  /** In how many runs each landmark was seen. */
  readonly landmarks: Map<string, number>;
  /** Runs that saw both a takeover and a takeback with live connections. */
  thereAndBack: number;
}

export interface Failure {
  readonly broken: Broken;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly path: string;
  readonly shrinks: number;
}

export interface CampaignResult {
  readonly tally: Tally;
  readonly failure: Failure | null;
  /** True when the time limit, or a signal, ended the campaign before all runs were done. */
  readonly interrupted: boolean;
}

/** A campaign that has seen nothing yet. */
export function emptyTally(judges: Judges): Tally {
  return {
    runs: 0,
    steps: 0,
    shortest: Number.POSITIVE_INFINITY,
    reached: new Map(),
    checked: new Map([...judges.always, ...judges.eventually].map(({ id }) => [id, 0])),
    landmarks: new Map(landmarks.map(({ id }) => [id, 0])),
    thereAndBack: 0,
  };
}

function add(into: Map<string, number>, counts: Iterable<readonly [string, number]>): void {
  for (const [name, count] of counts) into.set(name, (into.get(name) ?? 0) + count);
}

/** Counts one run. */
export function count(tally: Tally, outcome: Outcome): void {
  tally.runs += 1;
  tally.steps += outcome.steps;
  tally.shortest = Math.min(tally.shortest, outcome.executed.length);
  add(tally.reached, outcome.reached);
  add(tally.checked, outcome.checked);
  add(
    tally.landmarks,
    [...outcome.landmarks].map((id) => [id, 1] as const),
  );
  const { landmarks: seen } = outcome;
  if (seen.has('takeover') && seen.has('takeback')) tally.thereAndBack += 1;
}

/** Runs a campaign over a cluster. Deterministic but for where a time limit falls. */
export function runCampaign(step: SysplexStepper, options: CampaignOptions): CampaignResult {
  const { judge, tally } = judging(options);
  const property = fc.property(new InterleavingArbitrary(step, options), (one) => judge(one));
  const details = fc.check<[Interleaving]>(property, parametersOf(options));
  return resultOf(tally, details, options);
}

/**
 * The same campaign, which lets the event loop turn now and then, and ends early when the signal aborts: a signal of the
 * terminal would otherwise not be heard before its end.
 */
export async function runCampaignInTurns(
  step: SysplexStepper,
  options: CampaignOptions,
  signal: AbortSignal,
): Promise<CampaignResult> {
  const { judge, tally } = judging(options);
  let turnedAt = performance.now();
  const property = fc.asyncProperty(new Stoppable(step, options, signal), async (interleaving) => {
    if (performance.now() - turnedAt > TURN_MS) {
      await new Promise((resolve) => setImmediate(resolve));
      turnedAt = performance.now();
    }
    // What is still tried after the signal is as good as sound: nothing shrinks any more.
    return judge(interleaving, signal.aborted);
  });
  try {
    const details = await fc.check<[Interleaving]>(property, parametersOf(options));
    return resultOf(tally, details, options);
  } catch (problem) {
    if (problem instanceof Stopped) return { tally, failure: null, interrupted: true };
    throw problem;
  }
}

/** Milliseconds after which the event loop turns. */
const TURN_MS = 50;

class Stopped extends Error {}

/** Generates nothing any more once the signal has aborted. */
class Stoppable extends InterleavingArbitrary {
  private readonly signal: AbortSignal;

  constructor(step: SysplexStepper, menu: Menu, signal: AbortSignal) {
    super(step, menu);
    this.signal = signal;
  }

  override generate(mrng: fc.Random): fc.Value<Interleaving> {
    if (this.signal.aborted) throw new Stopped();
    return super.generate(mrng);
  }
}

/** Counts every run up to the first that fails, and says whether one holds. */
function judging({ judges = promisesOnly, onRun }: CampaignOptions) {
  const tally = emptyTally(judges);
  let hasFailed = false;
  const judge = ({ outcome }: Interleaving, isStopped = false): boolean => {
    if (hasFailed && isStopped) return true;
    if (!hasFailed) {
      count(tally, outcome);
      onRun?.(tally);
    }
    hasFailed ||= outcome.broken !== null;
    return outcome.broken === null;
  };
  return { tally, judge };
}

function parametersOf({ runs, seed, seconds }: CampaignOptions) {
  return {
    numRuns: runs,
    seed,
    ...(seconds === null ? {} : { interruptAfterTimeLimit: seconds * 1000 }),
  };
}

function resultOf(
  tally: Tally,
  details: fc.RunDetails<[Interleaving]>,
  { seed }: CampaignOptions,
): CampaignResult {
  return { tally, failure: failureOf(details, seed), interrupted: details.interrupted };
}

function failureOf(details: fc.RunDetails<[Interleaving]>, seed: number): Failure | null {
  const [interleaving] = details.counterexample ?? [];
  const broken = interleaving?.outcome.broken;
  if (interleaving === undefined || broken === null || broken === undefined) return null;
  return {
    broken,
    scenario: interleaving.scenario,
    seed,
    path: details.counterexamplePath ?? '',
    shrinks: details.numShrinks,
  };
}
