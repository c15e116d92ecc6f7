/** What a stack tells of itself, and when it has nothing to tell (Figure 6). */
import test from 'ava';
import { Alone, claimOf, life, sent } from '../testing/alone.ts';
import { Cluster } from '../testing/cluster.ts';
import { distribute, primary, profileOf } from '../testing/profiles.ts';

/** A candidate of B's V. */
function candidate(): Alone {
  const stack = new Alone(profileOf('A')).join('B');
  stack.claims('B', claimOf(1, 'B'));
  return stack;
}

const bind = { type: 'BindRequested', dvipa: 'V', port: 60 } as const;
const unbind = { type: 'ListenerClosed', dvipa: 'V', port: 60 } as const;

test('the next life of a dead owner is told nothing that was meant for the former one (R13)', (t) => {
  const stack = candidate();
  stack.joined('B', 9);
  const { remote, local } = life('A');

  t.deepEqual(
    sent(stack.hear({ type: 'ConnectionEnded', remote, local, remoteIsn: 1, localIsn: 2 })),
    [],
  );
});

test('the end of an application that never listened is no news', (t) => {
  const stack = candidate();
  const before = stack.state;

  t.deepEqual(stack.hear(unbind), []);
  t.is(stack.state, before);
});

test('who is no candidate any more does not report that its application ends (F6.124)', (t) => {
  const stack = candidate();
  stack.hear(bind);
  const { dvipa: _dvipa, ...list } = distribute({ targets: ['XB'] });
  stack.claims('B', claimOf(1, 'B', { version: 1, distribution: list }));

  t.deepEqual(sent(stack.hear(unbind)), []);
});

test('an owner that is no candidate does not report its own listeners (F6.124)', (t) => {
  const cluster = new Cluster([primary('A', { targets: ['XB'] })]).start('A').forget();
  cluster.listen(['A']);

  t.deepEqual(
    cluster.happened('Reached').map(({ id }) => id),
    ['F4.2'],
  );
});
