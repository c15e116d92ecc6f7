/**
 * `dvipa report`: one page about what was checked and what came of it, from what the last runs have left; beside it a
 * JUnit report, and a summary of the step where a build server asks for one (GITHUB_STEP_SUMMARY).
 *
 * Exit code 0: written. 2: bad usage, or a file that cannot be written.
 */
import { Command } from 'commander';
import { TraceProblem } from '../files.ts';
import { writeReport, type Written } from '../report/write.ts';

interface Options {
  readonly output?: string;
}

export function reportCommand(): Command {
  return new Command('report')
    .description('one page about what was checked, and what came of it')
    .option('-o, --output <folder>', 'where to write (reports/)')
    .action(({ output }: Options) => {
      const { page, missing } = write(output);
      for (const what of missing) console.error(what);
      console.log(`${page}: open it in a browser`);
    });
}

function write(folder: string | undefined): Written {
  try {
    return writeReport(folder);
  } catch (problem) {
    throw new TraceProblem((problem as Error).message);
  }
}
