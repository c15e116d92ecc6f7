/** From a claim to complete tables: whose snapshots are awaited, whose word counts, and in what batches. */
import test from 'ava';
import type { Newconn } from '../messages.types.ts';
import { rowsOf } from '../tables/crt-rows.ts';
import { Alone, claimOf, life, member, only, packet, sent } from '../testing/alone.ts';
import { primary, profileOf } from '../testing/profiles.ts';
import type { Output } from './inputs.types.ts';

/** A returns as primary of V, which B owns; C is alive too. */
function takingBack(): Alone {
  const stack = new Alone(primary('A')).starts('B', 'C');
  stack.claims('C');
  stack.claims('B', claimOf(7, 'B', { kind: 'backup' }));
  return stack;
}

/** An owner that has routed these ports of client K to C; B is alive too. */
function routingToC(...ports: readonly number[]): Alone {
  const stack = new Alone(primary('A')).join('B', 'C');
  for (const name of ['B', 'C']) stack.snapshotEnds(name);
  stack.listens('C');
  for (const port of ports.length > 0 ? ports : [1]) stack.arrives('SYN', port);
  return stack;
}

/** What a former router (or an endpoint) says of connections. */
function tells(
  stack: Alone,
  from: string,
  reporter: Newconn['reporter'],
  ...connections: Newconn['connections']
): readonly Output[] {
  const base = { type: 'NEWCONN', dvipa: 'V', epoch: stack.epoch, end: null } as const;
  return stack.message(from, { ...base, reporter, connections });
}

function routesOf({ vipa: { role } }: Alone): readonly string[] {
  if (role.is === 'none') return [];
  return rowsOf(role.crt).map(({ remote, target }) => `${remote.port} at ${target.stack}`);
}

const roleOf = (stack: Alone) => stack.vipa.role.is;

/** Connections of client K, from these ports, that end at this stack. */
function open(stack: Alone, ...ports: readonly number[]): void {
  for (const port of ports) {
    const { remote, local } = life('A', port);
    const isns = { remoteIsn: 1000, localIsn: port };
    const opened = { type: 'ConnectionOpened', remote, local, ...isns, replaces: false } as const;
    stack.hear({ ...opened, via: stack.via });
  }
}

const batchesOf = (outputs: readonly Output[], reporter: Newconn['reporter']) =>
  sent(outputs).flatMap((body) =>
    body.type === 'NEWCONN' && body.reporter === reporter && body.end === null
      ? [body.connections.length]
      : [],
  );

test('an owner is complete, and advertises, when every live member has ended (R2, R22)', (t) => {
  const stack = takingBack();
  t.is(roleOf(stack), 'rebuilding');
  t.deepEqual(only(stack.snapshotEnds('C'), 'Advertise'), []);

  const outputs = stack.snapshotEnds('B');
  t.is(roleOf(stack), 'owner');
  t.is(only(outputs, 'Advertise').length, 1);
  t.deepEqual(
    sent(outputs).map(({ to, type }) => `${type} to ${to}`),
    ['DVIPA to B', 'DVIPA to C'],
  );
});

test('who dies is not waited for, and the death of the former owner frees its address', (t) => {
  const stack = takingBack();
  t.is(only(stack.left('B'), 'Advertise').length, 1);
  t.is(roleOf(stack), 'rebuilding');

  t.deepEqual(only(stack.left('C'), 'Advertise'), [], 'once is enough');
  t.is(roleOf(stack), 'owner');
});

test('a departure that was noticed long ago ends nothing', (t) => {
  const stack = takingBack();
  const before = stack.state;

  t.deepEqual(stack.left('B', 1), []);
  t.is(stack.state, before);
});

test('a target that the former owner names is awaited, though nobody has heard of it (R31)', (t) => {
  const stack = takingBack();
  stack.snapshotEnds('C');
  const base = { type: 'NEWCONN', dvipa: 'V', epoch: stack.epoch, connections: [] } as const;
  const unheard = { stack: 'D', incarnation: 9 };
  const routedTo = [unheard, { stack: 'E', incarnation: 1 }, member('A')];
  stack.message('B', { ...base, reporter: 'endpoint', end: { routedTo } });

  t.like(stack.vipa.role, { is: 'rebuilding', awaiting: [unheard] });
  stack.joined('D', 9);
  stack.left('D', 9);
  t.is(roleOf(stack), 'owner');
});

