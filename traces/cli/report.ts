/**
 * `dvipa report`: one page about what was checked and what came of it, from what the last runs have left; beside it a
 * JUnit report, and a summary of the step where a build server asks for one (GITHUB_STEP_SUMMARY).
 *
 * Exit code 0: written. 2: bad usage, or a file that cannot be written.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { TraceProblem } from '../files.ts';
import { gather } from '../report/gather.ts';
import { reportPage } from '../report/page.ts';
import { summaryJunit, summaryMarkdown } from '../report/summary.ts';

const REPORTS = join(import.meta.dirname, '..', '..', 'reports');

interface Options {
  readonly output: string;
}

export function reportCommand(): Command {
  return new Command('report')
    .description('one page about what was checked, and what came of it')
    .option('-o, --output <folder>', 'where to write', REPORTS)
    .action(({ output }: Options) => {
      const gathered = gather();
      const page = join(output, 'index.html');
      try {
        mkdirSync(output, { recursive: true });
        writeFileSync(page, reportPage(gathered));
        writeFileSync(join(output, 'junit.xml'), summaryJunit(gathered));
        const { GITHUB_STEP_SUMMARY: summary } = process.env;
        if (summary !== undefined) appendFileSync(summary, summaryMarkdown(gathered));
      } catch (problem) {
        throw new TraceProblem((problem as Error).message);
      }
      for (const what of gathered.missing) console.error(what);
      console.log(`${relative(process.cwd(), page)}: open it in a browser`);
    });
}
