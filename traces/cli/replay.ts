/**
 * `npm run replay -- TRACE`: runs a trace again, step by step, on what it was found on.
 *
 * Exit code 0: the promise holds. 1: it breaks. 2: bad usage, or a file that is no trace.
 */
import { Command, CommanderError } from 'commander';
import { replay } from '../../properties/harness/run.ts';
import { renderFailure } from '../../properties/report/failure-block.ts';
import { clusterNamed } from '../../properties/assumptions/all.ts';
import { readTrace, scenarioOf, TraceProblem } from '../files.ts';

interface Options {
  readonly sound?: true;
}

function main(): number {
  const command = new Command('replay')
    .argument('<trace>', 'a trace file')
    .option(
      '--sound',
      'on the implementation, also if the trace was found on a mutant or without an assumption',
    )
    .exitOverride();
  command.parse(process.argv.slice(2), { from: 'user' });
  const [file = ''] = command.args;
  const { sound } = command.opts<Options>();

  const trace = readTrace(file);
  const cluster = clusterNamed(sound === true ? null : trace.mutant);
  if (cluster === undefined) {
    throw new TraceProblem(`${file}: no mutant and no assumption is named ${trace.mutant}`);
  }
  const scenario = scenarioOf(trace);
  const outcome = replay(cluster.step, scenario);

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

try {
  process.exitCode = main();
} catch (problem) {
  if (problem instanceof CommanderError) {
    process.exitCode = problem.exitCode === 0 ? 0 : 2;
  } else if (problem instanceof TraceProblem) {
    console.error(problem.message);
    process.exitCode = 2;
  } else {
    throw problem;
  }
}