test('what a former router reports is a hint until the endpoint confirms it (R25)', (t) => {
  const stack = takingBack();
  tells(stack, 'B', 'router', life('C', 1), life('C', 2));
  t.deepEqual(routesOf(stack), ['1 at C', '2 at C']);

  tells(stack, 'C', 'endpoint', life('C', 2));
  stack.snapshotEnds('C');
  t.deepEqual(routesOf(stack), ['2 at C']);
});

test('a hint about who has spoken, about the dead, or about this stack itself is no news', (t) => {
  const stack = takingBack();
  tells(stack, 'C', 'endpoint', life('C', 1));
  stack.snapshotEnds('C');
  tells(stack, 'B', 'router', life('C', 2), life('A', 3));
  tells(stack, 'B', 'router', { ...life('B', 4), target: member('B', 1) });

  t.deepEqual(routesOf(stack), ['1 at C']);
});

test('a hint never replaces what an endpoint has said (R24)', (t) => {
  const stack = takingBack();
  tells(stack, 'C', 'endpoint', life('C', 1));
  tells(stack, 'B', 'router', life('B', 1));

  t.deepEqual(routesOf(stack), ['1 at C']);
});

test("an endpoint's word replaces a hint, and on its own stack the former life (R8, R25)", (t) => {
  const stack = takingBack();
  tells(stack, 'B', 'router', life('B', 1));
  tells(stack, 'C', 'endpoint', life('C', 1));
  t.deepEqual(routesOf(stack), ['1 at C']);

  tells(stack, 'C', 'endpoint', life('C', 1, 9_000));
  const { role } = stack.vipa;
  t.like(role, { crt: { 'K:1>V:60': { remoteIsn: 9_000 } } });
});

test('a report that is older than the choice it meets replaces nothing (R39)', (t) => {
  const stack = routingToC();
  tells(stack, 'B', 'endpoint', life('B', 1, 500));
  t.deepEqual(routesOf(stack), ['1 at C']);

  tells(stack, 'C', 'endpoint', { ...life('C', 1, null), localIsn: 5 });
  t.like(stack.vipa.role, { crt: { 'K:1>V:60': { remoteIsn: 1_000 } } });
});

test('a table that nobody will ask for is purged at once (F12.528, R47)', (t) => {
  const stack = routingToC();
  stack.claims('B', claimOf(9, 'B'));

  t.is(roleOf(stack), 'moving');
  t.deepEqual(routesOf(stack), []);
});

test('who yields and hears of the death of the next owner claims again, by what endpoints tell', (t) => {
  const stack = routingToC();
  stack.claims('B', claimOf(9, 'B', { former: member('A') }));
  stack.left('B');
  t.deepEqual([roleOf(stack), routesOf(stack)], ['rebuilding', []]);

  tells(stack, 'C', 'endpoint', life('C', 1));
  stack.snapshotEnds('C');
  t.deepEqual([roleOf(stack), routesOf(stack)], ['owner', ['1 at C']]);
});

test('a snapshot is told in batches, and its end comes last (R20)', (t) => {
  const stack = new Alone(profileOf('A')).join('B', 'C');
  stack.claims('B', claimOf(1, 'B'));
  open(stack, 1, 2, 3, 4, 5);
  const outputs = stack.claims('C', claimOf(2, 'C'));

  t.deepEqual(batchesOf(outputs, 'endpoint'), [2, 2, 1]);
  t.like(sent(outputs).at(-1), {
    to: 'C',
    type: 'NEWCONN',
    connections: [],
    end: { routedTo: [] },
  });
});

test('a former router tells its routes in batches, ends, and looks nothing up again (F10.306)', (t) => {
  const stack = routingToC(1, 2, 3);
  const yielding = stack.claims('B', claimOf(9, 'B', { former: member('A') }));
  t.deepEqual(batchesOf(yielding, 'endpoint'), [], 'its end waits until it is asked');

  const { epoch } = stack;
  const asked = stack.message('B', { type: 'DVIPA', dvipa: 'V', epoch, intent: 'takeback' });
  t.deepEqual(batchesOf(asked, 'router'), [2, 1]);
  t.like(sent(asked).at(-1), { type: 'NEWCONN', end: { routedTo: [{ stack: 'C' }] } });
  t.deepEqual(routesOf(stack), []);

  t.like(sent(stack.arrives('ACK', 1)), [{ to: 'B', type: 'redirected' }]);
  const routing = stack.message('B', { type: 'DVIPA', dvipa: 'V', epoch, intent: 'routing' });
  t.deepEqual(only(routing, 'Withdraw'), [{ type: 'Withdraw', dvipa: 'V' }]);
  t.is(roleOf(stack), 'none');
});

