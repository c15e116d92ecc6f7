/**
 * `dvipa replay TRACE`: runs a trace again, step by step, on what it was found on.
 *
 * Exit code 0: the promise holds. 1: it breaks. 2: bad usage, or a file that is no trace.
 */
import { Command } from 'commander';
import { judgesAlone, judgesFor, type Judges } from '../../properties/invariants/judges.ts';
import { promises } from '../../properties/invariants/promises.ts';
import { refinesTheModel } from '../../properties/refinement/check.ts';
import { renderFailure } from '../../properties/report/failure-block.ts';
import { atStep } from '../explain/at-step.ts';
import { commandFor } from '../commands.ts';
import { readTrace, scenarioOf, TraceProblem } from '../files.ts';
import { foundOn } from '../found-on.ts';
import { tell } from '../story/story.ts';
import { heldSentence, judge, judgedAlone, renderVerdict } from '../verdict.ts';
import { watchAndRun } from './watch.ts';

interface Options {
  readonly sound?: true | undefined;
  readonly refinement?: true | undefined;
  readonly step?: string | undefined;
  readonly until?: string | undefined;
  readonly watch?: true;
}

const REF = refinesTheModel.id;

/** In the order of the README. */
const choices = [...promises.map(({ id }) => id), REF];

/** One promise alone: the others may break before, and are not judged. */
function judgesUntil(id: string): Judges {
  const known = choices.find((promise) => promise.toLowerCase() === id.toLowerCase());
  if (known === undefined) {
    const expected = choices.join(', ');
    throw new TraceProblem(`--until: expected one of ${expected}, found ${JSON.stringify(id)}`);
  }
  return known === REF ? judgesFor(REF) : judgesAlone(known);
}

function run(file: string, options: Options): number {
  const { sound, refinement, step, until } = options;
  const trace = readTrace(file);
  if (step !== undefined) {
    const story = tell(trace, { sound: sound === true, refinement: refinement === true });
    console.log(`${trace.title}\nReplayed on ${story.cluster}.\n`);
    console.log(atStep(story, step).join('\n'));
    return 0;
  }
  const cluster = foundOn({ ...trace, mutant: sound === true ? null : trace.mutant }, file);
  const found = refinement === true ? judgesFor(REF) : cluster.judges;
  const judges = until === undefined ? found : judgesUntil(until);
  const { verdict, outcome } = judge(trace, cluster.step, judges);

  console.log(`Recorded: ${trace.title}\nReplayed on ${cluster.title}.\n`);
  const { broken, executed, steps } = outcome;
  if (broken === null) {
    console.log(heldSentence(judges, steps));
  } else {
    const scenario = { ...scenarioOf(trace), actions: executed };
    const kept = { file, replay: again(file, options), show: pictured(file, options) };
    console.log(`${renderFailure({ broken, scenario, trace: kept })}\n`);
  }
  console.log(`Verdict: ${renderVerdict(verdict, trace, judgedAlone(judges))}.`);
  return broken === null ? 0 : 1;
}

/** The same replay again. */
function again(file: string, options: Options): string {
  return commandFor('replay', [...flagsOf(options), file]);
}

/** A page knows no single promise. */
function pictured(file: string, { sound, refinement }: Options): string {
  return commandFor('show', [...flagsOf({ sound, refinement }), file]);
}

function flagsOf({ sound, refinement, step, until }: Options): readonly string[] {
  return [
    ...(sound === true ? ['--sound'] : []),
    ...(refinement === true ? ['--refinement'] : []),
    ...(step === undefined ? [] : ['--step', step]),
    ...(until === undefined ? [] : ['--until', until]),
  ];
}

function argumentsOf(file: string, options: Options): readonly string[] {
  readTrace(file); // what is no trace is said now, not at every change
  return ['replay', file, ...flagsOf(options)];
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
    .option('--step <n>', 'what step N did, and the tables of every stack after it; 0 is the start')
    .option('--until <promise>', 'judged by that promise alone, to the step at which it breaks')
    .option('--watch', 'again whenever the code or the trace has changed')
    .action((file: string, { watch, ...options }: Options) => {
      if (watch === true) watchAndRun(argumentsOf(file, options), file);
      else process.exitCode = run(file, options);
    });
}
