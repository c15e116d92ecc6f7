/** Who claims and who does not: chains of several DVIPAs, owners that have not spoken, departures in a join. */
import test from 'ava';
import type { Definitions } from '../messages.types.ts';
import { Alone, claimOf, life, member, only, sent } from '../testing/alone.ts';
import { Cluster } from '../testing/cluster.ts';
import { backup, distribute, primary, profileOf, ranged } from '../testing/profiles.ts';
import type { Output } from './inputs.types.ts';

const load = (stack: string) => ({ do: 'ChangeProfile', stack, profile: 0 }) as const;
const backups = (...entries: readonly [dvipa: string, rank: number, creates?: boolean][]) =>
  entries.map(([dvipa, rank, creates = false]) => ({ dvipa, rank, creates, mask: null }));

/** The list of `from` that has not claimed anything yet. */
function defines(stack: Alone, from: string, definitions: Partial<Definitions>) {
  const complete = { primary: [], backup: [], ...definitions };
  return stack.message(from, { type: 'VIPA_list', definitions: complete, claims: [] });
}

const roleOf = (stack: Alone) => stack.vipa.role.is;

test('a backup has one rank per DVIPA, and the chains are separate (R18)', (t) => {
  const both = profileOf('B', { backups: backups(['W', 50], ['V', 10]) });
  const cluster = new Cluster([primary('A'), both, backup('C', 20)]).start('A', 'B', 'C');

  t.deepEqual(cluster.forget().crash('A').owners(), ['C']);
  t.deepEqual(cluster.happened('Advertise', 'B'), []);
});

test('a backup creates only the DVIPA for which it may', (t) => {
  const profile = profileOf('B', { backups: backups(['V', 10], ['W', 10, true]) });
  const cluster = new Cluster([profile]).start('B');

  t.deepEqual([cluster.owners('V'), cluster.owners('W')], [[], ['B']]);
});

test('of two backups that may create a DVIPA the lower one waits for the higher', (t) => {
  const stack = new Alone(backup('A', 10, {}, true)).starts('B');
  defines(stack, 'B', { backup: backups(['V', 20, true]) });

  t.is(roleOf(stack), 'none');
});

test('a primary does not claim from a stack whose list is still on its way (R43)', (t) => {
  const stack = new Alone(primary('A')).join('B');
  stack.joined('C');
  stack.claims('B', claimOf(9, 'C'));
  t.is(roleOf(stack), 'moving');

  defines(stack, 'C', {});
  t.is(roleOf(stack), 'rebuilding', 'C has spoken, and is no primary');
});

test('a backup does not claim from a stack whose list, or whose join, is still on its way', (t) => {
  const stack = new Alone(backup('A', 20)).join('B');
  stack.claims('B', claimOf(5, 'C', { kind: 'backup' }));
  t.is(roleOf(stack), 'none', 'nobody has heard of C yet');

  stack.joined('C');
  defines(stack, 'B', {});
  t.is(roleOf(stack), 'none');
  defines(stack, 'C', { backup: backups(['V', 10]) });
  t.is(roleOf(stack), 'rebuilding', 'C stands behind this stack in the chain');
});

test('a backup leaves a DVIPA with the live stack that has it bound (P3)', (t) => {
  const cluster = new Cluster([ranged('A'), backup('C', 10), profileOf('B')]);
  cluster.start('A', 'C').listen(['A']).start('B');

  t.deepEqual(cluster.owners(), ['A']);
});

test('whoever has an address bound under a range leaves it to a live backup (P3)', (t) => {
  const cluster = new Cluster([ranged('A'), primary('B'), backup('C', 10)]);
  cluster.start('B', 'A', 'C').listen(['A']).forget().crash('B');

  t.deepEqual(cluster.owners(), ['C']);
  t.deepEqual(cluster.happened('Advertise', 'A'), []);
});

test('a bind moves a bound DVIPA although it has a backup (R36)', (t) => {
  const cluster = new Cluster([ranged('A'), ranged('B'), backup('C', 10)]).start('A', 'B', 'C');

  t.deepEqual(cluster.listen(['A']).listen(['B']).owners(), ['B']);
});

