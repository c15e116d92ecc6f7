/** What a cluster offers next, and what applications, timers and clients may do (endpoints.ts). */
import test from 'ava';
import type { Profile } from '../model/config.types.ts';
import type { Action } from './actions.types.ts';
import {
  downStacks,
  enabledBinds,
  enabledDeeds,
  enabledDeliveries,
  enabledDisturbances,
  upStacks,
} from './enabled.ts';
import { peerPort } from './sysplex.ts';
import { Cluster } from './testing/cluster.ts';
import { primary, profileOf } from './testing/profiles.ts';

const cold = () => new Cluster([primary('A'), profileOf('B')]);
const serving = () => cold().start('A', 'B').listen(['B']);
const deeds = ['write', 'close', 'abort', 'retransmit', 'giveUp', 'expire'] as const;

/** The deeds that are enabled at one end. */
function deedsAt(cluster: Cluster, at: string): readonly string[] {
  return enabledDeeds(cluster.state, deeds).flatMap((action) =>
    action.do === 'Tcp' && action.at === at ? [action.deed] : [],
  );
}

const kinds = (actions: readonly Action[]) => actions.map(({ do: what }) => what);

test('a cluster in which nothing has happened, or all has arrived, offers no delivery', (t) => {
  t.deepEqual(enabledDeliveries(cold().state), []);
  t.deepEqual(enabledDeliveries(serving().state), []);
});

test('notices, messages, routes, queues and packets are offered while they are under way', (t) => {
  const started = cold().start('A').do({ do: 'StartStack', stack: 'B' });
  t.deepEqual(kinds(enabledDeliveries(started.state)), ['DeliverNotice']);
  started.do({ do: 'DeliverNotice', to: 'A' });
  t.deepEqual(kinds(enabledDeliveries(started.state)), ['DeliverXcf', 'DeliverXcf']);

  const sent = serving().syn(1);
  t.deepEqual(kinds(enabledDeliveries(sent.state)), ['DeliverPacket']);
  sent.do({ do: 'DeliverPacket', packet: 'K:1>V:60 SYN', router: 'R' });
  t.deepEqual(kinds(enabledDeliveries(sent.state)), ['ReadQueue']);

  const silent = serving().do({ do: 'CrashStack', stack: 'A' }, { do: 'DeliverNotice', to: 'B' });
  t.deepEqual(enabledDeliveries(silent.state), [
    { do: 'LearnRoute', router: 'R', dvipa: 'V', stack: null },
  ]);
});

test('copies of one packet are one choice, to deliver, to lose or to double', (t) => {
  const { state } = serving().syn(1).do({ do: 'DuplicatePacket', packet: 'K:1>V:60 SYN' });

  t.deepEqual(kinds(enabledDeliveries(state)), ['DeliverPacket']);
  t.deepEqual(kinds(enabledDisturbances(state)), ['LosePacket', 'DuplicatePacket']);
});

test('an attempt may be retransmitted, aborted or given up', (t) => {
  t.deepEqual(deedsAt(serving().syn(1), 'K'), ['abort', 'retransmit', 'giveUp']);
});

test('whatever is offered comes in the order of the names, on every machine', (t) => {
  const services = [{ dvipa: 'V', port: 61 }];
  const offered = (...profiles: readonly Profile[]) => {
    const { state } = new Cluster(profiles, { clients: ['L', 'K'] })
      .start('B', 'A')
      .listen(['B', 'A'])
      .syn(2)
      .syn(1)
      .settle(({ do: what }) => what === 'DeliverToClient');
    return [...enabledBinds(state, services), ...enabledDeeds(state, ['retransmit'])].map(
      (action) => Object.values(action).join(' '),
    );
  };
  const inOrder = [
    ...['Bind A V 61', 'Bind B V 61'],
    ...['Tcp A retransmit K:2>V:60', 'Tcp B retransmit K:1>V:60'],
    ...['Tcp K retransmit V:60>K:1', 'Tcp K retransmit V:60>K:2'],
  ];

  t.deepEqual(offered(profileOf('B'), primary('A')), inOrder);
  t.deepEqual(offered(primary('A'), profileOf('B')), inOrder);
  const { state } = new Cluster([profileOf('B'), profileOf('A')]);
  t.deepEqual(downStacks(state), ['A', 'B']);
  t.deepEqual(upStacks(new Cluster([profileOf('B'), primary('A')]).start('A', 'B').state), [
    'A',
    'B',
  ]);
});

