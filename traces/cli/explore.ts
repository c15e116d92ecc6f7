/**
 * `dvipa explore`: visits every state of a small scope, judges the promises in each, and certifies what it found.
 *
 * Exit code 0: they hold in all of them. 1: one breaks, with the shortest way to it; or a certificate does not stand.
 * 2: bad usage or input. 3: inconclusive: a bound was reached or the search was interrupted.
 */
import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import {
  certificateOf,
  differences,
  type Certificate,
} from '../../properties/explore/certificate.ts';
import { CheckpointProblem } from '../../properties/explore/checkpoint.ts';
import { exploreTogether } from '../../properties/explore/explore.ts';
import { progressLine } from '../../properties/explore/progress.ts';
import type { Exploration } from '../../properties/explore/result.types.ts';
import type { Progress } from '../../properties/explore/search.ts';
import type { ExploreOptions } from '../../properties/explore/session.ts';
import { SearchThrew } from '../../properties/explore/step-threw.ts';
import { subjectOf } from '../../properties/explore/subject.ts';
import { renderCounterexample, renderThrown } from '../exploration/counterexample.ts';
import {
  beginCheckpoints,
  certifiedIn,
  jobIn,
  jobOf,
  type Job,
  type JobFlags,
} from '../exploration/job.ts';
import { STARTS, SYSTEMS } from '../exploration/parameters.ts';
import { EXIT_OF, renderExploration } from '../exploration/report.ts';
import { singular } from '../../properties/report/tables.ts';
import { recordExploration } from '../report/campaign-data.ts';
import { tellReport } from '../report/write.ts';
import { TraceProblem } from '../files.ts';
import { version } from '../version.ts';
import { wholeNumber } from './whole-number.ts';

interface Flags extends JobFlags {
  readonly workers: number;
  readonly memory?: number;
  readonly states?: number;
  readonly time?: number;
  readonly checkpoint?: string;
  readonly resume?: string;
  readonly every: number;
  readonly certificate?: string;
  readonly check?: string;
}

/** Progress on standard error: one line that renews itself, or a line now and then in a log. */
function teller(): (progress: Progress) => void {
  const { isTTY } = process.stderr;
  let before: Progress | null = null;
  let shownAt = performance.now();
  return (now) => {
    const at = performance.now();
    if (at - shownAt < (isTTY ? 500 : 5_000)) return;
    // All that is resident, as the bound of --memory counts it.
    const all = { ...now, bytes: process.memoryUsage.rss() };
    const line = progressLine(all, before, (at - shownAt) / 1_000);
    before = now;
    shownAt = at;
    process.stderr.write(isTTY ? `\r${line}\u001B[K` : `${line}\n`);
  };
}

function optionsOf(flags: Flags, { manner }: Job, scope: string, signal: AbortSignal) {
  const { memory, states, every } = flags;
  const directory = flags.resume ?? flags.checkpoint;
  const options: ExploreOptions = {
    ...manner,
    ...(memory === undefined ? {} : { bytesMax: memory * 2 ** 20 }),
    ...(states === undefined ? {} : { statesMax: states }),
    ...(directory === undefined
      ? {}
      : { checkpoint: { directory, everyMs: every * 1_000, scope } }),
    onProgress: teller(),
    signal,
    digest: flags.certificate !== undefined || flags.check !== undefined,
  };
  return options;
}

/** Explores until the end, a bound, SIGINT or the end of the time. */
async function search(flags: Flags, job: Job, scope: string): Promise<Exploration<unknown>> {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  process.once('SIGINT', abort);
  const timer = flags.time === undefined ? null : setTimeout(abort, flags.time * 1_000);
  try {
    const { source } = subjectOf(job.parameters);
    const options = optionsOf(flags, job, scope, stop.signal);
    return await exploreTogether(source, flags.workers, options);
  } catch (problem) {
    if (problem instanceof CheckpointProblem) throw new TraceProblem(problem.message);
    throw problem;
  } finally {
    if (timer !== null) clearTimeout(timer);
    process.removeListener('SIGINT', abort);
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
  }
}

function taskOf(
  flags: Flags,
): Job & { readonly claimed: ReturnType<typeof certifiedIn>['claimed'] | null } {
  if (flags.check !== undefined) {
    const { job, claimed } = certifiedIn(flags.check);
    return { ...job, claimed };
  }
  const job = flags.resume === undefined ? jobOf(flags) : jobIn(flags.resume);
  if (flags.checkpoint !== undefined) beginCheckpoints(flags.checkpoint, job);
  return { ...job, claimed: null };
}

/** What is left of a search that a step has ended. */
const NOTHING = { verdict: 'broken', states: 0, transitions: 0, diameter: null } as const;