test('an owner that yields in the middle of its rebuild has nothing to withdraw (R22)', (t) => {
  const stack = takingBack();
  stack.claims('C', claimOf(9, 'C'));
  const { epoch } = stack;
  const routing = stack.message('C', { type: 'DVIPA', dvipa: 'V', epoch, intent: 'routing' });

  t.deepEqual(only(routing, 'Withdraw'), []);
  t.is(roleOf(stack), 'none');
});

test('a yielding owner names whom it waited for itself, so that nobody is forgotten (R21)', (t) => {
  const stack = takingBack();
  const outputs = stack.claims('C', claimOf(9, 'C'));

  t.like(sent(outputs).at(-1), {
    to: 'C',
    type: 'NEWCONN',
    end: { routedTo: [{ stack: 'B' }, { stack: 'C' }] },
  });
});

test('an outgoing connection and its end are told to the owner of now (C15, F8.162, R7)', (t) => {
  const stack = new Alone(profileOf('A')).join('B');
  stack.claims('B', claimOf(1, 'B'));
  const { remote, local } = life('A', 1);
  const isns = { remoteIsn: null, localIsn: 5 };
  const opened = { type: 'ConnectionOpened', remote, local, ...isns } as const;
  t.like(sent(stack.hear({ ...opened, via: null, replaces: false })), [
    { to: 'B', type: 'NEWCONN', reporter: 'endpoint' },
  ]);

  const ended = stack.hear({ type: 'ConnectionEnded', remote, local, ...isns });
  t.like(sent(ended), [{ to: 'B', type: 'TERMCONN' }]);
});

test('a dead owner is told nothing, and a stack that knows no owner tells nobody', (t) => {
  const { remote, local } = life('A', 1);
  const ended = { type: 'ConnectionEnded', remote, local, remoteIsn: 1, localIsn: 2 } as const;
  const orphan = new Alone(profileOf('A')).join('B');
  orphan.claims('B', claimOf(1, 'B'));
  orphan.left('B');
  t.deepEqual(sent(orphan.hear(ended)), []);

  const lonely = new Alone(profileOf('A')).join('B');
  t.deepEqual(sent(lonely.hear(ended)), []);
  t.deepEqual(
    sent(lonely.hear({ ...ended, type: 'ConnectionOpened', via: null, replaces: false })),
    [],
  );
  t.deepEqual(lonely.hear({ type: 'ListenerClosed', dvipa: 'V', port: 60 }), []);
});

test('a connection from an address that is no DVIPA is in no list (F5.102)', (t) => {
  const stack = new Alone(profileOf('A')).join('B');
  open(stack, 1);

  t.like(sent(stack.joined('C')), [{ to: 'C', type: 'VIPA_list', claims: [] }]);
});

test('a SYN that cannot be given back, because its owner is dead, is lost (R10)', (t) => {
  const stack = new Alone(profileOf('A')).join('B');
  stack.claims('B', claimOf(1, 'B'));
  stack.left('B');

  t.deepEqual(stack.hear({ type: 'SynRejected', packet: packet('SYN'), via: stack.via }), []);
});

test('a stack that has yielded forgets the routes to a target that dies (R12)', (t) => {
  const stack = routingToC();
  stack.claims('B', claimOf(9, 'B', { former: member('A') }));
  t.deepEqual(routesOf(stack), ['1 at C']);

  stack.left('C');
  t.deepEqual(routesOf(stack), []);
});

test('a backlog that is full on a stack that knows no owner drops the SYN (R10)', (t) => {
  const syn = packet('SYN');
  const rejected = new Alone(profileOf('A')).join().hear({
    type: 'SynRejected',
    packet: syn,
    via: { choice: 'selected', epoch: claimOf(1, 'B').epoch, tried: [] },
  });

  t.deepEqual(rejected, [{ type: 'Discard', packet: syn }]);
});
