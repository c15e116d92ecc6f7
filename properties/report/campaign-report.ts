/**
 * What a campaign has to say at its end: promises, requirement ids, landmarks; for people and programs.
 *
 * A requirement that the profiles make possible and no run reached makes the campaign inconclusive, and so does a
 * landmark that nobody saw or that was too rare, or a promise that never had anything to judge. What the profiles rule
 * out (needs.ts) is shown as such. A campaign that ended at a broken promise has not looked for them: there is nothing
 * to say of them.
 */
import type { Profile } from '../../model/config.types.ts';
import type { CampaignResult, Tally } from '../harness/campaign.ts';
import { threw } from '../harness/thrown.ts';
import { landmarks } from '../invariants/landmarks.ts';
import { promises } from '../invariants/promises.ts';
import { refinesTheModel } from '../refinement/check.ts';
import { backupSets, meetsAll } from '../invariants/needs.ts';
import { implementedAt } from './implemented-at.ts';
import { isApplicable, requirements } from './requirements.ts';
import { counted, table, thousands, wrapped } from './tables.ts';
import { percent, wilson } from './wilson.ts';

export interface PromiseLine {
  readonly id: string;
  readonly claim: string;
  readonly kind: string;
  readonly runs: number;
  readonly steps: number;
  readonly checked: number;
  readonly verdict: 'held' | 'broken' | 'never judged' | 'not applicable';
}

export interface RequirementLine {
  readonly id: string;
  readonly sentence: string;
  readonly implementedAt: string;
  readonly reached: number;
  readonly verdict: 'reached' | 'not reached' | 'not applicable';
}

export interface LandmarkLine {
  readonly id: string;
  readonly sentence: string;
  readonly runs: number;
  /** The 95 % confidence interval of its share of runs, and the least share demanded; 0 to 1. */
  readonly low: number;
  readonly high: number;
  readonly least: number;
  readonly verdict: 'seen' | 'too rare' | 'not seen' | 'not applicable';
}

export interface CampaignReport {
  readonly seed: number;
  readonly runs: number;
  readonly steps: number;
  readonly shortestRun: number;
  readonly thereAndBack: number;
  readonly interrupted: boolean;
  readonly promises: readonly PromiseLine[];
  readonly requirements: readonly RequirementLine[];
  readonly landmarks: readonly LandmarkLine[];
  /** What makes it inconclusive; nothing when a promise broke, as the campaign ended there. */
  readonly shortfalls: readonly string[];
}

/** Counts of what the reading of the profiles has shown, beside what the runs reached. */
export interface Reading {
  readonly profiles: readonly Profile[];
  readonly reached: ReadonlyMap<string, number>;
}

export function reportOf(
  { tally, failure, interrupted }: CampaignResult,
  seed: number,
  reading: Reading,
): CampaignReport {
  const requirementLines = requirementLinesOf(tally, reading);
  const isRefined = tally.checked.has(refinesTheModel.id);
  const judged = isRefined ? [...promises, refinesTheModel] : promises;
  const { runs, steps } = tally;
  const promiseLines = judged.map(({ id, claim, kind, needs = [] }): PromiseLine => {
    const checked = tally.checked.get(id) ?? 0;
    const idle = meetsAll(needs, reading.profiles) ? 'never judged' : 'not applicable';
    const isBroken = failure?.broken.promise === id;
    const verdict = isBroken ? 'broken' : checked === 0 ? idle : 'held';
    return { id, claim, kind, runs, steps, checked, verdict };
  });
  if (failure?.broken.promise === threw.id) {
    promiseLines.push({ ...threw, runs, steps, checked: steps, verdict: 'broken' });
  }
  const landmarkLines = landmarkLinesOf(tally, reading.profiles);
  return {
    seed,
    runs,
    steps,
    shortestRun: tally.shortest,
    thereAndBack: tally.thereAndBack,
    interrupted,
    promises: promiseLines,
    requirements: requirementLines,
    landmarks: landmarkLines,
    shortfalls: failure === null ? shortfallsOf(requirementLines, promiseLines, landmarkLines) : [],
  };
}

function shortfallsOf(
  requirementLines: readonly RequirementLine[],
  promiseLines: readonly PromiseLine[],
  landmarkLines: readonly LandmarkLine[],
): readonly string[] {
  return [
    ...requirementLines.flatMap(({ id, verdict }) =>
      verdict === 'not reached' ? [`requirement ${id} was not reached`] : [],
    ),
    ...promiseLines.flatMap(({ id, verdict }) =>
      verdict === 'never judged' ? [`promise ${id} never had anything to judge`] : [],
    ),
    ...landmarkLines.flatMap(shortfallOf),
  ];
}

/** Did it end at a broken promise, before it could see what it should? */
export function endedEarly({ promises: lines }: Pick<CampaignReport, 'promises'>): boolean {
  return lines.some(({ verdict }) => verdict === 'broken');
}

