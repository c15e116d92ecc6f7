/** VARY OBEY (D8): what a new profile changes at once, and what it leaves alone. */
import test from 'ava';
import type { Profile } from '../../model/config.types.ts';
import { Alone } from '../testing/alone.ts';
import { Cluster } from '../testing/cluster.ts';
import { backup, distribute, primary, profileOf, ranged } from '../testing/profiles.ts';

/** Three stacks; A, or whoever `profile` is of, may load it. */
function clusterThatLoads(profile: Profile, profiles: readonly Profile[]): Cluster {
  const cluster = new Cluster(profiles, { changes: { [profile.stack]: [profile] } });
  return cluster.start(...profiles.map(({ stack }) => stack));
}

const load = (stack: string, profile = 0) => ({ do: 'ChangeProfile', stack, profile }) as const;

const three = [primary('A'), profileOf('B'), profileOf('C')];

test('a VIPADEFine that is added takes the DVIPA from its present primary (R43)', (t) => {
  const cluster = clusterThatLoads(primary('B'), three).do(load('B')).settle();

  t.deepEqual(cluster.owners(), ['B']);
});

test('a VIPADEFine that goes leaves the DVIPA to the backup', (t) => {
  const profiles = [primary('A'), backup('B', 10)];
  const cluster = clusterThatLoads(profileOf('A'), profiles).do(load('A')).settle();

  t.deepEqual(cluster.owners(), ['B']);
});

test('a primary without any backup keeps what its profile no longer defines', (t) => {
  const cluster = clusterThatLoads(profileOf('A'), three).do(load('A')).settle();

  t.deepEqual(cluster.owners(), ['A']);
  t.like(cluster.vipa('B').claim, { kind: 'define', version: 1, distribution: null });
});

test('a primary that becomes a backup routes on as a backup, by the list it had', (t) => {
  const cluster = clusterThatLoads(backup('A', 10), three).do(load('A')).settle();

  t.deepEqual(cluster.owners(), ['A']);
  t.like(cluster.vipa('B').claim, { kind: 'backup', distribution: { ports: [60] } });
});

test('of a primary that becomes a backup the last list counts, not the first', (t) => {
  const changes = { A: [primary('A', { ports: [61] }), backup('A', 10)] };
  const cluster = new Cluster(three, { changes }).start('A', 'B');
  cluster.do(load('A'), load('A', 1)).settle();

  t.like(cluster.vipa('B').claim, { kind: 'backup', distribution: { ports: [61] } });
});

test('who has yielded claims again when the new owner dies and nobody else would (P3)', (t) => {
  const changes = { A: [profileOf('A')], B: [primary('B')] };
  const cluster = new Cluster(three, { changes }).start('A', 'B', 'C').do(load('A')).settle();
  const deliver = { do: 'DeliverXcf', from: 'B', to: 'A' } as const;
  cluster.do(load('B'), deliver, deliver);
  t.is(cluster.vipa('A').role.is, 'moving');

  t.deepEqual(cluster.crash('B').owners(), ['A']);
});

test('a VIPABackup that is added makes a stack follow its primary', (t) => {
  const cluster = clusterThatLoads(backup('B', 10), three).do(load('B')).settle();

  t.deepEqual(cluster.owners(), ['A']);
  t.deepEqual(cluster.crash('A').owners(), ['B']);
});

test('a VIPABackup that goes keeps a stack from taking over', (t) => {
  const profiles = [primary('A'), backup('B', 20), backup('C', 10)];
  const cluster = clusterThatLoads(profileOf('B'), profiles).do(load('B')).settle();

  t.deepEqual(cluster.crash('A').owners(), ['C']);
});

test('a rank that is raised above the present owner takes the DVIPA over (P3)', (t) => {
  const profiles = [primary('A'), backup('B', 20), backup('C', 10)];
  const cluster = clusterThatLoads(backup('C', 30), profiles).crash('A');
  t.deepEqual(cluster.owners(), ['B']);

  t.deepEqual(cluster.do(load('C')).settle().owners(), ['C']);
});

test('a stack that is no candidate any more keeps its connections and gets no new ones (R32)', (t) => {
  const cluster = clusterThatLoads(primary('A', { targets: ['XC'] }), three).listen(['B', 'C']);
  t.is(cluster.connect(1), 'B');
  cluster.do(load('A')).settle();

  t.deepEqual(cluster.targets('A'), ['C:60*1']);
  t.deepEqual([cluster.connect(2), cluster.connect(3)], ['C', 'C']);
  cluster.deed('K', 'write', 1).settle();
  t.is(cluster.servedBy(1), 'B');
});

