/**
 * What counts as executed: the blocks of the figures that each part of a story goes through, stack by stack.
 *
 * The requirement table of a campaign is made of these marks: one that is set where its block was not executed
 * would call a requirement reached that never was.
 */
import test from 'ava';
import type { Profile } from '../../model/config.types.ts';
import { Alone, claimOf, only } from '../testing/alone.ts';
import { Cluster } from '../testing/cluster.ts';
import { backup, distribute, primary, profileOf, ranged } from '../testing/profiles.ts';

/** The different marks that a stack has set since the last `forget`, sorted. */
function marks(cluster: Cluster, at: string): string {
  const ids = cluster.happened('Reached', at).map(({ id }) => id);
  return [...new Set(ids)].sort().join(' ');
}

const own = { distributes: [distribute()] };
const load = { do: 'ChangeProfile', stack: 'A', profile: 0 } as const;

/** A owns V, B backs it up with a list of its own, K is connected to C. */
function serving(): Cluster {
  const cluster = new Cluster([primary('A'), backup('B', 10, own), profileOf('C')]);
  cluster.start('A', 'B', 'C').listen(['C']).connect(1);
  return cluster;
}

test('a primary starts alone: its definitions, its advertisement, its table (Figure 5)', (t) => {
  const cluster = new Cluster([primary('A')]).start('A');

  t.is(marks(cluster, 'A'), 'D1 D2 D4 F4.1 F5.100 F5.102 F5.104 F5.106 F5.108');
  const accompanied = new Cluster([primary('A', null), profileOf('B')]).start('B', 'A');
  t.is(marks(accompanied, 'A'), 'D1 D2 D4 F4.1 F5.100 F5.102 F5.104 F5.106 F5.108 F6.120');
});

test('a list is received by a candidate, by another stack, and undistributed (Figure 6)', (t) => {
  const heardBy = (profile = primary('A')): string => {
    const cluster = new Cluster([profile, profileOf('B')]).start('A', 'B');
    return marks(cluster, 'B');
  };

  t.is(heardBy(), 'D1 D5 F4.1 F6.120 F6.122 F6.124 F6.126 F6.131');
  t.is(
    heardBy(primary('A', { targets: ['XA', 'XB'] })),
    'D1 F4.1 F6.120 F6.122 F6.124 F6.126 F6.131',
  );
  t.is(heardBy(primary('A', { targets: ['XA'] })), 'D1 F4.1 F6.120 F6.122 F6.124 F6.131');
  t.is(heardBy(primary('A', null)), 'D1 F4.1 F6.120 F6.122 F6.131');
});

test('a backup keeps the list that it receives, or has one of its own (F6.134, F6.135)', (t) => {
  const profiles = [primary('A', null), backup('B', 10), backup('C', 5, own)];
  const cluster = new Cluster(profiles).start('A', 'B', 'C');

  t.is(marks(cluster, 'B'), 'D1 D3 F4.1 F6.120 F6.122 F6.131 F6.132 F6.134');
  const ofAnother = backup('B', 10, { distributes: [distribute({ dvipa: 'W' })] });
  const elsewhere = {
    ...ofAnother,
    backups: [{ dvipa: 'W', rank: 1, creates: false, mask: null }],
  };
  const heardBy = (profile: Profile) =>
    marks(new Cluster([primary('A', null), profile]).start('A', 'B'), 'B');
  t.is(heardBy(ofAnother), 'D1 D3 F4.1 F6.120 F6.122 F6.131 F6.132 F6.134');
  t.is(heardBy(elsewhere), 'D1 F4.1 F6.120 F6.122 F6.131');
  t.is(marks(cluster, 'C'), 'D1 D3 F4.1 F6.120 F6.122 F6.131 F6.132 F6.135');
});

