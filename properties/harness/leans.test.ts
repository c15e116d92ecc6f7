/**
 * Leaning stands beside plain random runs, never instead of them.
 */
import { join } from 'node:path';
import test from 'ava';
import * as fc from 'fast-check';
import { clusterOf } from '../mutants/all.ts';
import { wilson } from '../report/wilson.ts';
import { drawClimate, type Climate } from './climate.ts';
import { generator } from './generate.ts';
import { drawLean, leantActions, ripeFor, type Lean } from './leans.ts';
import { readProfileDirectory } from './read-profiles.ts';
import { interleave, type Outcome } from './run.ts';
import { topologiesOf } from './topologies.ts';

const folder = join(import.meta.dirname, '..', '..', 'impl', 'profile', 'small');
const [topology] = topologiesOf(readProfileDirectory(folder).profiles);

/** Draws in the range asked for, the same on every machine. */
function draws(seed: number): (below: number) => number {
  const [values = []] = fc.sample(
    fc.array(fc.nat(1_000_000), { minLength: 4_000, maxLength: 4_000, size: 'max' }),
    { numRuns: 1, seed },
  );
  let at = 0;
  return (below) => (values[at++ % values.length] ?? 0) % below;
}

function run(climate: Climate, seed: number): Outcome {
  if (topology === undefined) throw new Error('the small sysplex has a topology');
  const next = generator(draws(seed), topology, climate);
  return interleave(clusterOf(null), topology, 'serving', next);
}

/** In how many of 60 runs each landmark was seen, under one lean. */
function landmarksUnder(lean: Lean | null): Readonly<Record<string, number>> {
  const seen: Record<string, number> = {};
  for (let seed = 1; seed <= 60; seed += 1) {
    const climate = { ...drawClimate(draws(1_000 + seed), 60), lean };
    for (const id of run(climate, seed).landmarks) seen[id] = (seen[id] ?? 0) + 1;
  }
  return seen;
}

test('one run in eight is plain, whatever the rest of its climate', (t) => {
  const draw = draws(1);
  const climates = Array.from({ length: 4_000 }, () => drawClimate(draw, 60));
  const plain = climates.filter(({ lean }) => lean === null);
  const { low, high } = wilson(plain.length, climates.length);
  t.true(low <= 1 / 8 && 1 / 8 <= high, `${plain.length} of ${climates.length}`);
  for (const part of ['crash', 'bind', 'disturb', 'mostConnections'] as const) {
    const values = (all: readonly Climate[]) => [...new Set(all.map((one) => one[part]))].sort();
    t.deepEqual(values(plain), values(climates));
  }
});

test('every lean is drawn', (t) => {
  const draw = draws(2);
  const drawn = new Set(Array.from({ length: 400 }, () => drawLean(draw)));
  t.deepEqual([...drawn].map(String).sort(), [
    'chains',
    'failures',
    'fullTargets',
    'lateEnds',
    'null',
    'weights',
  ]);
});

const purposes = [
  { lean: 'failures', landmark: 'takeover' },
  { lean: 'fullTargets', landmark: 'givenBack' },
  { lean: 'lateEnds', landmark: 'termconnCrosses' },
  { lean: 'chains', landmark: 'secondBackup' },
  { lean: 'weights', landmark: 'wlm' },
] as const;

const plainly = landmarksUnder(null);

for (const { lean, landmark } of purposes) {
  test(`runs that lean towards ${lean} see ${landmark} more than plain ones`, (t) => {
    const leaning = landmarksUnder(lean);
    t.true((leaning[landmark] ?? 0) > (plainly[landmark] ?? 0), JSON.stringify({ plainly }));
  });
}

test('what a lean offers can happen', (t) => {
  if (topology === undefined) throw new Error('the small sysplex has a topology');
  const step = clusterOf(null);
  const offered: string[] = [];
  for (const { lean } of purposes) {
    const climate = { ...drawClimate(draws(7), 60), length: 300, disturb: 0, lean };
    const next = generator(draws(8), topology, climate);
    interleave(step, topology, 'serving', (state) => {
      for (const action of leantActions(state, lean)) {
        offered.push(action.do);
        t.not(step(state, action), null, JSON.stringify(action));
      }
      ripeFor(state, () => 0);
      return next(state);
    });
  }
  t.true(offered.length > 0);
});