async function explore(flags: Flags): Promise<number> {
  const { claimed, ...job } = taskOf(flags);
  const { sentence } = subjectOf(job.parameters);
  // Found now rather than after the search: a file that cannot be written.
  if (flags.certificate !== undefined) write(flags.certificate, '');
  const begun = performance.now();
  const found = await search(flags, job, sentence).catch((problem: unknown) => {
    if (problem instanceof SearchThrew) return problem;
    throw problem;
  });
  if (found instanceof SearchThrew) {
    recordExploration({ scope: sentence, ...NOTHING });
    console.log(`Scope: ${singular(sentence)}.\n\n${renderThrown(job.parameters, found)}`);
    return 1;
  }
  const seconds = (performance.now() - begun) / 1_000;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const { workers, resume } = flags;
  const spent = { seconds, peakBytes, workers, isResumed: resume !== undefined };
  console.log(renderExploration(sentence, found, spent));
  const { verdict, states, transitions, levels } = found;
  const diameter = verdict === 'holds' ? levels.length - 1 : null;
  recordExploration({ scope: sentence, verdict, states, transitions, diameter });
  for (const judgement of found.judgements) {
    if (judgement.verdict !== 'broken') continue;
    console.log(`\n${renderCounterexample(job.parameters, judgement)}`);
  }
  const directory = flags.resume ?? flags.checkpoint;
  const isEarly = found.cut !== null && found.cut !== 'broken';
  if (isEarly && directory !== undefined) {
    console.log(`\nGo on with: npm run explore -- --resume ${directory}`);
  }
  tellReport();
  const certificate = certified(job, found);
  if (flags.certificate !== undefined) {
    if (found.cut === null) write(flags.certificate, `${JSON.stringify(certificate, null, 2)}\n`);
    else console.log('\nNo certificate is written: the search did not visit every state.');
  }
  if (claimed === null || isEarly) return EXIT_OF[found.verdict];
  return compare(claimed, certificate);
}

function certified({ parameters }: Job, found: Exploration<unknown>): Certificate {
  const { sentence, assumptions } = subjectOf(parameters);
  const versions = { dvipa: version(), node: process.versions.node };
  return certificateOf({ scope: sentence, parameters, assumptions, versions }, found);
}

function compare(claimed: Certificate, found: Certificate): number {
  const told = differences(claimed, found);
  const lines = told.map((line) => `DIFFERS  ${line}`);
  console.log(`\n${told.length === 0 ? 'The certificate stands.' : lines.join('\n')}`);
  return told.length === 0 ? 0 : 1;
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (problem) {
    throw new TraceProblem(`${file}: cannot be written (${(problem as Error).message})`);
  }
}

/** The flags that say what is explored; a checkpoint or a certificate says it itself. */
function scopeOptions(): readonly Option[] {
  const from = (flag: string, text: string, least: number) =>
    new Option(`${flag} <n>`, text).argParser(wholeNumber(least));
  return [
    new Option('--system <name>', 'the implementation, or an instance of the reference model')
      .choices(SYSTEMS)
      .default('stacks'),
    new Option('--profiles <dir>', 'profiles of your own, one file per stack'),
    new Option('--mutant <name>', 'a wrong protocol instead of the right one'),
    from('--stacks', 'the first so many stacks of the profiles', 1),
    from('--clients', 'how many clients open the connections in turn', 1).default(1),
    from('--routers', 'how many routers, each with routes that may be stale', 1).default(1),
    from('--connections', 'connections that clients open', 0).default(1),
    from('--crashes', 'crashes of a stack', 0).default(1),
    from('--restarts', 'restarts of a stack', 0).default(0),
    from('--losses', 'packets that the network loses', 0).default(0),
    from('--moves', 'times that an application begins to listen anew', 0).default(0),
    from('--unbinds', 'times that an application stops', 0).default(0),
    from('--outgoing', 'connections that stacks open', 0).default(0),
    from('--ends', 'times that an end closes, aborts, gives up or leaves TIME_WAIT', 0).default(0),
    from('--duplicates', 'packets that the network doubles', 0).default(0),
    from('--changes', 'profiles that are changed while a stack runs', 0).default(0),
    new Option('--start <state>', 'where it begins').choices(STARTS).default('serving'),
    new Option('--table <table>', 'the routing table behind every stack')
      .choices(['reference', 'flat'])
      .default('reference'),
    new Option('--afresh', 'compute every step again: slow, to check what is remembered'),
    new Option('--fingerprint', 'compare 64 bits of a state only'),
    new Option('--symmetry', 'one of each set of states that differ in names only'),
    new Option('--partial-order', 'one order of what commutes').conflicts('symmetry'),
  ];
}

export function exploreCommand(): Command {
  const command = new Command('explore').description(
    'Visits every state of a small scope and judges the promises in each.',
  );
  const scope = scopeOptions();
  for (const option of scope) command.addOption(option);
  const conflicting = scope.map((option) => option.attributeName());
  return command
    .option('--workers <n>', 'how many threads', wholeNumber(1), 1)
    .option('--memory <mb>', 'end when the process has so many megabytes', wholeNumber(1))
    .option('--states <n>', 'end when so many states are found', wholeNumber(1))
    .option('--time <seconds>', 'end after so many seconds', wholeNumber(1))
    .option('--checkpoint <dir>', 'keep checkpoints in a directory')
    .option('--every <seconds>', 'how often', wholeNumber(1), 60)
    .addOption(
      new Option('--resume <dir>', 'go on from the last checkpoint in a directory').conflicts([
        ...conflicting,
        'checkpoint',
      ]),
    )
    .option('--certificate <file>', 'write what was found, for others to check')
    .addOption(
      new Option(
        '--check <file>',
        'explore what a certificate speaks of again, and compare',
      ).conflicts([...conflicting, ...['resume', 'checkpoint', 'certificate']]),
    )
    .action(async (flags: Flags) => {
      process.exitCode = await explore(flags);
    });
}
