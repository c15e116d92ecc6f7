/**
 * `dvipa promote TRACE`: takes a trace into traces/corpus/, where `npm test` replays it first.
 *
 * Exit code 0: it stands there. 1: it does not break what it says, or is too long. 2: bad usage, no trace, one that is
 * there already, or a name that is taken.
 */
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { readTrace, TraceProblem } from '../files.ts';
import { CORPUS, obstacleTo, placeInCorpus, promote, sameInCorpus } from '../promote.ts';

interface Options {
  readonly name?: string;
  readonly title?: string;
  readonly corpus: string;
}

function plainName(text: string): string {
  if (/^[A-Za-z0-9][\w.-]{0,63}$/.test(text)) return text;
  throw new InvalidArgumentError(`expected letters, digits, dots and hyphens, found "${text}"`);
}

function run(file: string, { name, title, corpus }: Options): number {
  const trace = readTrace(file);
  const same = sameInCorpus(trace, corpus);
  if (same !== null) {
    throw new TraceProblem(`${file}: is in the corpus already, as ${same}: nothing is written`);
  }
  const obstacle = obstacleTo(trace, file);
  if (obstacle !== null) {
    console.error(`${file}: ${obstacle}`);
    return 1;
  }
  const target = placeInCorpus(trace, name, corpus);
  if (existsSync(target)) {
    throw new TraceProblem(`${target}: exists already; choose another --name`);
  }
  promote(trace, target, title ?? trace.title);
  console.log(`trace  ${relative(process.cwd(), target)}\ntest   npx ava traces/corpus.test.ts`);
  if (trace.mutant === null) console.log('The test is red until the implementation is mended.');
  return 0;
}

export function promoteCommand(): Command {
  return new Command('promote')
    .description('Takes a trace into the corpus, which npm test replays first.')
    .argument('<trace>', 'a trace file')
    .option(
      '--name <name>',
      'its name there; else that of its mutant, or of its promise',
      plainName,
    )
    .option('--title <title>', 'what it shows, in one line')
    .option('--corpus <folder>', 'another corpus', CORPUS)
    .action((file: string, options: Options) => {
      process.exitCode = run(file, options);
    });
}
