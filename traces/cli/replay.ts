/**
 * `dvipa replay TRACE`: runs a trace again, step by step, on what it was found on.
 *
 * Exit code 0: the promise holds. 1: it breaks. 2: bad usage, or a file that is no trace.
 */
import { Command } from 'commander';
import { replay } from '../../properties/harness/run.ts';
import { everyJudge, judgesFor } from '../../properties/invariants/judges.ts';
import { renderFailure } from '../../properties/report/failure-block.ts';
import { clusterNamed } from '../../properties/assumptions/all.ts';
import { readTrace, scenarioOf, TraceProblem } from '../files.ts';

interface Options {
  readonly sound?: true;
  readonly refinement?: true;
}

function run(file: string, { sound, refinement }: Options): number {
  const trace = readTrace(file);
  const cluster = clusterNamed(sound === true ? null : trace.mutant);
  if (cluster === undefined) {
    throw new TraceProblem(`${file}: no mutant and no assumption is named ${trace.mutant}`);
  }
  const scenario = scenarioOf(trace);
  const isSound = sound === true || trace.mutant === null;
  const judges = isSound ? everyJudge : judgesFor(refinement === true ? 'REF' : trace.promise);
  const outcome = replay(cluster.step, scenario, judges);

  console.log(`Recorded: ${trace.title}\nReplayed on ${cluster.title}.\n`);
  const left = scenario.actions.length - outcome.executed.length;
  if (outcome.broken === null && left > 0) console.log(`${left} actions were not enabled.`);
  if (outcome.broken === null) {
    console.log(`Every promise held in ${outcome.steps} steps.`);
    return 0;
  }
  const broken = { broken: outcome.broken, scenario: { ...scenario, actions: outcome.executed } };
  console.log(renderFailure({ ...broken, file, command: `npm run replay -- ${file}` }));
  return 1;
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
