/** Members that leave, return or die in the middle of a rebuild, and what a former owner still does (R12, R21, R22). */
import test from 'ava';
import type { Newconn } from '../messages.types.ts';
import type { Member } from '../../model/vocabulary.types.ts';
import { Alone, claimOf, life, member, only, sent } from '../testing/alone.ts';
import { primary, profileOf, ranged } from '../testing/profiles.ts';

/** A returns as primary of V, which B owns; C is alive too. */
function takingBack(): Alone {
  const stack = new Alone(primary('A')).starts('B', 'C');
  stack.claims('C');
  stack.claims('B', claimOf(7, 'B', { kind: 'backup' }));
  return stack;
}

/** An owner that has routed ports 1 and 2 of client K to C; B is alive too. */
function routingToC(): Alone {
  const stack = new Alone(primary('A')).join('B', 'C');
  for (const name of ['B', 'C']) stack.snapshotEnds(name);
  stack.listens('C');
  for (const port of [1, 2]) stack.arrives('SYN', port);
  return stack;
}

/** B ends its snapshot and names whom it may have routed to. */
function ends(stack: Alone, ...routedTo: readonly Member[]) {
  const base = { type: 'NEWCONN', dvipa: 'V', epoch: stack.epoch, connections: [] } as const;
  return stack.message('B', { ...base, reporter: 'endpoint', end: { routedTo } });
}

test('who yields and claims again before the other has taken over is advertised already (R22)', (t) => {
  const stack = routingToC();
  stack.claims('B', claimOf(9, 'B', { former: member('A') }));

  t.deepEqual(only(stack.left('B'), 'Advertise'), []);
  t.is(stack.vipa.role.is, 'rebuilding');
});

test('who yielded before it was ever advertised advertises when it claims again (R22)', (t) => {
  const stack = takingBack();
  stack.claims('C', claimOf(9, 'C'));

  t.is(only(stack.left('C'), 'Advertise').length, 1);
});

test('the departure of a bystander does not advertise an address that its owner still has', (t) => {
  const stack = takingBack();

  t.deepEqual(only(stack.left('C'), 'Advertise'), []);
  t.like(stack.vipa.role, { is: 'rebuilding', awaiting: [{ stack: 'B' }], former: { stack: 'B' } });
});

test('the death of a former life ends no wait for the next life (R44)', (t) => {
  const stack = takingBack();
  const next = { stack: 'C', incarnation: 9 };
  ends(stack, next);
  stack.left('C');

  t.like(stack.vipa.role, { is: 'rebuilding', awaiting: [next] });
});

test('the next life of a member that has answered is to answer anew (R44)', (t) => {
  const stack = takingBack();
  stack.snapshotEnds('C');
  stack.joined('C', 9);
  ends(stack, { stack: 'C', incarnation: 9 });

  t.like(stack.vipa.role, { is: 'rebuilding', awaiting: [{ stack: 'C', incarnation: 9 }] });
});

test('who has answered stays answered when another member leaves', (t) => {
  const stack = takingBack();
  stack.joined('D', 4);
  stack.snapshotEnds('C');
  stack.left('D', 4);

  t.like(stack.vipa.role, { is: 'rebuilding', answered: ['C'] });
});

test('a departure that concerns no row leaves the tables as they are', (t) => {
  const owner = routingToC();
  const before = owner.vipa;
  owner.left('B');
  t.is(owner.vipa, before);

  const moving = routingToC();
  moving.joined('D', 4);
  moving.claims('B', claimOf(9, 'B', { former: member('A') }));
  const yielded = moving.vipa;
  moving.left('D', 4);
  t.is(moving.vipa, yielded);
});

test('a former router does not tell the new owner about its own connections (F10.306)', (t) => {
  const stack = routingToC();
  stack.claims('C', claimOf(9, 'C', { former: member('A') }));
  const { epoch } = stack;
  const asked = stack.message('C', { type: 'DVIPA', dvipa: 'V', epoch, intent: 'takeback' });

  t.deepEqual(
    sent(asked).map((body) => (body.type === 'NEWCONN' ? body.connections.length : body.type)),
    [0],
  );
});

test('connections are reported in the order of their names, not of their age', (t) => {
  const stack = new Alone(profileOf('A')).join('B');
  stack.claims('B', claimOf(1, 'B'));
  for (const port of [2, 1]) {
    const { remote, local } = life('A', port);
    const opened = { type: 'ConnectionOpened', remote, local, via: null, replaces: false } as const;
    stack.hear({ ...opened, remoteIsn: 1, localIsn: port });
  }
  const outputs = sent(stack.claims('B', claimOf(2, 'B')));
  const [first] = outputs.filter(
    (body): body is Newconn & { to: string } => body.type === 'NEWCONN',
  );

  t.deepEqual(
    first?.connections.map(({ remote }) => remote.port),
    [1, 2],
  );
});

test('who yielded a moved DVIPA that it never routed, and uses it no more, leaves it to its end (P3)', (t) => {
  const stack = new Alone(ranged('A')).join();
  for (const other of ['B', 'C']) {
    stack.joined(other);
    stack.claims(other);
  }
  stack.claims('B', claimOf(1, 'B', { kind: 'bind' }));
  stack.hear({ type: 'BindRequested', dvipa: 'V', port: 60 });
  t.is(stack.vipa.role.is, 'rebuilding');
  stack.claims('C', claimOf(9, 'C', { kind: 'bind' }));
  stack.hear({ type: 'ListenerClosed', dvipa: 'V', port: 60 });

  stack.left('B');
  stack.left('C');
  t.not(stack.vipa.role.is, 'rebuilding');
  t.not(stack.vipa.role.is, 'owner');
});
