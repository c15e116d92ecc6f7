/** Who owns a DVIPA after failures, returns and crossing claims: P3 and P7, case by case. */
import test from 'ava';
import type { Action } from '../actions.types.ts';
import { Alone, claimOf, sent } from '../testing/alone.ts';
import { Cluster } from '../testing/cluster.ts';
import { backup, distribute, primary, profileOf, ranged } from '../testing/profiles.ts';

const crash = (stack: string) => ({ do: 'CrashStack', stack }) as const;
const hearNotice = (to: string) => ({ do: 'DeliverNotice', to }) as const;

test('the first stack that defines a DVIPA owns and advertises it (F5.104)', (t) => {
  const cluster = new Cluster([primary('A')]).start('A');

  t.deepEqual(cluster.owners(), ['A']);
  t.deepEqual(cluster.state.network.advertised, { V: ['A'] });
});

test('the backups take over in the order of their ranks, down the chain (F9.201, F9.x)', (t) => {
  const cluster = new Cluster([primary('A'), backup('B', 10), backup('C', 20)]);
  cluster.start('A', 'B', 'C');

  t.deepEqual(cluster.crash('A').owners(), ['C']);
  t.deepEqual(cluster.crash('C').owners(), ['B']);
  t.deepEqual(cluster.crash('B').owners(), []);
});

test('of equal ranks the stack with the later name takes over, and only that (R18)', (t) => {
  const cluster = new Cluster([primary('A'), backup('B', 10), backup('C', 10)]);

  t.deepEqual(cluster.start('A', 'B', 'C').crash('A').owners(), ['C']);
});

test('a recovered primary takes its DVIPA back, with the connections (F10)', (t) => {
  const cluster = new Cluster([primary('A'), backup('B', 10), profileOf('C')]);
  cluster.start('A', 'B', 'C').listen(['C']);
  cluster.connect(1);
  cluster.crash('A').deed('K', 'write', 1).settle();
  t.deepEqual([cluster.owners(), cluster.routes('B')], [['B'], [[1, 'C']]]);

  cluster.start('A').deed('K', 'write', 1).settle();
  t.deepEqual([cluster.owners(), cluster.routes('A')], [['A'], [[1, 'C']]]);
  t.deepEqual(cluster.happened('Ended'), []);
  t.deepEqual(cluster.state.network.advertised, { V: ['A'] });
});

test('a backup of a higher rank that joins late takes over from a lower one (P3)', (t) => {
  const cluster = new Cluster([primary('A'), backup('B', 10), backup('C', 20)]);
  cluster.start('A', 'B').crash('A');
  t.deepEqual(cluster.owners(), ['B']);

  t.deepEqual(cluster.start('C').owners(), ['C']);
});

test('a backup of a lower rank that joins late leaves the DVIPA where it is', (t) => {
  const cluster = new Cluster([primary('A'), backup('B', 10), backup('C', 20)]);

  t.deepEqual(cluster.start('A', 'C').crash('A').start('B').owners(), ['C']);
});

test('a backup waits for its primary, unless its VIPABackup is MOVEable', (t) => {
  t.deepEqual(new Cluster([backup('B', 10)]).start('B').owners(), []);
  t.deepEqual(new Cluster([backup('B', 10, {}, true)]).start('B').owners(), ['B']);
});

test('a MOVEable backup does not wait for a higher one that may not create the DVIPA', (t) => {
  const cluster = new Cluster([backup('B', 10, {}, true), backup('C', 20)]).start('C', 'B');

  t.is(cluster.happened('Advertise', 'B').length, 1);
  t.is(cluster.owners().length, 1);
});

test('a primary takes its DVIPA from a MOVEable backup that was first', (t) => {
  const cluster = new Cluster([primary('A'), backup('B', 10, {}, true)]);

  t.deepEqual(cluster.start('B', 'A').owners(), ['A']);
});

test('two stacks define one DVIPA: the later start takes it, and the earlier follows (R43)', (t) => {
  const cluster = new Cluster([primary('A'), primary('B')]);

  t.deepEqual(cluster.start('A', 'B').owners(), ['B']);
  t.deepEqual(cluster.crash('B').owners(), ['A']);
  t.deepEqual(cluster.start('B').owners(), ['B']);
});

test('claims that cross end in one owner, whatever arrives first (R17)', (t) => {
  const cluster = new Cluster([primary('A'), primary('B'), profileOf('C')]).start('C');
  cluster.do({ do: 'StartStack', stack: 'A' }, { do: 'StartStack', stack: 'B' });
  const toC = (from: string) => (action: Action) =>
    action.do === 'DeliverXcf' && action.from === from && action.to === 'C';

  cluster.settle(toC('A')).settle();
  t.is(cluster.owners().length, 1);
  t.deepEqual(cluster.state.network.advertised.V, cluster.owners());
});

