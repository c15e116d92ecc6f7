/** What an application is told when it binds to a DVIPA, and what a VIPARange makes of the bind. */
import test from 'ava';
import type { Profile } from '../../model/config.types.ts';
import { Cluster } from '../testing/cluster.ts';
import { backup, primary, profileOf, ranged } from '../testing/profiles.ts';

const bind = (stack: string, dvipa = 'V') => ({ do: 'Bind', stack, dvipa, port: 60 }) as const;

/** The errors of the binds so far. */
const refusals = (cluster: Cluster) => cluster.happened('RefuseBind').map(({ error }) => error);

test('before the join is complete a bind is to be tried again later: EAGAIN (R31)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B')]).start('A');
  cluster.do({ do: 'StartStack', stack: 'B' }, bind('B'));
  t.deepEqual(refusals(cluster), ['EAGAIN']);

  cluster.settle().forget().do(bind('B'));
  t.deepEqual(refusals(cluster), []);
  t.is(cluster.happened('Listen').length, 1);
});

test('an address that this stack does not have is not available: EADDRNOTAVAIL', (t) => {
  const cluster = new Cluster([primary('A', { targets: ['XA'] }), profileOf('B')]).start('A', 'B');
  cluster.do(bind('B'), bind('B', 'W'));

  t.deepEqual(refusals(cluster), ['EADDRNOTAVAIL', 'EADDRNOTAVAIL']);
  t.deepEqual(cluster.stack('B').tcp.listeners, {});
});

test('candidates and the owner bind; the first listener is reported to the owner (F6.130)', (t) => {
  const cluster = new Cluster([primary('A', { targets: ['XB'] }), profileOf('B')]).start('A', 'B');
  cluster.listen(['A', 'B', 'B']);

  t.deepEqual(refusals(cluster), []);
  t.deepEqual(cluster.targets('A'), ['B:60*2'], 'A listens for itself, and is no candidate');
});

test('when one of two applications ends, and when both do, the owner is told (F6.130, C7)', (t) => {
  const cluster = new Cluster([primary('A'), profileOf('B')]).start('A', 'B').listen(['B', 'B']);
  const unbind = { ...bind('B'), do: 'Unbind' } as const;

  t.deepEqual(cluster.do(unbind).settle().targets('A'), ['B:60*1']);
  t.deepEqual(cluster.do(unbind).settle().targets('A'), []);
});

test('a bind in a range creates the DVIPA on the binding stack (D6, F11.510)', (t) => {
  const cluster = new Cluster([ranged('A'), ranged('B')]).start('A', 'B').listen(['B']);

  t.deepEqual(cluster.owners(), ['B']);
  t.deepEqual(cluster.state.network.advertised, { V: ['B'] });
  t.is(cluster.connect(1), 'B', 'connections need no distribution');
});

test('a second bind on the owner is only one more listener', (t) => {
  const cluster = new Cluster([ranged('A')]).start('A').listen(['A', 'A']);

  t.is(cluster.vipa('A').claim?.epoch.number, 1);
  t.deepEqual(cluster.stack('A').tcp.listeners, { 'V:60': 2 });
});

test('a bind elsewhere moves the DVIPA, and old connections are routed back (F11.506, F12)', (t) => {
  const cluster = new Cluster([ranged('A'), ranged('B')]).start('A', 'B').listen(['A']);
  cluster.connect(1);
  cluster.listen(['B']);
  t.deepEqual(cluster.owners(), ['B']);
  t.deepEqual(cluster.routes('B'), [[1, 'A']]);

  cluster.deed('K', 'write', 1).settle();
  t.is(cluster.servedBy(1), 'A');
  t.is(cluster.connect(2), 'B');
});

test('a move in which nothing lives leaves nothing behind on the old stack (F12.525)', (t) => {
  const cluster = new Cluster([ranged('A'), ranged('B')]).start('A', 'B').listen(['A']);
  cluster.do({ ...bind('A'), do: 'Unbind' }).listen(['B']);

  t.deepEqual(cluster.happened('DeleteAddress', 'A'), [{ type: 'DeleteAddress', dvipa: 'V' }]);
  t.is(cluster.vipa('A').role.is, 'none');
});

test('a DISRUPTIVE range neither creates nor moves', (t) => {
  const cluster = new Cluster([ranged('A'), ranged('B', 'V', false)]).start('A', 'B');
  cluster.do(bind('B'));
  t.deepEqual(refusals(cluster), ['EADDRNOTAVAIL']);

  cluster.listen(['A']).do(bind('B'));
  t.deepEqual(refusals(cluster), ['EADDRNOTAVAIL', 'EADDRNOTAVAIL']);
  t.deepEqual(cluster.owners(), ['A']);
});

test('of two ranges the narrow DISRUPTIVE one decides over the wide one (D6)', (t) => {
  const ranges = [
    { address: '10.1.0.0', mask: '255.255.0.0', nondisruptive: true },
    { address: '10.1.2.0', mask: '255.255.255.0', nondisruptive: false },
  ];
  const cluster = new Cluster([profileOf('A', { ranges })]).start('A');
  cluster.do(bind('A', '10.1.2.3'), bind('A', '10.1.3.3')).settle();

  t.deepEqual(refusals(cluster), ['EADDRNOTAVAIL']);
  t.deepEqual(cluster.owners('10.1.3.3'), ['A']);
});

test('a range does not take what a primary defines (R36)', (t) => {
  const cluster = new Cluster([primary('A', null), ranged('B')]).start('A', 'B');
  cluster.do(bind('B'));

  t.deepEqual(refusals(cluster), ['EADDRNOTAVAIL']);
  t.deepEqual(cluster.owners(), ['A']);
});

for (const [heir, profiles, owners, error] of [
  ['nobody', [primary('A', null)], ['C'], []],
  ['a backup', [primary('A', null), backup('B', 10)], [], ['EADDRNOTAVAIL']],
  ['another primary', [primary('A', null), primary('B', null)], [], ['EADDRNOTAVAIL']],
] as const satisfies readonly (readonly [string, readonly Profile[], unknown, unknown])[]) {
  test(`a bind finds the owner dead and ${heir} to follow (R36, P3)`, (t) => {
    const cluster = new Cluster([...profiles, ranged('C')]);
    cluster.start(...profiles.map(({ stack }) => stack), 'C');
    const owner = cluster.owners()[0] ?? '';
    // C hears of the death before anybody else does.
    cluster.do({ do: 'CrashStack', stack: owner }, { do: 'DeliverNotice', to: 'C' }, bind('C'));

    t.deepEqual(refusals(cluster), error);
    t.deepEqual(cluster.owners(), owners);
  });
}

test('a configured primary that starts later takes a bound DVIPA, connections and all (F12.x)', (t) => {
  const cluster = new Cluster([ranged('A'), primary('B', null)]).start('A').listen(['A']);
  cluster.connect(1);
  cluster.start('B');
  t.deepEqual(cluster.owners(), ['B']);

  cluster.deed('K', 'write', 1).settle();
  t.is(cluster.servedBy(1), 'A');
  t.deepEqual(cluster.routes('B'), [[1, 'A']]);
});
