/** Who gets a new connection (F7.144, P4, P8): policies, lists, owner-local ports, refusals. */
import test from 'ava';
import { Cluster } from '../testing/cluster.ts';
import { backup, distribute, primary, profileOf } from '../testing/profiles.ts';
import type { DistributeEntry } from '../../model/config.types.ts';
import type { Rules } from './rules.ts';

/** A owns V; A, B and C are up. */
function three(list: Partial<DistributeEntry> = {}, rules: Partial<Rules> = {}): Cluster {
  const profiles = [primary('A', list), profileOf('B'), profileOf('C')];
  return new Cluster(profiles, {}, rules).start('A', 'B', 'C');
}

/** The servers of `count` connections, one after the other. */
function servers(cluster: Cluster, count: number): readonly (string | null)[] {
  return Array.from({ length: count }, (_, at) => cluster.connect(at + 1));
}

test('round robin gives every listening candidate its turn (P8)', (t) => {
  const cluster = three().listen(['A', 'B', 'C']);

  t.deepEqual(servers(cluster, 6), ['A', 'B', 'C', 'A', 'B', 'C']);
});

test('weights are kept exactly, and a target without WEIGHT has 1 (P8)', (t) => {
  const cluster = three({ method: 'WEIGHTED', weights: { XA: 2, XC: 3 } });
  const chosen = servers(cluster.listen(['A', 'B', 'C']), 12);
  const countOf = (stack: string) => chosen.filter((name) => name === stack).length;

  t.deepEqual(['A', 'B', 'C'].map(countOf), [4, 2, 6]);
});

test('weights of a list that is not WEIGHTED count for nothing (P8)', (t) => {
  const cluster = three({ weights: { XB: 5 } }).listen(['B', 'C']);

  t.deepEqual(servers(cluster, 4), ['B', 'C', 'B', 'C']);
});

test('the workload manager says who gets how much, and a weight of 0 means none (P8)', (t) => {
  const cluster = three({ method: 'WLM' }).listen(['B', 'C']);
  t.deepEqual(servers(cluster, 2), ['B', 'C']);

  cluster.do({ do: 'SetWeights', stack: 'A', weights: { B: 0, C: 2 } });
  t.deepEqual([cluster.connect(3), cluster.connect(4)], ['C', 'C']);
});

test('a service policy has the first word: nobody whom it forbids is chosen', (t) => {
  const servicePolicy: Rules['servicePolicy'] = (targets) => targets.filter((name) => name !== 'B');
  const cluster = three({}, { servicePolicy }).listen(['B', 'C']);

  t.deepEqual(servers(cluster, 2), ['C', 'C']);
});

test('a SYN that the service policy allows nobody to take is dropped, not refused (P4)', (t) => {
  const cluster = three({}, { servicePolicy: () => [] }).listen(['B']);

  t.is(cluster.connect(1), null);
  t.is(cluster.happened('Discard').length, 1);
  t.deepEqual(cluster.happened('Reset'), []);
});

test('a SYN is refused when no candidate listens (P4)', (t) => {
  const cluster = three();

  t.is(cluster.connect(1), null);
  t.deepEqual(
    cluster.happened('Reset').map(({ reason }) => reason),
    ['NoListeningCandidate'],
  );
  t.like(cluster.happened('Ended', 'K'), [{ reason: 'resetByPeer' }]);
});

test('a listener on a stack that the list leaves out gets nothing (F6.124)', (t) => {
  const cluster = three({ targets: ['XB'] }).listen(['A', 'B']);

  t.deepEqual(servers(cluster, 2), ['B', 'B']);
});

test('with PORT omitted every port on which a candidate listens is distributed (C6)', (t) => {
  const cluster = three({ ports: 'ALL' }).listen(['B'], 61).listen(['C'], 62);

  t.is(cluster.connect(1, 61), 'B');
  t.is(cluster.connect(2, 62), 'C');
  t.is(cluster.connect(3, 63), null);
});

test('a port that is not listed is the own business of the owner (F7.140, R38)', (t) => {
  const cluster = three().listen(['A', 'B'], 99);

  t.is(cluster.connect(1, 99), 'A');
  t.is(cluster.connect(2, 99), 'A');
  t.is(cluster.connect(3, 98), null, 'its TCP refuses a port on which nobody listens');
  t.like(cluster.happened('Ended', 'K'), [{ reason: 'resetByPeer' }]);
});

test('an unlisted connection keeps its way when the DVIPA changes hands (R38)', (t) => {
  const cluster = new Cluster([primary('A'), backup('B', 10)]).start('B', 'A').crash('A');
  cluster.listen(['B'], 99);
  t.is(cluster.connect(1, 99), 'B');

  cluster.start('A').deed('K', 'write', 1, 99).settle();
  t.deepEqual([cluster.owners(), cluster.servedBy(1, 99)], [['A'], 'B']);
  t.deepEqual(cluster.routes('A'), [[1, 'B']]);
});

test('a connection to a port that the next list leaves out is routed on (R38)', (t) => {
  const own = { distributes: [distribute({ ports: [61] })] };
  const cluster = new Cluster([primary('A'), backup('B', 10, own), profileOf('C')]);
  cluster.start('A', 'B', 'C').listen(['C']);
  cluster.connect(1);
  cluster.crash('A').deed('K', 'write', 1).settle();

  t.is(cluster.servedBy(1), 'C');
  t.is(cluster.connect(2), null, 'a new one is not distributed');
});

test('an owner that is its own target uses no XCF (R46)', (t) => {
  const cluster = three().listen(['A']).forget();

  t.is(cluster.connect(1), 'A');
  t.deepEqual(cluster.happened('Send'), []);
});

test('a candidate that joins later is covered by DESTIP ALL (D5, C2)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B')]).start('A').listen(['A']);
  cluster.start('B').listen(['B']);

  t.deepEqual(servers(cluster, 2), ['A', 'B']);
});
