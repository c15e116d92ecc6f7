/** What a cluster offers next, and what applications, timers and clients may do (endpoints.ts). */
import test from 'ava';
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
    const cluster = serving().syn(1);
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