test('a stack that joins late is covered by ALL, if it has the function (D5, F4.4)', (t) => {
  const joining = (profile = primary('A'), unaware: readonly string[] = []): string => {
    const cluster = new Cluster([profile, profileOf('B')], { unaware }).start('A');
    return marks(cluster.forget().start('B'), 'A');
  };

  t.is(joining(), 'D5 F6.120');
  t.is(joining(primary('A', { targets: ['XA', 'XB'] })), 'F6.120');
  t.is(joining(primary('A', null)), 'F6.120');
  t.is(joining(primary('A'), ['B']), '');
  const two = primary('A');
  const named = distribute({ dvipa: 'W', targets: ['XA'] });
  const defines = [...two.defines, { dvipa: 'W', mask: null }];
  t.is(joining({ ...two, defines, distributes: [...two.distributes, named] }), 'D5 F6.120');
  const bystander = new Cluster([primary('A'), profileOf('B'), profileOf('C')]).start('A', 'B');
  t.is(marks(bystander.forget().start('C'), 'B'), 'F6.120', 'B owns nothing that covers C');
});

test('a stack without the function ignores what it is sent (F4.4)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B')], { unaware: ['B'] }).start('B', 'A');

  t.is(marks(cluster, 'B'), 'F4.4');
  const alone = new Cluster([profileOf('B')], { unaware: ['B'] }).start('B');
  t.is(marks(alone, 'B'), '', 'it was sent nothing');
});

test('a listener, a connection and its end reach the tables of the owner (Figures 7 and 8)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B')]).start('A', 'B').forget();
  cluster.listen(['B']);
  t.is(marks(cluster, 'B'), 'F4.2 F6.128 F6.130');
  t.is(marks(cluster, 'A'), 'F8.160 F8.166');

  cluster.forget().connect(1);
  t.is(marks(cluster, 'A'), 'F7.140 F7.142 F7.144 F7.146 F7.150 F7.152');
  cluster.forget().deed('K', 'abort', 1).settle();
  t.is(marks(cluster, 'A'), 'F7.140 F7.142 F7.150 F7.152 F8.160 F8.162');
});

test('a backup takes over by its own list, and a target reports to it (Figure 9)', (t) => {
  const cluster = serving().forget().crash('A');

  t.is(
    marks(cluster, 'B'),
    'F4.3 F5.104 F6.120 F8.160 F8.164 F8.166 F9.200 F9.201 F9.206 F9.208 F9.210 F9.212',
  );
  t.is(
    marks(cluster, 'C'),
    'D5 F6.120 F6.122 F6.124 F6.126 F6.128 F6.130 F6.131 F6.133 F9.200 F9.202 F9.204',
  );
});

test('only the death of an owner is the failure of an owner (F9.200)', (t) => {
  const cluster = serving().forget().crash('C');

  t.is(marks(cluster, 'A'), '');
  t.is(marks(cluster, 'B'), '');
});

test('a second takeover follows a first one; a higher backup that joins late is none (F9.x)', (t) => {
  const profiles = [primary('A'), backup('B', 10), backup('C', 5)];
  const chain = new Cluster(profiles).start('A', 'B', 'C').crash('A');
  t.is(marks(chain.forget().crash('B'), 'C'), 'F5.104 F9.200 F9.201 F9.206 F9.210 F9.212 F9.x');

  const late = new Cluster(profiles).start('A', 'C').crash('A').forget().start('B');
  t.regex(marks(late, 'B'), /F9.201/);
  t.notRegex(marks(late, 'B'), /F9.x/);
  const back = new Cluster([...profiles.slice(0, 2), profileOf('C')]).start('A', 'B', 'C');
  back.crash('A').crash('B').forget().start('A');
  t.regex(marks(back, 'A'), /F10.300/);
  t.notRegex(marks(back, 'A'), /F9.x/);
});