function shortfallOf({ id, verdict, low, high, least }: LandmarkLine): readonly string[] {
  if (verdict === 'not seen') return [`landmark ${id} was not seen`];
  if (verdict !== 'too rare') return [];
  const interval = `${percent(low)} to ${percent(high)}`;
  return [
    `landmark ${id} is too rare: in ${interval} of the runs, expected ${percent(least)} or more`,
  ];
}

function requirementLinesOf(tally: Tally, reading: Reading): readonly RequirementLine[] {
  const places = implementedAt(requirements.map(({ id }) => id));
  const moved = (tally.reached.get('F9.201') ?? 0) + (tally.reached.get('F10.300') ?? 0);
  const several = backupSets(reading.profiles).size > 1 ? moved : 0;
  return requirements.map((requirement) => {
    const { id, sentence } = requirement;
    const reached =
      id === 'F4.5' ? several : (tally.reached.get(id) ?? 0) + (reading.reached.get(id) ?? 0);
    const isNeeded = isApplicable(requirement, reading.profiles);
    const verdict = reached > 0 ? 'reached' : isNeeded ? 'not reached' : 'not applicable';
    return { id, sentence, implementedAt: places.get(id) ?? '', reached, verdict };
  });
}

/** Every landmark with its share of the runs and what follows from it. */
export function landmarkLinesOf(
  tally: Tally,
  profiles: readonly Profile[],
): readonly LandmarkLine[] {
  return landmarks.map(({ id, sentence, needs, least }) => {
    const runs = tally.landmarks.get(id) ?? 0;
    const { low, high } = wilson(runs, tally.runs);
    const verdict = meetsAll(needs, profiles)
      ? verdictOn(runs, high, least / 100)
      : runs > 0
        ? 'seen'
        : 'not applicable';
    return { id, sentence, runs, low, high, least: least / 100, verdict };
  });
}

/** Too rare only when chance cannot explain it: the whole interval lies below the least share. */
function verdictOn(runs: number, high: number, least: number): LandmarkLine['verdict'] {
  if (runs === 0) return 'not seen';
  return high < least ? 'too rare' : 'seen';
}

function isShort({ verdict }: LandmarkLine): boolean {
  return verdict === 'not seen' || verdict === 'too rare';
}

/** The tables, and a sentence with the figures. Of a campaign that a promise has ended: the promises alone. */
export function renderReport(report: CampaignReport): string {
  const { runs, steps, shortestRun, thereAndBack, seed } = report;
  const many = counted(runs, 'interleaving');
  const sentence =
    `${many} of at least ${shortestRun} actions, ${thousands(steps)} steps; a takeover and a takeback with ` +
    `live connections in ${thousands(thereAndBack)} of them (${share(thereAndBack, report)}). Seed ${seed}.`;
  return endedEarly(report)
    ? [
        ...[promiseTable(report), '', sentence],
        'It ended at the broken promise: what was not reached or seen by then says nothing.',
      ].join('\n')
    : [
        ...[promiseTable(report), '', requirementTable(report), ''],
        ...[landmarkTable(report), '', sentence],
      ].join('\n');
}

function share(count: number, { runs }: CampaignReport): string {
  return percent(count / Math.max(runs, 1));
}

/** So many columns a terminal has; a claim that is longer goes on below. */
const CLAIM = 64;

function promiseTable(report: CampaignReport): string {
  const rows = report.promises.flatMap((line) => {
    const [claim = '', ...more] = wrapped(line.claim, CLAIM);
    const counts = [line.runs, line.steps, line.checked].map(thousands);
    return [
      [line.id, ...counts, line.verdict, claim],
      ...more.map((rest) => ['', '', '', '', '', rest]),
    ];
  });
  return table(['promise', 'runs', 'steps', 'judged', 'verdict', 'claim'], rows);
}

function requirementTable(report: CampaignReport): string {
  return table(
    ['id', 'reached', 'verdict', 'implemented at', 'what'],
    report.requirements.map((line) => [
      line.id,
      thousands(line.reached),
      line.verdict === 'not reached' ? 'NOT REACHED' : line.verdict,
      line.implementedAt,
      line.sentence,
    ]),
  );
}

function landmarkTable(report: CampaignReport): string {
  return table(
    ['landmark', 'runs', 'share', 'at least', 'at most', 'demanded', 'verdict', 'what'],
    report.landmarks.map((line) => [
      line.id,
      thousands(line.runs),
      share(line.runs, report),
      percent(line.low),
      percent(line.high),
      line.verdict === 'not applicable' ? '' : percent(line.least),
      isShort(line) ? line.verdict.toUpperCase() : line.verdict,
      line.sentence,
    ]),
  );
}
