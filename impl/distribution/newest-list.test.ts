/**
 * A primary changes its list and dies when it has told some only: everybody comes to the newest list (R33).
 */
import test from 'ava';
import type { Action } from '../actions.types.ts';
import { Alone, claimOf, epochOf, only, sent } from '../testing/alone.ts';
import { Cluster } from '../testing/cluster.ts';
import { backup, primary, profileOf } from '../testing/profiles.ts';

/** A's VARY OBEY takes C off the list; B, the first backup, does not hear of it, and A dies. */
function halfTold(): Cluster {
  const wide = primary('A', { targets: ['XC', 'XD'] });
  const changes = { A: [primary('A', { targets: ['XD'] }), wide] };
  const profiles = [wide, backup('B', 10), backup('C', 5)];
  const cluster = new Cluster([...profiles, profileOf('D')], { changes });
  cluster.start('A', 'B', 'C', 'D').listen(['C', 'D']);
  cluster.do({ do: 'ChangeProfile', stack: 'A', profile: 0 });
  const toB = (action: Action) =>
    action.do === 'DeliverXcf' && action.from === 'A' && action.to === 'B';
  return cluster.settle(toB).do({ do: 'CrashStack', stack: 'A' });
}

/** Who notices first that A is dead: B claims before C and D know, or they tell B what A said. */
for (const first of ['B', 'C', 'D']) {
  test(`the backup routes by the newest list that is known, ${first} being the first to notice (R33)`, (t) => {
    const cluster = halfTold().do({ do: 'DeliverNotice', to: first }).settle();

    t.deepEqual(cluster.owners(), ['B']);
    t.deepEqual(cluster.targets('B'), ['D:60*1']);
    t.deepEqual([cluster.connect(1), cluster.connect(2)], ['D', 'D']);
    for (const stack of ['B', 'C', 'D']) {
      t.like(cluster.vipa(stack).inherited, { version: 1, distribution: { targets: ['XD'] } });
    }
  });
}

test('the next backup has the newest list as well, when who knew it first is dead (R33)', (t) => {
  const cluster = halfTold().settle().crash('B');

  t.deepEqual(cluster.owners(), ['C']);
  t.deepEqual(cluster.targets('C'), ['D:60*1']);
});

test('a primary that returns states its list anew, whatever its former life said last (R33)', (t) => {
  const cluster = halfTold().settle();
  cluster.do({ do: 'ChangeProfile', stack: 'A', profile: 1 }).start('A').crash('A');

  t.like(cluster.vipa('B').inherited, { version: 0, distribution: { targets: ['XC', 'XD'] } });
  t.deepEqual(cluster.targets('B'), ['C:60*1', 'D:60*1']);
});

const byFirst = { epoch: epochOf(1, 'A'), distribution: null };
const older = { ...byFirst, version: 1 };
const newest = { ...byFirst, version: 2 };

/** C has heard the newest list of A, the primary. */
function told(): Alone {
  const stack = new Alone(profileOf('C')).join('A', 'B');
  stack.claims('A', claimOf(1, 'A', { version: 2, distribution: null }));
  return stack;
}

const byBackup = claimOf(2, 'B', { kind: 'backup', inherited: older });

test('a claim by an older list is answered with the newer one, before the snapshot ends (R33)', (t) => {
  const stack = told();
  const answers = sent(stack.claims('B', byBackup));

  t.deepEqual(stack.vipa.inherited, newest);
  t.like(answers, [
    { to: 'B', type: 'VIPA_list', claims: [{ dvipa: 'V', inherited: newest }] },
    { to: 'B', type: 'NEWCONN', end: { routedTo: [] } },
  ]);
});

test('an owner that claims by the newest list is told nothing, nor one that repeats itself (R33)', (t) => {
  const stack = told();
  const answers = sent(stack.claims('B', { ...byBackup, inherited: newest }));
  t.false(answers.some(({ type }) => type === 'VIPA_list'));
  t.deepEqual(sent(stack.claims('B', byBackup)), []);
  t.deepEqual(stack.vipa.inherited, newest);
});

test('who hears of an owner before it has joined tells it the newer list when it has (R33, R44)', (t) => {
  const stack = new Alone(profileOf('C')).join('A');
  stack.claims('A', claimOf(1, 'A', { version: 2, distribution: null }));
  const epoch = { number: 2, stack: 'B', incarnation: 9 };
  t.deepEqual(sent(stack.claims('A', { ...byBackup, epoch })), []);

  const [greeting, answer] = sent(stack.joined('B', 9));
  t.like(greeting, { type: 'VIPA_list', claims: [{ inherited: older }] });
  t.like(answer, { type: 'VIPA_list', claims: [{ inherited: newest }] });
});

/** C, a backup, has claimed by an older list of A and waits for B. */
function claimant(): Alone {
  const stack = new Alone(backup('C', 10)).join('A', 'B');
  stack.claims('A', claimOf(1, 'A', { version: 1 }));
  stack.left('A');
  return stack;
}

test('an owner that learns of a newer list sends its next one, once (R33, D8)', (t) => {
  const stack = claimant();
  const news = [stack.vipa.claim].flatMap((claim) => claim ?? []);
  const claims = news.map((claim) => ({ ...claim, inherited: newest }));

  t.like(sent(stack.claims('B', ...claims)), [
    { to: 'B', type: 'VIPA_list', claims: [{ version: 1, distribution: null, inherited: newest }] },
  ]);
  const { vipa } = stack;
  t.deepEqual(sent(stack.claims('B', ...claims)), []);
  t.is(stack.vipa, vipa);
});

test('a claim of the dead primary may bring its newest list, and is no news twice (R33, R29)', (t) => {
  const stack = claimant();
  const late = claimOf(1, 'A', { version: 2, distribution: null });

  t.deepEqual(only(stack.claims('B', late), 'Ignore'), []);
  t.like(stack.vipa.claim, { version: 1, distribution: null });
  t.like(only(stack.claims('B', late), 'Ignore'), [{ reason: 'StaleEpoch' }]);
});
