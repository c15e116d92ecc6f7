import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { clusterNamed } from '../../properties/assumptions/all.ts';
import { replay } from '../../properties/harness/run.ts';
import { judgesFor } from '../../properties/invariants/judges.ts';
import { readTrace, scenarioOf } from '../files.ts';
import type { Trace } from '../format.ts';
import { journeysOf } from './journeys.ts';
import { sliceOf } from './slice.ts';
import { tell } from './story.ts';

const corpus = join(import.meta.dirname, '..', 'corpus');

/**
 * PM74276 keeps its old table outside of the states, where no slice can see it; of R11b and R28 the slice leaves out a
 * message whose place on its channel the next one then takes; what F7.144d breaks observers remember (the weights that
 * were sent before), and no state shows.
 */
const BEYOND = ['PM74276', 'R11b', 'R28', 'F7.144d'].map((name) => `${name}.trace.json`);

function brokenBySlice(trace: Trace): string | null {
  const story = tell(trace);
  const slice = sliceOf(story, journeysOf(story));
  const actions = story.moments
    .filter(({ phase, number }) => phase === 'recorded' && slice.has(number))
    .map(({ action }) => action);
  const cluster = clusterNamed(trace.mutant);
  if (cluster === undefined) return null;
  const scenario = { ...scenarioOf(trace), actions };
  return replay(cluster.step, scenario, judgesFor(trace.promise)).broken?.promise ?? null;
}

for (const file of readdirSync(corpus).filter((name) => !BEYOND.includes(name))) {
  test(`${file}: the slice alone breaks the same promise`, (t) => {
    const trace = readTrace(join(corpus, file));
    t.is(brokenBySlice(trace), trace.promise);
  });
}

test('what happens elsewhere is no part of the slice', (t) => {
  const story = tell(readTrace(join(corpus, 'R22.trace.json')));
  const slice = sliceOf(story, journeysOf(story));

  t.true(slice.size < story.moments.length, 'nothing was left out');
  t.true(slice.has(story.moments.length), 'the step that broke the promise was left out');
});

test('where nothing broke, every step is shown', (t) => {
  const story = tell(readTrace(join(corpus, 'R3.trace.json')), { sound: true });

  t.is(sliceOf(story, journeysOf(story)).size, story.moments.length);
});
