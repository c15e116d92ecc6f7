/**
 * `dvipa shrink TRACE`: a smaller trace that breaks the same promise, written into reports/, elsewhere or over it.
 *
 * Exit code 0: it is as small as can be found. 1: the trace does not break its promise. 2: bad usage, or no trace.
 */
import { basename, join } from 'node:path';
import { Command, Option } from 'commander';
import { counted } from '../../properties/report/tables.ts';
import { fromHere } from '../commands.ts';
import { readTrace, writeTrace } from '../files.ts';
import type { Trace } from '../format.ts';
import { foundOn } from '../found-on.ts';
import { REPORTS } from '../report/campaign-data.ts';
import { shrink, type Shrunk } from '../shrink.ts';
import { judge, renderVerdict } from '../verdict.ts';
import { wholeNumber } from './whole-number.ts';

interface Options {
  readonly write?: true;
  readonly output?: string;
  readonly states: number;
}

function sizeOf({ actions, topology }: Trace): string {
  const { profiles, clients, routers } = topology;
  return [
    counted(actions.length, 'action'),
    counted(profiles.length, 'stack'),
    counted(clients.length, 'client'),
    counted(routers.length, 'router'),
  ].join(', ');
}

/** What is known of a still shorter list. */
function bound({ trace, exhausted }: Shrunk): string {
  if (exhausted === null) return 'Whether a shorter list does it was not searched for.';
  if (trace.length.shortest === 'proved') return 'No shorter list of actions does it: proved.';
  return `No list of up to ${exhausted} actions does it; what lies between was not searched through (--states).`;
}

/** Not beside the trace: what stands in the corpus, or in somebody's folder, is theirs. */
function inReports(file: string): string {
  const name = basename(file).replace(/(?:\.trace)?\.json$/, '');
  return fromHere(join(REPORTS, `${name}.shrunk.trace.json`));
}

function run(file: string, { write, output, states }: Options): number {
  const trace = readTrace(file);
  const { step, judges } = foundOn(trace, file);
  const shrunk = shrink(trace, step, judges, states);
  if (shrunk === null) {
    console.error(`${file}: ${renderVerdict(judge(trace, step, judges).verdict, trace)}`);
    return 1;
  }
  const target = write === true ? file : (output ?? inReports(file));
  writeTrace(target, shrunk.trace);
  console.log(
    `from  ${sizeOf(trace)}\nto    ${sizeOf(shrunk.trace)}\n${bound(shrunk)}\ntrace ${target}`,
  );
  return 0;
}

export function shrinkCommand(): Command {
  return new Command('shrink')
    .description('Makes a trace smaller that breaks its promise: fewer actions, a smaller sysplex.')
    .argument('<trace>', 'a trace file')
    .addOption(
      new Option('--write', 'over the trace itself, instead of into reports/').conflicts('output'),
    )
    .option('-o, --output <file>', 'where to write (reports/NAME.shrunk.trace.json)')
    .option(
      '--states <n>',
      'states of the search for the shortest list; 0: none',
      wholeNumber(0),
      5_000,
    )
    .action((file: string, options: Options) => {
      process.exitCode = run(file, options);
    });
}
