/**
 * Writes the report where reviewers and build servers look for it.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { REPORTS } from './campaign-data.ts';
import { gather } from './gather.ts';
import { reportPage } from './page.ts';
import { summaryJunit, summaryMarkdown } from './summary.ts';

export interface Written {
  /** From the working directory. */
  readonly page: string;
  /** What is missing in it, in words. */
  readonly missing: readonly string[];
}

/** Throws what the file system throws. The summary goes to the file that GITHUB_STEP_SUMMARY names, if it names one. */
export function writeReport(folder = REPORTS): Written {
  const gathered = gather();
  const page = join(folder, 'index.html');
  mkdirSync(folder, { recursive: true });
  writeFileSync(page, reportPage(gathered));
  writeFileSync(join(folder, 'junit.xml'), summaryJunit(gathered));
  const { GITHUB_STEP_SUMMARY: summary } = process.env;
  if (summary !== undefined) appendFileSync(summary, summaryMarkdown(gathered));
  return { page: relative(process.cwd(), page), missing: gathered.missing };
}

/** For runs that have said what they found already: a report that cannot be written is no failure of theirs. */
export function tellReport(): void {
  try {
    console.log(`\nreport  ${writeReport().page}`);
  } catch (problem) {
    console.error(`no report: ${(problem as Error).message}`);
  }
}
