/** What reports do to an owner's tables, and what they leave alone (Figure 8, P10). */
import test from 'ava';
import { Alone, claimOf, life, member } from '../testing/alone.ts';
import { Cluster } from '../testing/cluster.ts';
import { primary, profileOf } from '../testing/profiles.ts';

/** An owner of V with complete tables; B and C are alive. */
function owning(): Alone {
  const stack = new Alone(primary('A')).join('B', 'C');
  for (const name of ['B', 'C']) stack.snapshotEnds(name);
  return stack;
}

const report = (stack: Alone, ...connections: readonly ReturnType<typeof life>[]) =>
  ({
    type: 'NEWCONN',
    dvipa: 'V',
    epoch: stack.epoch,
    reporter: 'endpoint',
    connections,
    end: null,
  }) as const;

test('a report that says what the tables say already changes nothing (P10, R24)', (t) => {
  const stack = owning();
  stack.listens('B', 2);
  stack.message('B', report(stack, life('B')));
  const before = stack.vipa;

  stack.listens('B', 2);
  stack.message('B', report(stack, life('B')));
  t.is(stack.vipa, before);
});

test('a report for the owner before is ignored, whatever it reports (R29)', (t) => {
  const stack = owning();
  const { vipa } = stack;
  const late = { ...report(stack, life('B')), epoch: claimOf(9, 'B').epoch };
  const listeners = [{ port: 60, count: 1 }];
  const stale = [{ type: 'Ignore', reason: 'StaleEpoch' }] as const;

  t.deepEqual(stack.message('B', late), stale);
  t.deepEqual(
    stack.message('B', { type: 'SRVSTAT', dvipa: 'V', epoch: late.epoch, listeners }),
    stale,
  );
  t.is(stack.vipa, vipa);
});

test('an endpoint speaks for itself only, by name and by incarnation (P10)', (t) => {
  const stack = owning();
  const forged = { ...life('B'), target: { stack: 'C', incarnation: member('B').incarnation } };

  t.deepEqual(stack.message('B', report(stack, forged)), [{ type: 'Ignore', reason: 'Malformed' }]);
});

test('a listener on a port that the list leaves out gets no row (C4)', (t) => {
  const stack = owning();
  const before = stack.vipa;

  stack.listens('B', 1, 61);
  t.is(stack.vipa, before);
});

test('an owner that is no candidate of its own list ignores nothing (F6.124)', (t) => {
  const cluster = new Cluster([primary('A', { targets: ['XB'] }), profileOf('B')]).start('A', 'B');

  t.deepEqual(cluster.ignored('A'), []);
});

test('who has answered, and who is awaited, is kept in the order of the names', (t) => {
  const stack = new Alone(primary('A')).join('B', 'C');
  stack.joined('E', 5);
  stack.joined('D', 6);
  const snapshot = { ...report(stack), end: { routedTo: [] } };
  stack.claims('B', claimOf(1, 'B'));
  stack.left('B');
  const { epoch } = stack;
  stack.message('E', { ...snapshot, epoch }, 5);
  const named = ['Z', 'Y'].map((name, at) => ({ stack: name, incarnation: 8 + at }));
  stack.message('C', { ...snapshot, epoch, end: { routedTo: named } });

  const { role } = stack.vipa;
  if (role.is !== 'rebuilding') return t.fail(role.is);
  t.deepEqual(role.answered, ['C', 'E']);
  t.deepEqual(
    role.awaiting.map((awaited) => awaited.stack),
    ['D', 'Y', 'Z'],
  );
});
