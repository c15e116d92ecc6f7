import { join } from 'node:path';
import test from 'ava';
import { readTrace } from '../files.ts';
import { changeLabel, changesBetween } from './changes.ts';
import { tell } from './story.ts';

const { moments } = tell(readTrace(join(import.meta.dirname, '..', 'corpus', 'E8.trace.json')));

function changesOf(number: number): readonly string[] {
  const moment = moments[number - 1];
  if (moment === undefined) return [];
  return changesBetween(moment.before, moment.after).map(
    (change) => `${change.where}: ${changeLabel(change)}`,
  );
}

test('a selection is a row more in the CRT of the owner, and nothing elsewhere', (t) => {
  t.deepEqual(changesOf(6), ['MVS1: CRT + C2:8002>DVA1:60 on MVS2 isn 3000']);
});

test('a crash takes the stack away, and its advertisements', (t) => {
  t.deepEqual(changesOf(8), ['MVS1: - MVS1 is down', 'network: - MVS1 advertises DVA1']);
});

test('a claim is told with what the claimant waits for and what it knows itself', (t) => {
  t.deepEqual(changesOf(10), [
    'MVS2: owner ~ DVA1 by epoch 2 of MVS2',
    'MVS2: role + rebuilding DVA1, awaits MVS1',
    'MVS2: DPT + DVA1:60 on MVS2 ×1',
    'MVS2: CRT + C2:8002>DVA1:60 on MVS2 isn 3000',
    'network: + MVS2 advertises DVA1',
  ]);
});

test('a step that changed nothing has no changes', (t) => {
  t.deepEqual(moments.map(({ before }) => changesBetween(before, before)).flat(), []);
});
