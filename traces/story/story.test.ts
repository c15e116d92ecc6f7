import { join } from 'node:path';
import test from 'ava';
import { readTrace } from '../files.ts';
import { tell } from './story.ts';

const corpus = join(import.meta.dirname, '..', 'corpus');

test('a story has every recorded step, each from the state that the one before left', (t) => {
  const story = tell(readTrace(join(corpus, 'R20.trace.json')));

  t.is(story.broken?.promise, story.trace.promise);
  t.is(story.leftOut, 0);
  let state = story.start;
  for (const [at, { number, before, after }] of story.moments.entries()) {
    t.is(number, at + 1);
    t.is(before, state);
    state = after;
  }
});

test('on the implementation the same trace goes on to the drain and the probes, and nothing breaks', (t) => {
  const story = tell(readTrace(join(corpus, 'R3.trace.json')), { sound: true });

  t.is(story.broken, null);
  t.is(story.cluster, 'the implementation');
  t.deepEqual(
    [...new Set(story.moments.map(({ phase }) => phase))],
    ['recorded', 'drain', 'probe', 'connect'],
  );
});