test('the departure of a bystander is no reason to take an address again (R43)', (t) => {
  const profiles = [primary('A'), primary('B'), profileOf('C')];
  const cluster = new Cluster(profiles).start('A', 'B', 'C');
  t.deepEqual(cluster.crash('C').owners(), ['B']);

  cluster.start('C').do({ do: 'CrashStack', stack: 'C' }, { do: 'StartStack', stack: 'C' });
  t.deepEqual(cluster.settle().owners(), ['B'], 'nor is its return before anybody missed it');
});

for (const [what, goes] of [
  ['leaves', (stack: Alone) => stack.left('C')],
  ['comes back in another life', (stack: Alone) => stack.joined('C', 9)],
] as const) {
  test(`a join ends when the last member that it waits for ${what} (R31, R43)`, (t) => {
    const stack = new Alone(primary('A')).starts('B', 'C');
    stack.claims('B', claimOf(7, 'B'));
    t.is(roleOf(stack), 'none');

    goes(stack);
    t.is(roleOf(stack), 'rebuilding');
  });
}

test('a join that waits for several members does not end when one of them leaves (R31)', (t) => {
  const stack = new Alone(primary('A')).starts('B', 'C');
  stack.left('C');
  t.is(roleOf(stack), 'none');

  defines(stack, 'B', {});
  t.is(roleOf(stack), 'rebuilding');
});

test('the departure of a stack that nobody has heard of changes nothing', (t) => {
  const stack = new Alone(primary('A')).join('B');
  const before = stack.state;

  t.deepEqual(stack.left('C'), []);
  t.is(stack.state, before);
});

test('when an owner returns unnoticed the others are told that its claim is void (R18b, R44)', (t) => {
  const stack = new Alone(profileOf('A')).join('B', 'C');
  stack.claims('B', claimOf(1, 'B'));

  t.deepEqual(
    sent(stack.joined('B', 9)).map(({ to, type }) => `${type} to ${to}`),
    ['VIPA_list to B', 'VIPA_list to B', 'VIPA_list to C'],
  );
});

test('who owned a DVIPA in a former life only is no owner now (R13, R44)', (t) => {
  const stack = new Alone(profileOf('A')).join('B', 'C');
  stack.claims('B', claimOf(1, 'B'));
  const marks = (outputs: readonly Output[]) => only(outputs, 'Reached').map(({ id }) => id);

  t.deepEqual(marks(stack.joined('B', 9)), ['F9.200']);
  const leaving = stack.left('B', 9);
  t.deepEqual([sent(leaving), marks(leaving)], [[], []], 'its claim was void already');
});

test('one orphan among many DVIPAs, and addresses that are none, is news enough (R18b)', (t) => {
  const stack = new Alone(profileOf('A')).join('B', 'C', 'D');
  const { remote, local } = life('A');
  const opened = { type: 'ConnectionOpened', remote, local, via: null, replaces: false } as const;
  const elsewhere = { ...opened, local: { ...local, address: 'home' } };
  stack.hear({ ...elsewhere, remoteIsn: null, localIsn: 5 });
  stack.claims('B', claimOf(1, 'B'));
  stack.claims('C', claimOf(1, 'C', { dvipa: 'W' }));

  t.deepEqual(
    sent(stack.left('B')).map(({ to, type }) => `${type} to ${to}`),
    ['VIPA_list to C', 'VIPA_list to D'],
  );
});

test('a stack without the function is not greeted (F4.4, P9)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B')], { unaware: ['B'] }).start('A');

  t.deepEqual(cluster.forget().start('B').happened('Send', 'A'), []);
});

test('who is asked for a DVIPA that it has given away ends its snapshot at once (R20)', (t) => {
  const stack = new Alone(primary('A')).join('B', 'C');
  for (const name of ['B', 'C']) stack.snapshotEnds(name);
  stack.claims('B', claimOf(9, 'B', { former: member('A') }));
  const { epoch } = stack;
  stack.message('B', { type: 'DVIPA', dvipa: 'V', epoch, intent: 'routing' });
  t.is(roleOf(stack), 'none');

  const outputs = stack.claims('C', claimOf(10, 'C', { former: member('A') }));
  t.like(sent(outputs).at(-1), { to: 'C', type: 'NEWCONN', end: { routedTo: [] } });
});

