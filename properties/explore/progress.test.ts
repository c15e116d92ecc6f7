/**
 * What a search tells while it runs.
 */
import test from 'ava';
import { exploreComponents } from './explore.ts';
import { progressLine } from './progress.ts';
import { failover } from './reference/failover.ts';
import type { Progress } from './search.ts';

test('progress only grows, and ends with everything found and nothing in the queue', async (t) => {
  const told: Progress[] = [];
  const scope = { stacks: 3, connections: 2, queueMax: 2, hasBug: false };
  const { states, transitions, depth } = await exploreComponents(failover(scope), {
    onProgress: (progress) => told.push(progress),
  });

  told.slice(1).forEach((now, at) => {
    t.true(now.states >= told[at]!.states && now.transitions >= told[at]!.transitions);
  });
  t.like(told.at(-1), { states, transitions, depth, queue: 0 });
});

const before = { states: 1_000, transitions: 0, depth: 2, queue: 0, bytes: 0 };

test('a line of progress', (t) => {
  const now = { states: 5_000, transitions: 0, depth: 3, queue: 1_234, bytes: 3_000_000 };

  t.is(
    progressLine(now, null, 2),
    '5,000 states, 2,500 states/s, depth 3, 1,234 in the queue, 3 MB, no estimate yet',
  );
  t.regex(progressLine(now, null, 0), /^5,000 states, 0 states\/s/);
});

test('the estimate: none while the queue grows, then how long it takes to run dry', (t) => {
  const growing = { states: 5_000, transitions: 0, depth: 3, queue: 1_234, bytes: 0 };
  t.regex(progressLine(growing, before, 2), /, 2,000 states\/s, .*, still growing$/);

  // 1,000 states expanded in 10 s brought 500 new ones: 400 in the queue come to 800.
  const earlier = { ...before, states: 2_000, queue: 900 };
  const shrinking = { ...before, states: 2_500, queue: 400 };
  t.regex(progressLine(shrinking, earlier, 10), /, perhaps 8 s left$/);
  const slower = { ...shrinking, queue: 400, states: 2_500 };
  t.regex(progressLine(slower, earlier, 1_000), /, perhaps 14 min left$/);
  t.regex(progressLine(slower, earlier, 36_000), /, perhaps 8\.0 h left$/);
});
