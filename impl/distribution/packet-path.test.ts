/** The way of a packet: through the table, around stale routers, back from a target that is full. */
import test from 'ava';
import type { ReturnedPacket } from '../messages.types.ts';
import type { Action } from '../actions.types.ts';
import { Alone, claimOf, life, only, packet, sent } from '../testing/alone.ts';
import { Cluster } from '../testing/cluster.ts';
import { backup, primary, profileOf } from '../testing/profiles.ts';

const toClient = ({ do: what }: Action) => what === 'DeliverToClient';
const xcfTo = (stack: string) => (action: Action) =>
  action.do === 'DeliverXcf' && action.to === stack;

/** A owns V and does not listen; B and C do. */
function three(backlog = 2): Cluster {
  const cluster = new Cluster([primary('A'), profileOf('B'), profileOf('C')], { backlog });
  return cluster.start('A', 'B', 'C').listen(['B', 'C']);
}

const unbind = (stack: string) => ({ do: 'Unbind', stack, dvipa: 'V', port: 60 }) as const;

test('a SYN that is sent again follows its entry: one selection, one target (R1)', (t) => {
  const cluster = three().syn(1).settle(toClient);
  cluster.deed('K', 'retransmit', 1).settle();

  t.is(cluster.happened('Selected').length, 1);
  t.is(cluster.servedBy(1), 'B');
});

test('the end of a connection removes its route (F8.162, C11)', (t) => {
  const cluster = three();
  cluster.connect(1);
  cluster.deed('K', 'abort', 1).settle();

  t.deepEqual(cluster.routes('A'), []);
});

test('a connection outlives the listener that accepted it (R16, C7)', (t) => {
  const cluster = three();
  cluster.connect(1);
  cluster.do(unbind('B')).settle().deed('K', 'write', 1).settle();

  t.is(cluster.servedBy(1), 'B');
  t.deepEqual(cluster.routes('A'), [[1, 'B']]);
});

test('a SYN whose target has just stopped listening goes to another one (R11)', (t) => {
  const cluster = three().syn(1).settle(xcfTo('B')).do(unbind('B')).settle();

  t.is(cluster.servedBy(1), 'C');
  t.deepEqual(
    cluster.happened('Selected').map(({ target, retry }) => [target.stack, retry]),
    [
      ['B', false],
      ['C', true],
    ],
  );
});

/** K used port 1 before: B, or whoever is named, closed first and is in TIME_WAIT, where nobody listens now. */
function timeWaitAt(stack: string, cluster: Cluster): Cluster {
  cluster.connect(1);
  cluster.deed(stack, 'close', 1).settle().deed('K', 'close', 1).settle();
  return cluster.do(unbind(stack)).settle();
}

function connectAgain(cluster: Cluster, to = 60): Cluster {
  const isn = 5_000_000;
  return cluster.do({ do: 'Connect', client: 'K', port: 1, dvipa: 'V', to, isn }).settle();
}

test('a new life of a 4-tuple goes on to another target when its old one has stopped (R8, P4)', (t) => {
  const cluster = connectAgain(timeWaitAt('B', three()));

  t.is(cluster.servedBy(1), 'C');
  t.deepEqual(cluster.routes('A'), [[1, 'C']]);
});

test('the owner passes on what its own TIME_WAIT cannot take, in one step (R8, R46)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B')]).start('A', 'B').listen(['A', 'B']);
  connectAgain(timeWaitAt('A', cluster));

  t.is(cluster.servedBy(1), 'B');
  t.deepEqual(cluster.routes('A'), [[1, 'B']]);
});

test('what comes back for a port off the list is the own business of the owner (R38)', (t) => {
  const changes = { A: [primary('A', { ports: [61] })] };
  const cluster = new Cluster([primary('A'), profileOf('B')], { changes }).start('A', 'B');
  timeWaitAt('B', cluster.listen(['B'])).do({ do: 'ChangeProfile', stack: 'A', profile: 0 });
  connectAgain(cluster.settle().listen(['A']));

  t.is(cluster.servedBy(1), 'A');
});

test('when the last target has stopped meanwhile the SYN is refused (P4, R11)', (t) => {
  const cluster = three().do(unbind('C')).settle();
  cluster.syn(1).settle(xcfTo('B')).do(unbind('B')).settle();

  t.like(cluster.happened('Ended', 'K'), [{ reason: 'resetByPeer' }]);
});