test('deliveries are offered in the order of the names, too', (t) => {
  const around = { routers: ['S', 'R'] };
  const cluster = new Cluster([profileOf('C'), profileOf('B'), primary('A')], around);
  cluster.start('B').do({ do: 'StartStack', stack: 'A' }, { do: 'StartStack', stack: 'C' });
  const joining = enabledDeliveries(cluster.state).filter(
    ({ do: what }) => what === 'DeliverNotice',
  );
  t.deepEqual(joining, [
    { do: 'DeliverNotice', to: 'A' },
    { do: 'DeliverNotice', to: 'B' },
  ]);

  const { state } = cluster.settle().syn(1);
  const waiting = Object.fromEntries(
    ['C', 'B', 'A'].map((name) => [
      name,
      { ...cluster.stack(name), queue: state.network.toCluster },
    ]),
  );
  const advertised = { W: ['A'], V: ['A'] };
  const routes = { S: {}, R: {} };
  const network = { ...state.network, advertised, routes };
  const offered = enabledDeliveries({ ...state, stacks: waiting, network });
  t.deepEqual(
    offered.map((action) => Object.values(action).join(' ')),
    [
      ...['ReadQueue A', 'ReadQueue B', 'ReadQueue C'],
      ...['LearnRoute R V A', 'LearnRoute R W A', 'LearnRoute S V A', 'LearnRoute S W A'],
      ...['DeliverPacket K:1>V:60 SYN R', 'DeliverPacket K:1>V:60 SYN S'],
    ],
  );
});

test('a half-open end may be aborted, ask again or give up; a half-closed one still speaks', (t) => {
  const cluster = serving().syn(1);
  cluster.settle(({ do: what }) => what === 'DeliverToClient');
  t.deepEqual(deedsAt(cluster, 'B'), ['abort', 'retransmit', 'giveUp']);

  cluster.settle().deed('K', 'close', 1).settle();
  t.deepEqual(deedsAt(cluster, 'B'), ['write', 'close', 'abort']);
});

test('an established connection carries data, two segments at most, and may be closed', (t) => {
  const cluster = serving();
  cluster.connect(1);
  t.deepEqual(deedsAt(cluster, 'K'), ['write', 'close', 'abort']);
  t.deepEqual(deedsAt(cluster, 'B'), ['write', 'close', 'abort']);

  cluster.deed('K', 'write', 1).deed('K', 'write', 1);
  t.deepEqual(deedsAt(cluster, 'K'), ['close', 'abort', 'retransmit']);
});

test('a 4-tuple waits in TIME_WAIT, and is not used again, while a segment is under way (R8)', (t) => {
  const cluster = serving();
  cluster.connect(1);
  cluster.deed('K', 'close', 1).settle().deed('B', 'close', 1);
  cluster.settle(({ do: what }) => what === 'DeliverPacket');
  t.deepEqual(deedsAt(cluster, 'K'), [], 'its last ACK has not arrived');

  cluster.settle();
  t.deepEqual(deedsAt(cluster, 'K'), ['expire']);
  t.throws(() => cluster.syn(1), { message: /not enabled/ });
  t.notThrows(() => cluster.deed('K', 'expire', 1).syn(1));
});

for (const [where, hold] of [
  ['in the network', 'DeliverPacket'],
  ['in a queue', 'ReadQueue'],
  ['on its way over XCF', 'DeliverXcf'],
  ['on its way to the client', 'DeliverToClient'],
] as const) {
  test(`a 4-tuple is not used again while its segment is ${where} (R8)`, (t) => {
    const cluster = serving().syn(2).syn(1);
    cluster.settle(({ do: what }) => what === hold).deed('K', 'giveUp', 1);

    t.throws(() => cluster.syn(1), { message: /not enabled/ });
  });
}

test('two stacks do not open the same 4-tuple, nor one that is still reported (R39)', (t) => {
  const cluster = serving();
  const out = (stack: string, port = 40) => {
    const to = peerPort(cluster.state.topology, 'B');
    const ends = { dvipa: 'V', port, client: 'K', to };
    return { do: 'ConnectOut', stack, ...ends, isn: 7_000 } as const;
  };
  t.true(cluster.try(out('B')));
  t.false(cluster.try(out('A')), 'B has opened it');
  t.true(cluster.try(out('A', 41)));

  cluster.settle();
  const connection = `K:${out('B').to}>V:40`;
  cluster.do({ do: 'Tcp', at: 'B', deed: 'abort', connection });
  cluster.settle(({ do: what }) => what === 'DeliverXcf');
  t.false(cluster.try(out('A')), 'its TERMCONN is on the way');
  t.true(cluster.settle().try(out('A')));
});

