/**
 * `dvipa export TRACE --to FORMAT`: a trace in a format that other tools read.
 *
 * Exit code 0, whether the promise holds or breaks; 2: bad usage, a file that is no trace, or one that cannot be
 * written.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Command, Option } from 'commander';
import { itfOf } from '../export/itf.ts';
import { junitOf } from '../export/junit.ts';
import { mermaidOf } from '../export/mermaid.ts';
import { captureOf } from '../export/pcapng.ts';
import { shivizOf } from '../export/shiviz.ts';
import { printable, readTrace, TraceProblem } from '../files.ts';
import { tell, type Story } from '../story/story.ts';

/** What `--to` knows: text, or bytes that no terminal should be given. */
const formats: Readonly<Record<string, (story: Story) => string | Uint8Array>> = {
  itf: itfOf,
  shiviz: shivizOf,
  mermaid: mermaidOf,
  pcapng: captureOf,
  junit: junitOf,
};

interface Options {
  readonly to?: string;
  readonly output?: string;
  readonly sound?: true;
  readonly refinement?: true;
}

export function exportCommand(): Command {
  const to = new Option('--to <format>', 'the format').choices(Object.keys(formats));
  return new Command('export')
    .description('a trace in a format that other tools read')
    .argument('<trace>', 'a trace file')
    .addOption(to)
    .option('-o, --output <file>', 'write there rather than to standard output')
    .option('--sound', 'on the implementation, also if the trace was found on a mutant')
    .option('--refinement', 'judged by the refinement to the model alone')
    .action(exportTrace);
}

function exportTrace(file: string, options: Options, command: Command): void {
  const { to, output, sound, refinement } = options;
  // Not left to commander: it would tell of this before an option that there is not.
  if (to === undefined) command.error("error: required option '--to <format>' not specified");
  const story = tell(readTrace(file), {
    sound: sound === true,
    refinement: refinement === true,
  });
  const written = formats[to]?.(story) ?? '';
  if (output !== undefined) write(output, written);
  else if (typeof written !== 'string' && process.stdout.isTTY) {
    throw new TraceProblem(`--to ${to}: these bytes are for no terminal; name a file with -o`);
  } else process.stdout.write(written);
}

function write(file: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  } catch (problem) {
    throw new TraceProblem(printable(`${file}: cannot be written (${(problem as Error).message})`));
  }
}
