/**
 * `dvipa show TRACE`: a trace as one HTML page to step through, with no need of a network.
 *
 * Exit code 0, whether the promise holds or breaks; 2: bad usage, a file that is no trace, or one
 * that cannot be written.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Command } from 'commander';
import { counted } from '../../properties/report/tables.ts';
import { fromHere } from '../commands.ts';
import { printable, readTrace, TraceProblem } from '../files.ts';
import { REPORTS } from '../report/campaign-data.ts';
import { pageOf, pictureOf } from '../show/page.ts';
import { tell } from '../story/story.ts';

interface Options {
  readonly output?: string;
  readonly sound?: true;
  readonly svg?: true;
  readonly refinement?: true;
}

export function showCommand(): Command {
  return new Command('show')
    .description('a trace as an HTML page to step through')
    .argument('<trace>', 'a trace file')
    .option('-o, --output <file>', 'where to write (reports/NAME.html, or .svg)')
    .option('--svg', 'the sequence diagram alone, as a picture')
    .option('--sound', 'on the implementation, also if the trace was found on a mutant')
    .option('--refinement', 'judged by the refinement to the model alone')
    .action((file: string, { output, sound, svg, refinement }: Options) => {
      const telling = { sound: sound === true, refinement: refinement === true };
      const story = tell(readTrace(file), telling);
      const name = basename(file).replace(/(\.trace)?\.json$/, '');
      const end = svg === true ? 'svg' : 'html';
      const target = output ?? fromHere(join(REPORTS, `${name}.${end}`));
      write(target, svg === true ? pictureOf(story) : pageOf(story, file));
      console.log(`${target}: ${counted(story.moments.length, 'step')}; open it in a browser`);
    });
}

function write(target: string, content: string): void {
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  } catch (problem) {
    const reason = `cannot be written (${(problem as Error).message})`;
    throw new TraceProblem(printable(`${target}: ${reason}; choose another place with -o`));
  }
}
