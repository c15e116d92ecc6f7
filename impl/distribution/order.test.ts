/** The same inputs give the same outputs on every machine: whatever goes out is in the order of its names. */
import test from 'ava';
import { Alone, claimOf, member, only, sent } from '../testing/alone.ts';
import { Cluster } from '../testing/cluster.ts';
import { backup, distribute, primary, profileOf, ranged } from '../testing/profiles.ts';

const both = [{ dvipa: 'W', mask: null }, ...primary('A').defines];
const claimed = (body: ReturnType<typeof sent>[number] | undefined) =>
  body?.type === 'VIPA_list' ? body.claims.map(({ dvipa }) => dvipa) : null;

test('a list names its claims in order, and goes to the stacks in order', (t) => {
  const stack = new Alone(profileOf('A', { defines: both })).join('C', 'B');
  const lists = sent(stack.hear({ type: 'ProfileChanged', profile: profileOf('A') }));

  t.deepEqual(
    lists.map(({ to }) => to),
    ['B', 'C'],
  );
  t.deepEqual(lists.map(claimed), [
    ['V', 'W'],
    ['V', 'W'],
  ]);
});

test('a backup of several DVIPAs takes them over in order', (t) => {
  const backups = ['W', 'V'].map((dvipa) => ({ dvipa, rank: 1, creates: false, mask: null }));
  const changes = { A: [profileOf('A', { defines: both })] };
  const first = profileOf('A', { defines: both.slice(0, 1) });
  const cluster = new Cluster([first, profileOf('B', { backups })], { changes }).start('A', 'B');
  cluster.do({ do: 'ChangeProfile', stack: 'A', profile: 0 }).settle().forget().crash('A');

  t.deepEqual(
    cluster.happened('Advertise', 'B').map(({ dvipa }) => dvipa),
    ['V', 'W'],
  );
});

test('a stack that joins is told what it must know of several DVIPAs in order', (t) => {
  const stack = new Alone(profileOf('A')).join('B');
  for (const dvipa of ['W', 'V']) stack.claims('B', claimOf(1, 'C', { dvipa }));

  t.deepEqual(
    sent(stack.joined('C')).map((body) => ('dvipa' in body ? body.dvipa : body.type)),
    ['VIPA_list', 'V', 'W'],
  );
});

test('a stack that takes several DVIPAs back advertises them in order when their owner dies', (t) => {
  const stack = new Alone(profileOf('A', { defines: both })).starts('B', 'C');
  for (const dvipa of ['W', 'V']) {
    stack.claims('B', claimOf(1, 'B', { dvipa, kind: 'backup' }));
  }
  stack.claims('C');

  t.deepEqual(
    only(stack.left('B'), 'Advertise').map(({ dvipa }) => dvipa),
    ['V', 'W'],
  );
});

test('an owner distributes by the list of the very DVIPA', (t) => {
  const lists = [distribute({ dvipa: 'W', ports: [61] }), distribute()];
  const stack = new Alone(profileOf('A', { defines: both, distributes: lists })).join();

  t.deepEqual(stack.vipa.claim?.distribution?.ports, [60]);
});

test('a yielding owner does not name itself among those that it has routed to', (t) => {
  const stack = new Alone(primary('A')).join('B');
  stack.snapshotEnds('B');
  stack.hear({ type: 'BindRequested', dvipa: 'V', port: 60 });

  const ends = sent(stack.claims('B', claimOf(9, 'B'))).flatMap((body) =>
    body.type === 'NEWCONN' ? [body.end] : [],
  );
  t.deepEqual(ends, [{ routedTo: [] }]);
});

test('an address stays while an application listens on it, candidate or not (R32)', (t) => {
  const stack = new Alone(profileOf('A')).join('B');
  stack.claims('B', claimOf(1, 'B'));
  stack.hear({ type: 'BindRequested', dvipa: 'V', port: 60 });
  const next = claimOf(1, 'B', { version: 1, distribution: null });
  t.deepEqual(only(stack.claims('B', next), 'DeleteAddress'), []);

  t.deepEqual(stack.hear({ type: 'ListenerClosed', dvipa: 'V', port: 60 }), [
    { type: 'DeleteAddress', dvipa: 'V' },
  ]);
});

test('a candidate has the address as soon as it knows the list (F6.126)', (t) => {
  const outputs = new Alone(profileOf('A')).join('B').claims('B', claimOf(1, 'B'));

  t.deepEqual(only(outputs, 'AddAddress'), [{ type: 'AddAddress', dvipa: 'V' }]);
});

test('who binds to an orphan under its range claims it, though no bind creates it (P3)', (t) => {
  const cluster = new Cluster([primary('A'), ranged('B', 'V', false)]).start('A', 'B').crash('A');

  t.deepEqual(cluster.listen(['B']).owners(), ['B']);
});

test('who opens a connection from an orphan under its range claims it (P3)', (t) => {
  const cluster = new Cluster([primary('A'), ranged('B')]).start('A', 'B').crash('A');
  t.deepEqual(cluster.owners(), []);
  const ends = { dvipa: 'V', port: 40, client: 'K', to: 8002, isn: 7_000 } as const;
  cluster.do({ do: 'ConnectOut', stack: 'B', ...ends }).settle();

  t.deepEqual(cluster.owners(), ['B']);
});

test('who claims a bound DVIPA after its primary has died does not distribute it (P3)', (t) => {
  const cluster = new Cluster([primary('A'), ranged('B')]).start('A', 'B').listen(['B']);
  cluster.crash('A');

  t.deepEqual(cluster.owners(), ['B']);
  t.like(cluster.vipa('B').claim, { kind: 'bind', distribution: null });
});

test('a bind in the middle of a join claims no orphan yet (R31)', (t) => {
  const stack = new Alone(backup('A', 10)).starts('B', 'C');
  const dead = { number: 5, stack: 'D', incarnation: 0 };
  stack.claims('B', claimOf(5, 'C', { epoch: dead, kind: 'bind' }));
  const outputs = stack.hear({ type: 'BindRequested', dvipa: 'V', port: 60 });

  t.deepEqual(outputs, [{ type: 'RefuseBind', dvipa: 'V', port: 60, error: 'EAGAIN' }]);
  t.deepEqual(stack.state.joining, [member('C').stack]);
});
