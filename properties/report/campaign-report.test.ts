/**
 * When a campaign is inconclusive: landmarks that nobody saw or that were too rare, and promises without
 * work; and that chance alone makes no small campaign so.
 */
import { join } from 'node:path';
import test from 'ava';
import type { CampaignResult, Tally } from '../harness/campaign.ts';
import { readProfileDirectory } from '../harness/read-profiles.ts';
import { topologiesOf } from '../harness/topologies.ts';
import { landmarks } from '../invariants/landmarks.ts';
import { promises } from '../invariants/promises.ts';
import { renderReport, reportOf, type CampaignReport } from './campaign-report.ts';
import { requirements } from './requirements.ts';

const folder = join(import.meta.dirname, '..', '..', 'impl', 'profile');
const figure4 = readProfileDirectory(join(folder, 'figure-4')).profiles;
const small = readProfileDirectory(join(folder, 'small')).profiles;

/** A campaign that saw everything in every run, but for what a test says of it. */
function campaign(runs: number, change: (tally: Tally) => void): CampaignResult {
  const tally: Tally = {
    runs,
    steps: runs * 250,
    shortest: 60,
    reached: new Map(requirements.map(({ id }) => [id, runs])),
    checked: new Map(promises.map(({ id }) => [id, runs])),
    landmarks: new Map(landmarks.map(({ id }) => [id, runs])),
    thereAndBack: runs,
  };
  change(tally);
  return { tally, failure: null, interrupted: false };
}

function report(
  runs: number,
  change: (tally: Tally) => void = () => undefined,
  profiles = figure4,
): CampaignReport {
  return reportOf(campaign(runs, change), 1, { profiles, reached: new Map() });
}

function verdict({ landmarks: lines }: CampaignReport, id: string): string | undefined {
  return lines.find((line) => line.id === id)?.verdict;
}

test('what was seen often enough is no shortfall', (t) => {
  t.deepEqual(report(2_000).shortfalls, []);
});

test('a landmark that nobody saw is reported, however few the runs', (t) => {
  for (const runs of [1, 2_000]) {
    const found = report(runs, ({ landmarks: seen }) => seen.set('takeback', 0));
    t.is(verdict(found, 'takeback'), 'not seen');
    t.deepEqual(found.shortfalls, ['landmark takeback was not seen']);
  }
});

test('a landmark whose whole interval lies below its minimum is too rare', (t) => {
  const found = report(2_000, ({ landmarks: seen }) => seen.set('takeback', 20));
  t.is(verdict(found, 'takeback'), 'too rare');
  t.regex(found.shortfalls.join(), /takeback is too rare: in 0\.6 % to 1\.5 % of the runs/);
  t.regex(renderReport(found), /^takeback +20 +1\.0 % +0\.6 % +1\.5 % +10\.0 % +TOO RARE/m);
});

test('with few runs the same share may be chance, and passes', (t) => {
  const found = report(30, ({ landmarks: seen }) => seen.set('takeback', 1));
  t.is(verdict(found, 'takeback'), 'seen');
  t.deepEqual(found.shortfalls, []);
});

test('what the profiles rule out is not demanded, and shown as such', (t) => {
  const found = report(2_000, ({ landmarks: seen }) => seen.set('move', 0), small);
  t.is(verdict(found, 'move'), 'not applicable');
  t.deepEqual(found.shortfalls, []);
  t.regex(renderReport(found), /^move .* not applicable /m);
  t.is(
    verdict(
      report(2_000, ({ landmarks: seen }) => seen.set('move', 0)),
      'move',
    ),
    'not seen',
  );
});

test('a promise that never had anything to judge is reported', (t) => {
  const found = report(2_000, ({ checked }) => checked.set('P9', 0));
  t.deepEqual(found.shortfalls, ['promise P9 never had anything to judge']);
  t.regex(renderReport(found), /^P9 .* never judged/m);
});

test('a promise that the profiles rule out is not demanded, and shown as such', (t) => {
  const unchecked = ({ checked }: Tally): void => {
    for (const id of ['P7', 'P9']) checked.set(id, 0);
  };
  const single = report(2_000, unchecked, small.slice(0, 1));
  t.deepEqual(single.shortfalls, []);
  t.regex(renderReport(single), /^P9 .* not applicable /m);
  t.deepEqual(report(2_000, unchecked, small).shortfalls, [
    'promise P7 never had anything to judge',
    'promise P9 never had anything to judge',
  ]);
});

test('every promise says what it needs', (t) => {
  t.true(promises.every(({ needs }) => needs !== undefined));
});

test('a campaign that a promise has ended says nothing of what it did not see', (t) => {
  const [topology] = topologiesOf(small);
  if (topology === undefined) return t.fail('no topology');
  const broken = { promise: 'P1', witness: 'somebody was misled', after: 1 };
  const scenario = { topology, start: 'serving', actions: [] } as const;
  const failure = { broken, scenario, seed: 1, path: '', shrinks: 0 };
  const result = { ...campaign(1, ({ landmarks: seen }) => seen.set('takeback', 0)), failure };
  const found = reportOf(result, 1, { profiles: figure4, reached: new Map() });

  t.deepEqual(found.shortfalls, []);
  t.notRegex(renderReport(found), /NOT SEEN|NOT REACHED|^landmark/m);
  t.regex(renderReport(found), /^P1 +1 .* broken /m);
  t.regex(renderReport(found), /^1 interleaving of at least/m);
});

test('landmarks have names of their own, and minimum shares that leave room for chance', (t) => {
  t.is(new Set(landmarks.map(({ id }) => id)).size, landmarks.length);
  t.true(landmarks.every(({ least }) => least > 0 && least <= 10));
});