test('an owner of whom only others have spoken gets no snapshot yet (R31)', (t) => {
  const outputs = new Alone(profileOf('A')).join('B').claims('B', claimOf(5, 'C'));

  t.deepEqual(sent(outputs), []);
  t.false(only(outputs, 'Reached').some(({ id }) => id === 'F6.131'));
});

test('whom a yielding owner has routed to is named in the order of the names', (t) => {
  const stack = new Alone(primary('A', { ports: 'ALL' })).join('B', 'C');
  for (const name of ['B', 'C']) stack.snapshotEnds(name);
  stack.listens('C', 1, 60);
  stack.listens('B', 1, 61);

  t.like(sent(stack.claims('B', claimOf(9, 'B'))).at(-1), {
    end: { routedTo: [{ stack: 'B' }, { stack: 'C' }] },
  });
});

test('a backup forgets the list that its primary has taken back (F6.134, D8)', (t) => {
  const changes = { A: [primary('A', null)] };
  const cluster = new Cluster([primary('A'), backup('B', 10)], { changes }).start('A', 'B');
  cluster.do(load('A')).settle().crash('A');

  t.deepEqual(cluster.owners(), ['B']);
  t.is(cluster.vipa('B').claim?.distribution, null);
});

test("a backup that joins after the primary's death still inherits its list (F6.134)", (t) => {
  const own = { distributes: [distribute({ targets: ['XB'] })] };
  const cluster = new Cluster([primary('A'), backup('B', 10, own), backup('C', 5)]);
  cluster.start('A', 'B').crash('A').start('C').crash('B');

  t.is(cluster.vipa('C').claim?.distribution?.targets, 'ALL');
});

test("a backup that changes its own list while it owns leaves the primary's to the next (D8)", (t) => {
  const own = (target: string) => ({ distributes: [distribute({ targets: [target] })] });
  const profiles = [primary('A'), backup('B', 10, own('XB')), backup('C', 5)];
  const changes = { B: [backup('B', 10, own('XC'))] };
  const cluster = new Cluster(profiles, { changes }).start('A', 'B', 'C').crash('A');
  cluster.do(load('B')).settle();
  t.deepEqual(cluster.vipa('C').claim?.distribution?.targets, ['XC']);

  t.is(cluster.crash('B').vipa('C').claim?.distribution?.targets, 'ALL');
});

test('a stack that is no candidate of the next list says nothing about it (F6.124)', (t) => {
  const list = (port: number) => primary('A', { targets: ['XC'], ports: [port] });
  const profiles = [list(60), profileOf('B'), profileOf('C')];
  const cluster = new Cluster(profiles, { changes: { A: [list(61)] } }).start('A', 'B', 'C');
  cluster.forget().do(load('A')).settle();

  t.deepEqual(cluster.happened('Send', 'B'), []);
  t.is(cluster.happened('Send', 'C').length, 1);
});

test('a profile change does not take what another primary has taken since (R43, D8)', (t) => {
  const changes = { A: [primary('A', { ports: [61] })] };
  const cluster = new Cluster([primary('A'), primary('B')], { changes }).start('A', 'B');

  t.deepEqual(cluster.do(load('A')).settle().owners(), ['B']);
});

for (const [what, profile, next, kind] of [
  ['whose backup now defines it', backup('B', 10), primary('B'), 'define'],
  [
    'whose backup now defines another one',
    backup('B', 10),
    { ...backup('B', 10, { distributes: [distribute()] }), defines: [{ dvipa: 'W', mask: null }] },
    'backup',
  ],
] as const) {
  test(`a DVIPA ${what} is claimed as ${kind} from then on (D8)`, (t) => {
    const cluster = new Cluster([primary('A', null), profile], { changes: { B: [next] } });
    cluster.start('A', 'B').crash('A').do(load('B')).settle();

    t.like(cluster.vipa('B').claim, { kind, version: 1 });
  });
}

test('a bound DVIPA whose stack now backs up another one stays a bound one (D8)', (t) => {
  const next = { ...ranged('A'), backups: backups(['W', 10]), distributes: [distribute()] };
  const cluster = new Cluster([ranged('A')], { changes: { A: [next] } }).start('A').listen(['A']);
  cluster.do(load('A')).settle();

  t.like(cluster.vipa('A').claim, { kind: 'bind', version: 1 });
});
