/**
 * `dvipa replay TRACE`: runs a trace again, step by step, on what it was found on.
 *
 * Exit code 0: the promise holds. 1: it breaks. 2: bad usage, or a file that is no trace.
 */
import { Command } from 'commander';
import { judgesFor } from '../../properties/invariants/judges.ts';
import { renderFailure } from '../../properties/report/failure-block.ts';
import { readTrace, scenarioOf } from '../files.ts';
import { foundOn } from '../found-on.ts';
import { judge, renderVerdict } from '../verdict.ts';

interface Options {
  readonly sound?: true;
  readonly refinement?: true;
}

function run(file: string, { sound, refinement }: Options): number {
  const trace = readTrace(file);
  const cluster = foundOn({ ...trace, mutant: sound === true ? null : trace.mutant }, file);
  const judges = refinement === true ? judgesFor('REF') : cluster.judges;
  const { verdict, outcome } = judge(trace, cluster.step, judges);

  console.log(`Recorded: ${trace.title}\nReplayed on ${cluster.title}.\n`);
  const { broken, executed, steps } = outcome;
  if (broken === null) {
    console.log(`Every promise held in ${steps} steps.`);
  } else {
    const scenario = { ...scenarioOf(trace), actions: executed };
    const command = `npm run replay -- ${file}`;
    console.log(`${renderFailure({ broken, scenario, file, command })}\n`);
  }
  console.log(`Verdict: ${renderVerdict(verdict, trace)}.`);
  return broken === null ? 0 : 1;
}

export function replayCommand(): Command {
  return new Command('replay')
    .description('Runs a trace again, step by step, on what it was found on.')
    .argument('<trace>', 'a trace file')
    .option(
      '--sound',
      'on the implementation, also if the trace was found on a mutant or without an assumption',
    )
    .option('--refinement', 'judged by the refinement to the model alone: where does it leave it?')
    .action((file: string, options: Options) => {
      process.exitCode = run(file, options);
    });
}
