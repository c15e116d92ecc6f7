/**
 * `dvipa shrink TRACE`: a smaller trace that breaks the same promise, written beside it or over it.
 *
 * Exit code 0: it is as small as can be found. 1: the trace does not break its promise. 2: bad usage, or no trace.
 */
import { Command } from 'commander';
import { readTrace, writeTrace } from '../files.ts';
import type { Trace } from '../format.ts';
import { foundOn } from '../found-on.ts';
import { shrink, type Shrunk } from '../shrink.ts';
import { judge, renderVerdict } from '../verdict.ts';
import { wholeNumber } from './whole-number.ts';

interface Options {
  readonly write?: true;
  readonly states: number;
}

function sizeOf({ actions, topology }: Trace): string {
  const { profiles, clients, routers } = topology;
  return `${actions.length} actions, ${profiles.length} stacks, ${clients.length} clients, ${routers.length} routers`;
}

/** What is known of a still shorter list. */
function bound({ trace, exhausted }: Shrunk): string {
  if (exhausted === null) return 'Whether a shorter list does it was not searched for.';
  if (trace.length.shortest === 'proved') return 'No shorter list of actions does it: proved.';
  return `No list of up to ${exhausted} actions does it; what lies between was not searched through (--states).`;
}

function run(file: string, { write, states }: Options): number {
  const trace = readTrace(file);
  const { step, judges } = foundOn(trace, file);
  const shrunk = shrink(trace, step, judges, states);
  if (shrunk === null) {
    console.error(`${file}: ${renderVerdict(judge(trace, step, judges).verdict, trace)}`);
    return 1;
  }
  const target =
    write === true ? file : file.replace(/(?:\.trace)?\.json$/, '') + '.shrunk.trace.json';
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
    .option('--write', 'over the trace itself, instead of beside it')
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