test('a stack that becomes a candidate reports the listeners that it has (F6.130)', (t) => {
  const profiles = [primary('A', { targets: ['XA'] }), ...three.slice(1)];
  const cluster = clusterThatLoads(primary('A', { ports: [60, 61] }), profiles);
  cluster.listen(['A']).listen(['A'], 61);
  t.deepEqual(cluster.targets('A'), ['A:60*1']);

  cluster.do(load('A')).settle().listen(['B']);
  t.deepEqual(cluster.targets('A'), ['A:60*1', 'B:60*1', 'A:61*1']);
});

test('a port that leaves the list gets no new connections from the network', (t) => {
  const cluster = clusterThatLoads(primary('A', { ports: [61] }), three).listen(['B']);
  cluster.do(load('A')).settle();

  t.deepEqual(cluster.targets('A'), []);
  t.is(cluster.connect(1), null);
});

test('the same list again is no new version (P10)', (t) => {
  const cluster = clusterThatLoads({ ...primary('A'), attached: false }, three);
  cluster.do(load('A')).settle();

  t.is(cluster.vipa('B').claim?.version, 0);
});

test('a profile that is loaded in the middle of a rebuild counts when it ends', (t) => {
  const cluster = clusterThatLoads(primary('A', { targets: ['XC'] }), three).crash('A');
  cluster.do({ do: 'StartStack', stack: 'A' });
  cluster.settle(({ do: what }) => what === 'ReadQueue');
  cluster.listen(['B', 'C']).do(load('A')).settle();

  t.deepEqual(cluster.targets('A'), ['C:60*1']);
});

test('a profile that is loaded before the join is complete claims nothing yet (R31)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B')], { changes: { B: [primary('B')] } });
  cluster.start('A').do({ do: 'StartStack', stack: 'B' }, load('B'));
  t.is(cluster.vipa('B').claim, null);

  t.deepEqual(cluster.settle().owners(), ['B']);
});

test('a profile that is loaded while the stack is down is what it starts with', (t) => {
  const cluster = clusterThatLoads(primary('B'), three).crash('B').do(load('B'));
  t.deepEqual(cluster.owners(), ['A']);

  t.deepEqual(cluster.start('B').owners(), ['B']);
});

test('a VIPADISTribute that is added later leaves a bound DVIPA with its owner (D8, E16)', (t) => {
  const changed = { ...ranged('A'), distributes: [distribute()] };
  const cluster = clusterThatLoads(changed, [ranged('A'), profileOf('B')]).listen(['A']);
  cluster.connect(1);
  cluster.do(load('A')).settle();

  t.deepEqual(cluster.owners(), ['A']);
  t.is(cluster.servedBy(1), 'A');
});

test("another method counts from the next selection on, and the old shares don't", (t) => {
  const weights = { XB: 0 };
  const cluster = clusterThatLoads(primary('A', { method: 'WEIGHTED', weights }), three);
  cluster.listen(['B', 'C']);
  t.is(cluster.connect(1), 'B');
  cluster.do(load('A')).settle();

  t.deepEqual([cluster.connect(2), cluster.connect(3)], ['C', 'C']);
});

test('a new list takes who is no candidate any more out of a DPT that is still being built (D8, R32)', (t) => {
  const stack = new Alone(primary('A')).join('B', 'C');
  stack.listens('B');
  stack.listens('C');
  t.is(stack.vipa.role.is, 'rebuilding');

  stack.hear({ type: 'ProfileChanged', profile: primary('A', { targets: ['XA', 'XC'] }) });
  const { role } = stack.vipa;
  t.is(role.is, 'rebuilding');
  t.deepEqual('dpt' in role ? role.dpt.map((row) => row.stack) : [], ['C']);
});

/** B owns as a backup and has lost its VIPABackup; primary A comes back, only C hears its claim, and A dies. */
function primaryBlinks(B: Profile, rest: Profile): Cluster {
  const changes = { B: [rest] };
  const cluster = new Cluster([primary('A'), B, profileOf('C')], { changes }).start('A', 'B', 'C');
  cluster.listen(['C']).crash('A').do(load('B')).settle().do({ do: 'StartStack', stack: 'A' });
  const isClaimed = () => cluster.vipa('C').claim?.epoch.stack === 'A';
  cluster.settle((a) => a.do === 'DeliverXcf' && a.from === 'A' && a.to === 'B' && isClaimed());
  return cluster.crash('A');
}

test("a former backup goes on by the primary's list when the primary has come and died (D8, F6.134)", (t) => {
  const cluster = primaryBlinks(backup('B', 10), profileOf('B'));

  t.deepEqual(cluster.owners(), ['B']);
  t.like(cluster.vipa('B').claim, { kind: 'backup', distribution: { ports: [60] } });
  t.is(cluster.connect(1), 'C');
});

test('a former backup goes on so under a range as well, though it has the address bound (D8)', (t) => {
  const { ranges } = ranged('B');
  const cluster = primaryBlinks(backup('B', 10, { ranges }), ranged('B'));
  t.is(cluster.vipa('B').claim?.kind, 'backup');
  t.is(cluster.connect(1), 'C');
});
