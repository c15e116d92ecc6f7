/** The cluster as a product: what each action does, and that one that is not enabled does nothing. */
import test from 'ava';
import type { Action } from './actions.types.ts';
import { peerPort } from './sysplex.ts';
import { Cluster } from './testing/cluster.ts';
import { backup, primary, profileOf } from './testing/profiles.ts';

const profiles = [primary('A'), profileOf('B')];
const ends = { dvipa: 'V', port: 60 };
const junk = { type: 'redirected', packet: packetTo('W') } as const;

function packetTo(address: string) {
  const source = { address: 'K', port: 1 };
  return { source, destination: { address, port: 60 }, kind: 'ACK', seq: 1, ack: 1 } as const;
}

/** A owns V, B serves it. */
const serving = () => new Cluster(profiles).start('A', 'B').listen(['B']);

/** Actions that mean nothing in a cluster of A (up) and B (down) in which nothing has happened. */
const disabled: { readonly [Do in Action['do']]: readonly Extract<Action, { do: Do }>[] } = {
  StartStack: [
    { do: 'StartStack', stack: 'A' },
    { do: 'StartStack', stack: 'Z' },
  ],
  CrashStack: [
    { do: 'CrashStack', stack: 'B' },
    { do: 'CrashStack', stack: 'Z' },
  ],
  DeliverNotice: [{ do: 'DeliverNotice', to: 'A' }],
  DeliverXcf: [{ do: 'DeliverXcf', from: 'B', to: 'A' }],
  ReadQueue: [
    { do: 'ReadQueue', stack: 'A' },
    { do: 'ReadQueue', stack: 'B' },
  ],
  DeliverPacket: [{ do: 'DeliverPacket', packet: 'K:1>V:60 SYN', router: 'R' }],
  DeliverToClient: [{ do: 'DeliverToClient', packet: 'V:60>K:1 ACK' }],
  LosePacket: [{ do: 'LosePacket', packet: 'K:1>V:60 SYN' }],
  DuplicatePacket: [{ do: 'DuplicatePacket', packet: 'K:1>V:60 SYN' }],
  LearnRoute: [
    { do: 'LearnRoute', router: 'R', dvipa: 'V', stack: 'A' },
    { do: 'LearnRoute', router: 'R', dvipa: 'V', stack: 'B' },
    { do: 'LearnRoute', router: 'R', dvipa: 'V', stack: null },
    { do: 'LearnRoute', router: 'R', dvipa: 'W', stack: null },
    { do: 'LearnRoute', router: 'Z', dvipa: 'V', stack: 'A' },
  ],
  Bind: [{ do: 'Bind', stack: 'B', ...ends }],
  Unbind: [{ do: 'Unbind', stack: 'A', ...ends }],
  Connect: [{ do: 'Connect', client: 'Z', ...ends, to: 60, isn: 1 }],
  ConnectOut: [
    { do: 'ConnectOut', stack: 'A', client: 'K', ...ends, dvipa: 'W', to: 1, isn: 1 },
    { do: 'ConnectOut', stack: 'B', client: 'K', ...ends, to: 1, isn: 1 },
  ],
  Tcp: [
    { do: 'Tcp', at: 'K', deed: 'write', connection: 'V:60>K:1' },
    { do: 'Tcp', at: 'B', deed: 'write', connection: 'K:1>V:60' },
  ],
  ChangeProfile: [
    { do: 'ChangeProfile', stack: 'A', profile: 0 },
    { do: 'ChangeProfile', stack: 'A', profile: 9 },
    { do: 'ChangeProfile', stack: 'B', profile: 0 },
  ],
  SetWeights: [{ do: 'SetWeights', stack: 'B', weights: {} }],
  InjectMessage: [{ do: 'InjectMessage', from: 'A', to: 'B', body: junk }],
};

for (const [name, actions] of Object.entries(disabled)) {
  test(`${name} changes nothing where it is not enabled`, (t) => {
    const cluster = new Cluster(profiles, { changes: { A: [primary('A')] } }).start('A');
    const { state } = cluster;
    for (const action of actions) t.false(cluster.try(action), JSON.stringify(action));
    t.is(cluster.state, state);
  });
}

test('a stack that starts joins under the next incarnation, and the others are notified', (t) => {
  const cluster = new Cluster(profiles).start('A').do({ do: 'StartStack', stack: 'B' });

  t.is(cluster.stack('B').distribution.self.incarnation, 2);
  t.deepEqual(Object.keys(cluster.state.medium.notices), ['A']);
  t.is(cluster.crash('B').start('B').stack('B').distribution.self.incarnation, 3);
});

test('stacks are notified in the order of their names', (t) => {
  const cluster = new Cluster([profileOf('C'), profileOf('B'), profileOf('A')]).start('B', 'A');

  cluster.do({ do: 'StartStack', stack: 'C' });
  t.deepEqual(Object.keys(cluster.state.medium.notices), ['A', 'B']);
});

