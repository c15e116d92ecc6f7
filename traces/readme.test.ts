/** What the README gives to copy works as it stands there. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { runCampaign } from '../properties/harness/campaign.ts';
import { readProfileDirectory } from '../properties/harness/read-profiles.ts';
import { topologiesOf } from '../properties/harness/topologies.ts';
import { everyJudge } from '../properties/invariants/judges.ts';
import { clusterOf } from '../properties/mutants/all.ts';

const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');

/** The blocks that begin with a comment that names their file, in a folder. */
function profilesToCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dvipa-readme-'));
  for (const [, text = '', name = ''] of readme.matchAll(/```\n(; (\w+\.profile)\n[^`]*)```/g)) {
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

test('the profiles of the README are a complete sysplex, without a warning', (t) => {
  const { profiles, warnings } = readProfileDirectory(profilesToCopy());

  t.deepEqual(
    profiles.map(({ stack }) => stack),
    ['MVS1', 'MVS2', 'MVS3'],
  );
  t.deepEqual(warnings, []);
  const menu = { topologies: topologiesOf(profiles), shortest: 60, connections: null };
  const few = { runs: 30, seed: 1, seconds: null, judges: everyJudge };
  t.is(runCampaign(clusterOf(null), { ...menu, ...few }).failure, null);
});

test('every part of the README that is linked to is there', (t) => {
  const parts = [...readme.matchAll(/^##+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  for (const [, anchor = ''] of readme.matchAll(/\]\(#([^)]*)\)/g)) {
    t.true(parts.includes(anchor), anchor);
  }
});