/** Opens from `stack`, port 40, to the port on which client `client` waits for B. */
function opening(cluster: Cluster, stack: string, client = 'K') {
  const to = peerPort(cluster.state.topology, 'B');
  return { do: 'ConnectOut', stack, dvipa: 'V', port: 40, client, to, isn: 7_000 } as const;
}

test('a client opens no 4-tuple that a stack is opening: there is no simultaneous open', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B')]).start('A', 'B');
  const { to } = opening(cluster, 'B');
  const connect = { do: 'Connect', client: 'K', dvipa: 'V', to: 40, isn: 9_000 } as const;
  cluster.do(opening(cluster, 'B'), { do: 'LosePacket', packet: `V:40>K:${to} SYN` });

  t.false(cluster.try({ ...connect, port: to }), 'B is opening it');
  t.true(cluster.try({ ...connect, port: to + 1 }));
});

test('a 4-tuple is taken as long as either end has it (R39)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B')], { clients: ['K1'] }).start('A', 'B');
  const out = (stack: string) => opening(cluster, stack, 'K1');
  cluster.do(out('B')).settle();
  const { to } = out('B');
  const atStack = `K1:${to}>V:40`;
  const atClient = `V:40>K1:${to}`;

  cluster.do({ do: 'Tcp', at: 'K1', deed: 'abort', connection: atClient });
  cluster.do({ do: 'LosePacket', packet: `${atStack} RST` });
  t.false(cluster.try(out('A')), 'B still has it');

  cluster.do({ do: 'Tcp', at: 'B', deed: 'abort', connection: atStack }).settle();
  t.true(cluster.try(out('A')));
  cluster.settle().do({ do: 'Tcp', at: 'A', deed: 'abort', connection: atStack });
  cluster.do({ do: 'LosePacket', packet: `${atClient} RST` }).settle();
  t.false(cluster.try(out('B')), 'the client still has it');
});

test('a 4-tuple is taken as long as the report of a dead stack is on its way (R39)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B')]).start('A', 'B');
  cluster.do({ do: 'Bind', stack: 'B', dvipa: 'V', port: 60 }, opening(cluster, 'B'));
  const { to } = opening(cluster, 'B');
  cluster.do({ do: 'LosePacket', packet: `V:40>K:${to} SYN` }, { do: 'CrashStack', stack: 'B' });
  t.false(cluster.try(opening(cluster, 'A')));

  cluster.settle();
  t.true(cluster.try(opening(cluster, 'A')));
});

test('a stack opens nothing before its join is complete (R31)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B'), profileOf('C')]).start('A', 'C');
  cluster.do({ do: 'StartStack', stack: 'B' });
  cluster.settle((action) => action.do === 'DeliverXcf' && action.from === 'C');
  t.false(cluster.try(opening(cluster, 'B')), "C's list has not come");

  t.true(cluster.settle().try(opening(cluster, 'B')));
});

test('an application may not use an address that its stack does not have', (t) => {
  const cluster = new Cluster([primary('A', null), profileOf('B')]).start('A', 'B');
  const ends = { dvipa: 'V', port: 40, client: 'K', to: 8001, isn: 7_000 } as const;

  t.true(cluster.try({ do: 'ConnectOut', stack: 'A', ...ends }));
  t.false(cluster.try({ do: 'ConnectOut', stack: 'B', ...ends, port: 41 }));
});

test('at most two applications of a stack listen on one port, and only who listens ends', (t) => {
  const binds = (cluster: Cluster) =>
    enabledBinds(cluster.state, [{ dvipa: 'V', port: 60 }]).flatMap((action) =>
      action.do === 'Bind' || action.do === 'Unbind' ? [`${action.do} ${action.stack}`] : [],
    );

  t.deepEqual(binds(serving()), ['Bind A', 'Bind B', 'Unbind B']);
  t.deepEqual(binds(serving().listen(['B'])), ['Bind A', 'Unbind B']);
  t.deepEqual(binds(cold()), []);
});

test('stacks are up or down', (t) => {
  const { state } = cold().start('B');

  t.deepEqual(upStacks(state), ['B']);
  t.deepEqual(downStacks(state), ['A']);
});