test('a stack that crashes is gone with all that was its own', (t) => {
  const cluster = serving().do({ do: 'CrashStack', stack: 'A' });

  t.is(cluster.state.stacks.A, null);
  t.deepEqual(cluster.state.network.advertised, { V: [] });
  t.like(cluster.state.medium.notices, { B: [{ type: 'MemberLeft' }] });
});

test('what is sent to a stack that has crashed meanwhile is lost', (t) => {
  const cluster = serving().do({ do: 'CrashStack', stack: 'A' });
  cluster.do({ do: 'Unbind', stack: 'B', ...ends });

  t.deepEqual(cluster.state.medium.channels, {});
});

test('a packet to a dead stack, and one without a route, are lost (R27)', (t) => {
  const deliver = { do: 'DeliverPacket', packet: 'K:1>V:60 SYN', router: 'R' } as const;
  const routeless = new Cluster(profiles).do({ do: 'StartStack', stack: 'A' });
  t.deepEqual(routeless.syn(1).do(deliver).state.network.toCluster, []);
  const nowhere = { ...deliver, router: 'Z' };
  t.deepEqual(serving().syn(1).do(nowhere).state.network.toCluster, [], 'there is no such router');

  const dead = serving().syn(1).do({ do: 'CrashStack', stack: 'A' });
  t.deepEqual(dead.state.network.routes.R, { V: 'A' });
  t.deepEqual(dead.do(deliver).state.network.toCluster, []);
});

test('a packet waits in the queue of the stack until it is read (R47)', (t) => {
  const deliver = { do: 'DeliverPacket', packet: 'K:1>V:60 SYN', router: 'R' } as const;
  const cluster = serving().syn(1).do(deliver);
  t.is(cluster.stack('A').queue.length, 1);

  cluster.do({ do: 'ReadQueue', stack: 'A' });
  t.is(cluster.stack('A').queue.length, 0);
  t.is(cluster.happened('Selected').length, 1);
});

test('a router drops a route that nobody advertises any more', (t) => {
  const cluster = serving().do({ do: 'CrashStack', stack: 'A' });
  cluster.do({ do: 'LearnRoute', router: 'R', dvipa: 'V', stack: null });

  t.deepEqual(cluster.state.network.routes, { R: {} });
});

test('a lost packet is sent again, and a duplicated one does no harm', (t) => {
  const cluster = serving().syn(1).do({ do: 'LosePacket', packet: 'K:1>V:60 SYN' });
  t.deepEqual(cluster.state.network.toCluster, []);

  cluster.deed('K', 'retransmit', 1).do({ do: 'DuplicatePacket', packet: 'K:1>V:60 SYN' });
  t.is(cluster.underWay('SYN').length, 2);
  t.is(cluster.settle().servedBy(1), 'B');
});

test('a packet on its way to a client may be lost or doubled as well', (t) => {
  const cluster = serving()
    .syn(1)
    .settle(({ do: what }) => what === 'DeliverToClient');
  const packet = 'V:60>K:1 SYN-ACK';
  cluster.do({ do: 'DuplicatePacket', packet }, { do: 'LosePacket', packet });
  t.is(cluster.state.network.toClients.length, 1);

  cluster.do({ do: 'DeliverToClient', packet });
  t.is(cluster.underWay('ACK').length, 1);
});

test('an application opens a connection with the DVIPA as its source (C15, F8.164)', (t) => {
  const cluster = serving();
  const to = peerPort(cluster.state.topology, 'B');
  cluster.do({ do: 'ConnectOut', stack: 'B', client: 'K', ...ends, port: 40, to, isn: 7_000 });
  const key = `K:${to}>V:40`;
  t.deepEqual(cluster.routes('A'), []);

  cluster.settle();
  t.is(cluster.stack('B').tcp.connections[key]?.state, 'ESTABLISHED');
  t.deepEqual(cluster.routes('A'), [[to, 'B']]);
});

test('the workload manager tells one stack its weights', (t) => {
  const cluster = serving().do({ do: 'SetWeights', stack: 'A', weights: { B: 3 } });

  t.deepEqual(cluster.stack('A').distribution.weights, { B: 3 });
  t.deepEqual(cluster.stack('B').distribution.weights, {});
});

test('an injected message comes from the life that its receiver knows, or from none (P10)', (t) => {
  const cluster = serving().do({ do: 'InjectMessage', from: 'B', to: 'A', body: junk });
  t.deepEqual(cluster.ignored('A'), ['NotOwner']);

  cluster.do({ do: 'InjectMessage', from: 'Z', to: 'A', body: junk });
  t.deepEqual(cluster.ignored('A'), ['NotOwner', 'SenderHasLeft']);
});

test('a stack without the function is harmed by nothing and needed by nobody (F4.4, P9)', (t) => {
  const unaware = new Cluster([primary('A'), backup('B', 9)], { unaware: ['B'] }).start('A', 'B');
  unaware.listen(['A', 'B']);

  t.deepEqual(unaware.owners(), ['A']);
  t.deepEqual(unaware.targets('A'), ['A:60*1']);
  t.is(unaware.connect(1), 'A');
  t.deepEqual([...new Set(unaware.ignored('B'))], ['UnawareOfDistribution']);
});
