/**
 * `dvipa explain TRACE`: a trace as a sequence diagram in the terminal, with the tables of every stack at a step.
 *
 * Exit code 0, whether the promise holds or breaks; 2: bad usage, or a file that is no trace.
 */
import { Command } from 'commander';
import { judgeNamed } from '../../properties/report/failure-block.ts';
import { counted } from '../../properties/report/tables.ts';
import { atStep } from '../explain/at-step.ts';
import { diagramOf, wrap } from '../explain/diagram.ts';
import { paintFor, type Paint } from '../explain/paint.ts';
import { readTrace } from '../files.ts';
import { journeysOf } from '../story/journeys.ts';
import { sliceOf } from '../story/slice.ts';
import { tell, titleOf, type Story } from '../story/story.ts';
import { heldSentence } from '../verdict.ts';

const WIDTH = 100;

interface Options {
  readonly sound?: true;
  readonly refinement?: true;
  readonly all?: true;
  readonly step?: string;
}

export function explainCommand(): Command {
  return new Command('explain')
    .description('a trace as a sequence diagram in the terminal')
    .argument('<trace>', 'a trace file')
    .option('--all', 'every step, also those that the violation does not depend on')
    .option('--step <n>', 'the DPT and CRT of every stack after step N; 0 is the start')
    .option('--sound', 'on the implementation, also if the trace was found on a mutant')
    .option('--refinement', 'judged by the refinement to the model alone')
    .action((file: string, options: Options) => {
      const paint = paintFor(process.env, process.stdout.isTTY);
      console.log(explain(file, options, paint).join('\n'));
    });
}

function explain(file: string, options: Options, paint: Paint): readonly string[] {
  const story = tell(readTrace(file), {
    sound: options.sound === true,
    refinement: options.refinement === true,
  });
  const journeys = journeysOf(story);
  const folds = options.all !== true;
  const slice = sliceOf(story, journeys);
  const head = [paint(titleOf(story), 'bold'), `Replayed on ${story.cluster}.`, ''];
  if (options.step !== undefined) {
    return [...head, ...atStep(story, options.step)];
  }
  return [
    ...head,
    ...diagramOf(story, journeys, { slice, folds, width: WIDTH, paint }),
    '',
    ...verdict(story, paint),
  ];
}

function notEnabled(many: number): string {
  return `${counted(many, 'recorded action')} ${many === 1 ? 'was' : 'were'} not enabled.`;
}

function verdict({ broken, moments, leftOut, judges }: Story, paint: Paint): readonly string[] {
  const left = leftOut === 0 ? [] : [notEnabled(leftOut)];
  if (broken === null) {
    return [...left, paint(heldSentence(judges, moments.length), 'good')];
  }
  const claim = judgeNamed(broken.promise)?.claim ?? '';
  return [
    ...left,
    ...wrap(`BROKEN  ${broken.promise}  ${claim}`, WIDTH, '').map((line) => paint(line, 'bad')),
    ...wrap(`because ${broken.witness}`, WIDTH, ''),
  ];
}
