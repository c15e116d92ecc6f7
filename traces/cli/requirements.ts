/**
 * `dvipa requirements`: where each id of the source stands, and how often the example campaign reached it.
 *
 * `--write` renews the table in README.md. Exit code 1: an id is implemented or tested nowhere.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import {
  renderRequirements,
  unplaced,
  withRequirements,
} from '../../properties/report/requirement-table.ts';
import { exampleCampaign } from '../example-campaign.ts';

const file = join(import.meta.dirname, '..', '..', 'README.md');
function report(write: boolean): number {
  const { requirements } = exampleCampaign().report;
  const block = renderRequirements(requirements);
  if (write) writeFileSync(file, withRequirements(readFileSync(file, 'utf8'), block));
  else console.log(block);
  const missing = unplaced(requirements);
  for (const { id, lacks } of missing) console.error(`FAILED  ${id} lacks ${lacks}`);
  return missing.length === 0 ? 0 : 1;
}

export function requirementsCommand(): Command {
  return new Command('requirements')
    .description(
      'Says where each id of the source stands, and how often the example campaign reached it.',
    )
    .option('--write', 'renew the table in README.md')
    .action(({ write }: { readonly write?: true }) => {
      process.exitCode = report(write === true);
    });
}