test('a backup without a list of its own distributes by the list of the primary (F6.134)', (t) => {
  const cluster = new Cluster([primary('A', { ports: [61] }), backup('B', 10)]);
  cluster.start('A', 'B').crash('A');

  t.deepEqual(cluster.vipa('B').claim?.distribution?.ports, [61]);
});

test("a backup's own list overrides the primary's, and goes when the primary returns (F4.3)", (t) => {
  const own = { distributes: [distribute({ targets: ['XB'] })] };
  const cluster = new Cluster([primary('A'), backup('B', 10, own), backup('C', 5)]);
  cluster.start('A', 'B', 'C').crash('A');
  t.deepEqual(cluster.vipa('C').claim?.distribution?.targets, ['XB']);

  cluster.crash('B');
  t.is(cluster.vipa('C').claim?.distribution?.targets, 'ALL', "C inherits the primary's list");
});

test('a backup without the function is no part of the chain (R37)', (t) => {
  const profiles = [primary('A'), backup('B', 10), backup('C', 20)];
  const cluster = new Cluster(profiles, { unaware: ['C'] }).start('A', 'B', 'C');

  t.deepEqual(cluster.crash('A').owners(), ['B']);
});

test('an owner that returns before its death is noticed collects all reports anew (R44)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B')]).start('A', 'B').listen(['B']);
  cluster.connect(1);
  cluster.do(crash('A'), { do: 'StartStack', stack: 'A' }).settle();

  t.deepEqual(cluster.routes('A'), [[1, 'B']]);
  t.deepEqual(cluster.targets('A'), ['B:60*1']);
});

test('the holder of a bound DVIPA claims it back after the last binder has died (P3)', (t) => {
  const cluster = new Cluster([ranged('A'), ranged('B')]).start('A', 'B').listen(['A']);
  cluster.connect(1);
  cluster.listen(['B']).crash('B');
  t.deepEqual(cluster.owners(), ['A']);

  cluster.deed('K', 'write', 1).settle();
  t.is(cluster.servedBy(1), 'A');
});

test('a DVIPA that nobody uses any more is not claimed back', (t) => {
  const cluster = new Cluster([ranged('A'), ranged('B')]).start('A', 'B').listen(['A']);
  cluster.do({ do: 'Unbind', stack: 'A', dvipa: 'V', port: 60 }).listen(['B']);

  t.deepEqual(cluster.crash('B').owners(), []);
});

test('a claim that died with its claimant is passed on to who never heard of it (R18b)', (t) => {
  const cluster = new Cluster([primary('B'), backup('C', 20), profileOf('D')]).start('C', 'D');
  const fromBToC = (action: Action) =>
    action.do === 'DeliverXcf' && action.from === 'B' && action.to === 'C';
  cluster.do({ do: 'StartStack', stack: 'B' }).settle(fromBToC);
  t.is(cluster.vipa('C').claim, null, 'only D has heard of the claim');

  cluster.do(crash('B'), hearNotice('C'));
  t.deepEqual(cluster.settle().owners(), ['C']);
});

test('an owner that is heard of before it joins is told everything when it does (R31)', (t) => {
  const stack = new Alone(profileOf('A')).starts('B');
  stack.claims('B', claimOf(5, 'C'));
  t.deepEqual(sent(stack.arrives('ACK')), [], 'there is no way to it yet');

  const greeting = sent(stack.joined('C'));
  t.deepEqual(
    greeting.map(({ to, type }) => `${type} to ${to}`),
    ['VIPA_list to C', 'NEWCONN to C'],
  );
});

test('a takeover during a takeback loses no connection (R21)', (t) => {
  const cluster = new Cluster([primary('A'), backup('B', 10), profileOf('C')]);
  cluster.start('A', 'B', 'C').listen(['C']);
  cluster.connect(1);
  cluster.crash('A').do({ do: 'StartStack', stack: 'A' });
  cluster.settle((action) => action.do === 'DeliverXcf' && action.to === 'A');
  cluster.crash('A').deed('K', 'write', 1).settle();

  t.deepEqual([cluster.owners(), cluster.servedBy(1)], [['B'], 'C']);
  t.deepEqual(cluster.happened('Ended'), []);
});

test('the death of a target takes its listeners and routes along (R12)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B'), profileOf('C')]);
  cluster.start('A', 'B', 'C').listen(['B', 'C']);
  cluster.connect(1);
  cluster.connect(2);
  cluster.crash('B');

  t.deepEqual(cluster.targets('A'), ['C:60*1']);
  t.deepEqual(cluster.routes('A'), [[2, 'C']]);
  t.is(cluster.connect(3), 'C');
});