test('a SYN is tried at every full target once, and then dropped for another time (R10)', (t) => {
  const cluster = three(1);
  for (const port of [1, 2]) cluster.syn(port).settle(toClient);
  cluster.forget().syn(3).settle(toClient);
  t.is(cluster.happened('RejectSyn').length, 2);
  t.is(cluster.happened('Discard', 'A').length, 1);
  t.deepEqual(
    cluster.routes('A').map(([port]) => port),
    [1, 2],
    'no entry is left behind',
  );

  cluster.settle().deed('K', 'retransmit', 3).settle();
  t.not(cluster.servedBy(3), null);
});

test('an owner that is itself a full target tries the others as well (R10, R46)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B')], { backlog: 1 });
  cluster.start('A', 'B').listen(['A', 'B']).syn(1).syn(2).syn(3).settle(toClient);

  t.is(cluster.happened('RejectSyn').length, 2);
  t.is(cluster.happened('Discard').length, 1);
});

test("a SYN to the owner's own full port is dropped and never refused (R10, R38)", (t) => {
  const cluster = new Cluster([primary('A')], { backlog: 1 }).start('A').listen(['A'], 99);
  cluster.syn(1, 99).syn(2, 99).settle(toClient);

  t.is(cluster.happened('Discard').length, 1);
  t.deepEqual(cluster.happened('Ended'), []);
});

test('a segment of a connection whose stack has died is reset by complete tables (R12)', (t) => {
  const cluster = three();
  cluster.connect(1);
  cluster.crash('B').deed('K', 'write', 1).settle();

  t.like(cluster.happened('Reset', 'A'), [{ reason: 'NoSuchConnection' }]);
  t.like(cluster.happened('Ended', 'K'), [{ reason: 'resetByPeer' }]);
});

test('a router that still believes in the old owner does no harm (R26, R27)', (t) => {
  const cluster = new Cluster([primary('A'), backup('B', 10), profileOf('C')]);
  cluster.start('A', 'B', 'C').listen(['C']).crash('A');
  const learns = ({ do: what }: Action) => what === 'LearnRoute';
  cluster.connect(1);
  cluster.do({ do: 'StartStack', stack: 'A' }).settle(learns);
  t.deepEqual(cluster.state.network.routes.R, { V: 'B' });

  cluster.deed('K', 'write', 1).syn(2).settle(learns);
  t.deepEqual([cluster.servedBy(1), cluster.servedBy(2)], ['C', 'C']);
  t.is(cluster.state.clients.K?.connections['V:60>K:1']?.unacked.length, 0);
});

test('what the old owner had accepted but not read reaches its connection (R47)', (t) => {
  const cluster = new Cluster([primary('A'), backup('B', 10), profileOf('C')]);
  cluster.start('A', 'B', 'C').listen(['C']).crash('A').connect(1);
  const reads = ({ do: what }: Action) => what === 'ReadQueue';
  cluster.deed('K', 'write', 1).settle(reads).do({ do: 'StartStack', stack: 'A' }).settle(reads);
  t.is(cluster.stack('B').queue.length, 1);

  cluster.settle();
  t.is(cluster.state.clients.K?.connections['V:60>K:1']?.unacked.length, 0);
  t.deepEqual(cluster.happened('Ended'), []);
});

test('a SYN that crossed a takeover is not accepted under the new owner (R4)', (t) => {
  const stack = new Alone(profileOf('A')).join('B', 'C');
  stack.claims('B', claimOf(1, 'B'));
  const old = stack.epoch;
  stack.hear({ type: 'BindRequested', dvipa: 'V', port: 60 });
  stack.claims('C', claimOf(2, 'C'));
  const how = { choice: 'selected', tried: [] } as const;
  const routed = { type: 'routed', packet: packet('SYN'), epoch: old, ...how } as const;

  t.deepEqual(stack.message('B', routed), [{ type: 'Ignore', reason: 'StaleEpoch' }]);
  t.is(only(stack.message('C', { ...routed, epoch: stack.epoch }), 'Deliver').length, 1);
});

test('a routed segment is delivered where it arrives, and never sent on (R28)', (t) => {
  const stack = new Alone(profileOf('A')).join('B');
  stack.claims('B', claimOf(1, 'B'));
  const how = { epoch: stack.epoch, choice: 'followed', tried: [] } as const;
  const outputs = stack.message('B', { type: 'routed', packet: packet('ACK'), ...how });

  t.like(outputs, [{ type: 'Deliver', via: { choice: 'followed' } }]);
});

