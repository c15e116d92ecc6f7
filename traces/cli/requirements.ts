/**
 * `npm run requirements`: where each id of the source stands, and how often the example campaign reached it.
 *
 * `--write` renews the table in README.md. Exit code 1: an id is implemented or tested nowhere.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  renderRequirements,
  unplaced,
  withRequirements,
} from '../../properties/report/requirement-table.ts';
import { exampleCampaign } from '../example-campaign.ts';

const file = join(import.meta.dirname, '..', '..', 'README.md');
const { requirements } = exampleCampaign().report;
const block = renderRequirements(requirements);
if (process.argv.includes('--write')) {
  writeFileSync(file, withRequirements(readFileSync(file, 'utf8'), block));
} else {
  console.log(block);
}
const missing = unplaced(requirements);
for (const { id, lacks } of missing) console.error(`FAILED  ${id} lacks ${lacks}`);
process.exitCode = missing.length === 0 ? 0 : 1;
