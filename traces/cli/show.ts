/**
 * `dvipa show TRACE`: a trace as one HTML page to step through, with no need of a network.
 *
 * Exit code 0, whether the promise holds or breaks; 2: bad usage, or a file that is no trace.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Command } from 'commander';
import { readTrace } from '../files.ts';
import { pageOf, pictureOf } from '../show/page.ts';
import { tell } from '../story/story.ts';

interface Options {
  readonly output?: string;
  readonly sound?: true;
  readonly svg?: true;
}

export function showCommand(): Command {
  return new Command('show')
    .description('a trace as an HTML page to step through')
    .argument('<trace>', 'a trace file')
    .option('-o, --output <file>', 'where to write (reports/NAME.html, or .svg)')
    .option('--svg', 'the sequence diagram alone, as a picture')
    .option('--sound', 'on the implementation, also if the trace was found on a mutant')
    .action((file: string, { output, sound, svg }: Options) => {
      const story = tell(readTrace(file), { sound: sound === true });
      const name = basename(file).replace(/(\.trace)?\.json$/, '');
      const target = output ?? join('reports', `${name}.${svg === true ? 'svg' : 'html'}`);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, svg === true ? pictureOf(story) : pageOf(story, file));
      console.log(`${target}: ${story.moments.length} steps; open it in a browser`);
    });
}
