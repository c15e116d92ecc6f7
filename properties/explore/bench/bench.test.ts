/**
 * The contestants of the benchmark search the same thing.
 *
 * SPIN only where it is installed: its model is counted by `npm run bench:explore`, too.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { exploreComponents } from '../explore.ts';
import { failover } from '../reference/failover.ts';
import { missingForSpin } from './contest.ts';
import { plainSearch } from './plain-search.ts';
import { promelaOf } from './promela.ts';

const SCOPE = { stacks: 2, connections: 2, queueMax: 3, hasBug: false };

test('the plain search finds what the explorer finds', async (t) => {
  const { states, transitions } = await exploreComponents(failover(SCOPE));

  t.deepEqual(plainSearch(failover(SCOPE)), { states, transitions });
});

test('so does SPIN, with the same model in Promela', async (t) => {
  const missing = missingForSpin();
  if (missing !== null) {
    t.log(`not judged: ${missing} not found`);
    t.pass();
    return;
  }
  const directory = mkdtempSync(join(tmpdir(), 'dvipa-promela-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, 'failover.pml'), promelaOf(SCOPE));
  const run = (command: string, ...flags: readonly string[]): string =>
    execFileSync(command, flags, { cwd: directory, encoding: 'utf8' });
  run('spin', '-a', 'failover.pml');
  run('gcc', '-O2', '-DSAFETY', '-DNOREDUCE', '-DBFS', '-o', 'pan', 'pan.c');
  const printed = run('./pan', '-w20');
  const { states, transitions } = await exploreComponents(failover(SCOPE));

  t.regex(printed, new RegExp(`\\b${states} states, stored`));
  t.regex(printed, new RegExp(`\\b${transitions + 1} transitions`));
  t.regex(printed, /errors: 0/);
});
