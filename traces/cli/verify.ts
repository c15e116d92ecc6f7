/**
 * `dvipa verify`: reads the profiles, interleaves, and reports promise by promise.
 *
 * Exit code 0: every promise held and everything was reached. 1: a promise broke. 2: bad usage or input.
 * 3: inconclusive: no promise broke, but one had no work, or a requirement or a landmark was not reached, or too
 * rarely, although the profiles do not rule it out; or Ctrl-C.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import {
  runCampaignInTurns,
  type CampaignResult,
  type Tally,
} from '../../properties/harness/campaign.ts';
import {
  InputProblem,
  readProfileDirectory,
  type ProfileDirectory,
} from '../../properties/harness/read-profiles.ts';
import { everyJudge } from '../../properties/invariants/judges.ts';
import { topologiesOf } from '../../properties/harness/topologies.ts';
import { clusterOf } from '../../properties/mutants/all.ts';
import {
  reportOf,
  renderReport,
  type CampaignReport,
} from '../../properties/report/campaign-report.ts';
import { counted, thousands } from '../../properties/report/tables.ts';
import { renderFinding } from '../../impl/profile/finding.ts';
import { recordCrt } from '../../impl/tables/crt.ts';
import { createVersions } from '../../impl/tables/crt-versions.ts';
import { recordFailure } from '../record.ts';
import { recordCampaign } from '../report/campaign-data.ts';
import { tellReport } from '../report/write.ts';
import { interruption } from './interruption.ts';
import { wholeNumber } from './whole-number.ts';

interface Options {
  readonly runs: number;
  readonly steps?: number;
  readonly time?: number;
  readonly seed: number;
  readonly profiles?: string;
  readonly json?: string;
  readonly shortest: number;
  readonly connections?: number;
  readonly table: 'reference' | 'flat';
}

/** Nobody attacks a simulation: its secret is none. */
const FLAT = { seed: [1, 2, 3, 4], undoMax: 1000 } as const;

const root = join(import.meta.dirname, '..', '..');
const FIGURE_4 = join(root, 'impl', 'profile', 'figure-4');

/** Progress on standard error: one line that renews itself, or a line now and then in a log. */
function progress(runs: number): (tally: Tally) => void {
  const isTerminal = process.stderr.isTTY;
  let shownAt = performance.now();
  const begun = shownAt;
  return (tally) => {
    const now = performance.now();
    if (now - shownAt < (isTerminal ? 200 : 5_000)) return;
    shownAt = now;
    const perSecond = Math.round((1_000 * tally.steps) / (now - begun));
    const line = `${thousands(tally.runs)} of ${thousands(runs)} runs, ${thousands(tally.steps)} steps, ${thousands(perSecond)} steps/s`;
    process.stderr.write(isTerminal ? `\r${line}\u001B[K` : `${line}\n`);
  };
}

/** One campaign, or several with following seeds until enough steps are done. */
async function campaigns(
  options: Options,
  { profiles }: ProfileDirectory,
  signal: AbortSignal,
): Promise<CampaignResult> {
  const step = clusterOf(null, options.table === 'flat' ? createVersions(FLAT) : recordCrt);
  const { shortest, connections = null } = options;
  const menu = { topologies: topologiesOf(profiles), shortest, connections, judges: everyJudge };
  const run = (seed: number): Promise<CampaignResult> => {
    const { runs, time: seconds = null } = options;
    const all = { ...menu, runs, seed, seconds, onRun: progress(runs) };
    return runCampaignInTurns(step, all, signal);
  };
  let result = await run(options.seed);
  for (let next = 1; goesOn(result, options); next += 1) {
    result = merge(result, await run(options.seed + next));
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
  return result;
}

function goesOn({ tally, failure, interrupted }: CampaignResult, { steps }: Options): boolean {
  return failure === null && !interrupted && tally.steps < (steps ?? 0);
}

function merge(one: CampaignResult, other: CampaignResult): CampaignResult {
  const sum = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>) =>
    new Map([...a.keys(), ...b.keys()].map((key) => [key, (a.get(key) ?? 0) + (b.get(key) ?? 0)]));
  return {
    failure: other.failure,
    interrupted: other.interrupted,
    tally: {
      runs: one.tally.runs + other.tally.runs,
      steps: one.tally.steps + other.tally.steps,
      shortest: Math.min(one.tally.shortest, other.tally.shortest),
      reached: sum(one.tally.reached, other.tally.reached),
      checked: sum(one.tally.checked, other.tally.checked),
      landmarks: sum(one.tally.landmarks, other.tally.landmarks),
      thereAndBack: one.tally.thereAndBack + other.tally.thereAndBack,
    },
  };
}