test('a primary takes its DVIPA back, the backup tells what it routed (Figure 10)', (t) => {
  const cluster = serving().crash('A').forget().start('A');

  t.is(
    marks(cluster, 'A'),
    'D1 D5 F10.300 F10.304 F4.1 F5.104 F5.106 F5.108 ' +
      'F6.120 F6.122 F6.124 F6.126 F6.131 F8.160 F8.164 F8.166',
  );
  t.is(
    marks(cluster, 'B'),
    'D3 D5 F10.306 F10.308 F10.310 F12.528 F6.120 F6.122 F6.124 F6.126 F6.131 F6.132 F6.135',
  );
  t.is(
    marks(cluster, 'C'),
    'D5 F10.302 F6.120 F6.122 F6.124 F6.126 F6.128 F6.130 F6.131 F6.133 F9.204',
  );
});

test('a bind creates a DVIPA, and a bind elsewhere moves it with its connections (Figures 11, 12)', (t) => {
  const cluster = new Cluster([ranged('A'), ranged('B')]).start('A', 'B').forget().listen(['A']);
  t.is(marks(cluster, 'A'), 'D6 F11.500 F11.502 F11.504 F11.510 F4.2');
  cluster.connect(1);

  cluster.forget().listen(['B']);
  t.is(marks(cluster, 'B'), 'D6 F11.500 F11.502 F11.504 F11.506 F11.508 F4.2 F8.160 F8.164');
  t.is(
    marks(cluster, 'A'),
    'F10.306 F10.308 F10.310 F12.520 F12.522 F12.524 F12.526 F12.528 ' +
      'F6.120 F6.122 F6.131 F6.133 F9.204',
  );
});

test('a bystander of moves learns of a new owner, and of nothing else (F12.520)', (t) => {
  const cluster = new Cluster([ranged('A'), ranged('B'), ranged('C')]).start('A', 'B', 'C');
  cluster.listen(['A']).forget().listen(['B']);
  t.is(marks(cluster, 'C'), 'F6.120 F6.122 F6.131');

  cluster.forget().listen(['C']);
  t.is(marks(cluster, 'C'), 'D6 F11.500 F11.502 F11.504 F11.506 F11.508 F4.2');
  t.is(marks(cluster, 'A'), 'F6.120 F6.122 F6.131');
});

test('a DVIPA moves on from a stack that still collects reports (F12.520)', (t) => {
  const stack = new Alone(ranged('A')).join('B');
  stack.hear({ type: 'BindRequested', dvipa: 'V', port: 60 });
  t.is(stack.vipa.role.is, 'rebuilding');
  const outputs = only(stack.claims('B', claimOf(2, 'B', { kind: 'bind' })), 'Reached');

  t.true(outputs.some(({ id }) => id === 'F12.520'));
});

test('a move without connections is complete at once (F12.525)', (t) => {
  const cluster = new Cluster([ranged('A'), ranged('B')]).start('A', 'B').listen(['A']);
  cluster.forget().listen(['B']);

  t.is(marks(cluster, 'A'), 'F10.310 F12.520 F12.522 F12.524 F12.525 F12.528 F6.120 F6.122 F6.131');
});

test('a primary takes a DVIPA from its last binder, if it had moved (F12.x)', (t) => {
  const bound = (...binders: readonly string[]): string => {
    const cluster = new Cluster([ranged('A'), ranged('B'), primary('C', null)]).start('A', 'B');
    for (const stack of binders) cluster.listen([stack]);
    return marks(cluster.forget().start('C'), 'C');
  };
  const taken = 'D1 F10.300 F10.304 F4.1 F5.104 F5.106 F5.108 F6.120 F6.122 F6.131';

  t.is(bound('A', 'B'), taken.replace('F4.1', 'F12.x F4.1'));
  t.is(bound('A'), taken);
});

test('a new list under the same claim is read like the first one (D8)', (t) => {
  const changes = { A: [primary('A', { ports: [61] })] };
  const cluster = new Cluster([primary('A'), profileOf('B')], { changes }).start('A', 'B');
  cluster.forget().do(load).settle();

  t.is(marks(cluster, 'A'), 'D8 F6.130 F8.160 F8.166');
  t.is(marks(cluster, 'B'), 'D5 F6.120 F6.122 F6.124 F6.126 F6.130');
});