test('a SYN that only followed an entry is accepted where its connection lives, else nowhere', (t) => {
  const stack = new Alone(profileOf('A')).join('B');
  stack.claims('B', claimOf(1, 'B'));
  stack.hear({ type: 'BindRequested', dvipa: 'V', port: 60 });
  const how = { epoch: stack.epoch, choice: 'followed', tried: [] } as const;
  const routed = { type: 'routed', packet: packet('SYN'), ...how } as const;

  t.like(sent(stack.message('B', routed)), [{ to: 'B', type: 'returned', choice: 'followed' }]);
});

/** An owner of V with complete tables; B and C listen. */
function owning(): Alone {
  const stack = new Alone(primary('A')).join('B', 'C');
  for (const name of ['B', 'C']) stack.snapshotEnds(name);
  for (const name of ['B', 'C']) stack.listens(name);
  return stack;
}

/** A target gives the SYN back that it was given. */
function returns(stack: Alone, from: string, how: Partial<ReturnedPacket> = {}) {
  const returned = { type: 'returned', packet: packet('SYN'), epoch: stack.epoch } as const;
  return stack.message(from, { ...returned, choice: 'selected', tried: [], ...how });
}

test('what follows an entry says so, and has been tried nowhere else (R11)', (t) => {
  const stack = owning();
  t.like(sent(stack.arrives('SYN')), [{ to: 'B', choice: 'selected', tried: [] }]);

  for (const kind of ['SYN', 'DATA'] as const) {
    t.deepEqual(sent(stack.arrives(kind)), [
      {
        to: 'B',
        type: 'routed',
        packet: packet(kind),
        epoch: stack.epoch,
        choice: 'followed',
        tried: [],
      },
    ]);
  }
});

test('a SYN that came back takes no turn of the target that it goes to (P8, R11)', (t) => {
  const stack = owning();
  stack.arrives('SYN', 1);
  t.like(sent(returns(stack, 'B')), [{ to: 'C', tried: ['B'] }]);

  t.like(sent(stack.arrives('SYN', 2)), [{ to: 'C' }], "it is still C's turn");
  t.like(sent(stack.arrives('SYN', 3)), [{ to: 'B' }]);
});

test('a SYN of a former life that comes back late undoes no choice (R11)', (t) => {
  const stack = owning();
  stack.arrives('SYN', 1);

  t.deepEqual(returns(stack, 'B', { packet: packet('SYN', 1, 500) }), [
    { type: 'Ignore', reason: 'AlreadyRerouted' },
  ]);
});

test('a SYN that followed an entry and came back after the end of it is routed afresh (R8)', (t) => {
  const stack = owning();
  stack.arrives('SYN', 1);
  const { epoch } = stack;
  stack.message('B', { type: 'TERMCONN', dvipa: 'V', epoch, connection: life('B') });

  t.like(sent(returns(stack, 'B', { choice: 'followed' })), [{ to: 'C', choice: 'selected' }]);
});

test('what is handed to an owner that rebuilds is routed by what it knows already (R27)', (t) => {
  const stack = new Alone(primary('A')).join('B');
  const redirected = { type: 'redirected', packet: packet('ACK') } as const;

  t.deepEqual(only(stack.message('B', redirected), 'Ignore'), [
    { type: 'Ignore', reason: 'UnknownWhileRebuilding' },
  ]);
});

test('a SYN that comes back and was never chosen changes nothing (P10, R11)', (t) => {
  const stack = owning();
  const before = stack.state;

  t.deepEqual(returns(stack, 'B'), [{ type: 'Ignore', reason: 'AlreadyRerouted' }]);
  t.is(stack.state, before);
});

test('a SYN that followed a row which has ended meanwhile is chosen afresh (R8)', (t) => {
  const stack = owning();

  t.like(sent(returns(stack, 'B', { choice: 'followed' })), [{ to: 'C', choice: 'selected' }]);
});

test('of a choice that comes back twice only the first counts (R11)', (t) => {
  const stack = owning();
  stack.arrives('SYN');

  t.like(sent(returns(stack, 'B')), [{ to: 'C', type: 'routed', tried: ['B'] }]);
  t.deepEqual(returns(stack, 'B'), [{ type: 'Ignore', reason: 'AlreadyRerouted' }]);
  t.deepEqual(returns(stack, 'B', { epoch: claimOf(9, 'C').epoch }), [
    { type: 'Ignore', reason: 'StaleEpoch' },
  ]);
});
