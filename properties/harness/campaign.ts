/**
 * A campaign: many interleavings under one seed, every promise judged, and what was seen counted.
 *
 * The same seed gives the same interleavings on every machine. A failing one is shrunk by fast-check and
 * returned with its seed and path; the campaign stops there.
 */
import * as fc from 'fast-check';
import type { SysplexStepper } from '../../impl/sysplex.types.ts';
import { promises } from '../invariants/promises.ts';
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
  /** True when the time limit ended the campaign before all runs were done. */
  readonly interrupted: boolean;
}

/** A campaign that has seen nothing yet. */
export function emptyTally(): Tally {
  return {
    runs: 0,
    steps: 0,
    shortest: Number.POSITIVE_INFINITY,
    reached: new Map(),
    checked: new Map(promises.map(({ id }) => [id, 0])),
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
  const { runs, seed, seconds, onRun } = options;
  const tally = emptyTally();
  let hasFailed = false;
  const property = fc.property(new InterleavingArbitrary(step, options), (interleaving) => {
    const { outcome } = interleaving;
    if (!hasFailed) {
      count(tally, outcome);
      onRun?.(tally);
    }
    hasFailed ||= outcome.broken !== null;
    return outcome.broken === null;
  });
  const details = fc.check<[Interleaving]>(property, {
    numRuns: runs,
    seed,
    ...(seconds === null ? {} : { interruptAfterTimeLimit: seconds * 1000 }),
  });
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