function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (problem) {
    throw new InputProblem([`${file}: cannot be written (${(problem as Error).message})`]);
  }
}

/** What the campaign comes to when no promise broke; what was not reached makes it inconclusive. */
function conclusion(report: CampaignReport, { runs, time }: Options, signal: AbortSignal): string {
  const many = `${thousands(report.runs)} of ${thousands(runs)} runs`;
  if (signal.aborted) return `INTERRUPTED  after ${many}; nothing broke in them.`;
  const cut = report.interrupted ? [`The limit of ${time} s ended it after ${many}.`] : [];
  const missing = report.shortfalls.map((shortfall) => `MISSING  ${shortfall}`);
  if (missing.length === 0) return [...cut, 'Every promise held.'].join('\n');
  const advice =
    'INCONCLUSIVE  every promise held in what was seen, but that was not everything: raise --runs, or --time;\n' +
    'what is too rare needs other limits (--shortest, --connections) or other profiles.';
  return [...cut, ...missing, advice].join('\n');
}

function exitCodeOf(
  { shortfalls }: CampaignReport,
  { failure }: CampaignResult,
  signal: AbortSignal,
): number {
  if (failure !== null) return 1;
  return shortfalls.length === 0 && !signal.aborted ? 0 : 3;
}

async function verify(options: Options): Promise<number> {
  const directory = readProfileDirectory(options.profiles ?? FIGURE_4);
  // Found now rather than after the campaign: a file that cannot be written.
  if (options.json !== undefined) writeReport(options.json, '');
  for (const warning of directory.warnings) console.error(renderFinding(warning));
  const signal = interruption();
  const result = await campaigns(options, directory, signal);
  const { profiles, reached } = directory;
  const report = reportOf(result, options.seed, { profiles, reached });
  console.log(renderReport(report));
  if (options.json !== undefined) {
    writeReport(options.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  const failure = result.failure === null ? null : recordFailure(result.failure, null);
  console.log(failure ?? conclusion(report, options, signal));
  const where = options.profiles ?? 'the example sysplex';
  recordCampaign('verify', report, {
    scope: `${counted(profiles.length, 'stack')} of ${where}`,
    failure,
  });
  tellReport();
  return exitCodeOf(report, result, signal);
}

export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'Interleaves binds, SYNs, failures and recoveries over a sysplex and judges P1 to P10.',
    )
    .option('--runs <n>', 'how many interleavings', wholeNumber(1), 2_000)
    .option('--steps <n>', 'go on, seed by seed, until at least so many steps', wholeNumber(1))
    .option('--time <seconds>', 'begin no run after so many seconds', wholeNumber(1))
    .option('--seed <n>', 'the seed of all choices', wholeNumber(0), 1)
    .option('--shortest <n>', 'the least number of actions of an interleaving', wholeNumber(1), 60)
    .option('--connections <n>', 'at most so many connections in an interleaving', wholeNumber(1))
    .option('--profiles <dir>', 'profiles of your own, one file per stack')
    .option('--json <file>', 'write the same figures for programs')
    .addOption(
      new Option('--table <table>', 'the routing table behind every stack')
        .choices(['reference', 'flat'])
        .default('reference'),
    )
    .action(async (options: Options) => {
      process.exitCode = await verify(options);
    });
}
