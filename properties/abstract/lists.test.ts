/**
 * What the model reads off the profiles of a sysplex: who defines a DVIPA, who backs it up and in which order, who
 * may bind it, by which list it is distributed.
 */
import test from 'ava';
import { backup, distribute, primary, profileOf } from '../../impl/testing/profiles.ts';
import type { Profile } from '../../model/config.types.ts';
import { figure4, listOfMvs5 } from '../../model/fig04-example-sysplex.ts';
import { awareStacks, headOfChain, ownStatement, primaries, rangeOf } from '../../model/lists.ts';
import { isListed, isSameList } from '../../model/tables.ts';
import { after, fails, starts } from './events-on-v.ts';

function up(...profiles: readonly Profile[]) {
  return after(...profiles.map((profile) => starts(profile)));
}

test('F4.4: the stacks that are up and have the function, by name', (t) => {
  const cluster = after(
    starts(backup('C', 10)),
    starts(primary('A')),
    starts(profileOf('U'), false),
    starts(profileOf('B')),
    starts(profileOf('D')),
    fails('D'),
  );
  t.deepEqual(awareStacks(cluster), ['A', 'B', 'C']);
});

test('F6.135: a stack states a list for one DVIPA and another list for another', (t) => {
  const cluster = up(...figure4);
  t.deepEqual(ownStatement(cluster, 'DVA1', 'MVS5'), listOfMvs5);
  t.is(ownStatement(cluster, 'DVA1', 'MVS2'), null);
  t.is(ownStatement(cluster, 'DVA1', 'MVS9'), null);
  t.is(ownStatement(cluster, 'DVC1', 'MVS5'), null);
});

test('D2: primaries are those that define this very DVIPA, and live', (t) => {
  const both = { dvipa: 'W', mask: null };
  const cluster = up(
    profileOf('A', { defines: [both, { dvipa: 'V', mask: null }] }),
    profileOf('B', { defines: [both] }),
    backup('C', 10),
  );
  t.deepEqual(primaries(cluster, 'V'), ['A']);
  t.deepEqual(primaries(cluster, 'W'), ['A', 'B']);
  t.deepEqual(primaries(cluster, 'X'), []);
});

const ofAnother = { backups: [{ dvipa: 'W', rank: 99, creates: true, mask: null }] };

test('D3: the highest rank comes first, and of equal ranks the last name (R18)', (t) => {
  const head = (...profiles: readonly Profile[]) => headOfChain(up(...profiles), 'V', true);
  t.is(head(backup('B', 20), backup('C', 10)), 'B');
  t.is(head(backup('B', 10), backup('C', 20)), 'C');
  t.is(head(backup('C', 20), backup('B', 10), backup('D', 15)), 'C');
  t.is(head(backup('B', 20), backup('C', 20)), 'C');
  t.is(head(backup('C', 20), backup('B', 20)), 'C');
  t.is(head(backup('B', 1), profileOf('C', ofAnother)), 'B');
  t.is(head(profileOf('C', ofAnother)), null);
  t.is(head(), null);
});

test('D3: what is active nowhere is created by a MOVEable backup only', (t) => {
  const creating = backup('C', 10, {}, true);
  t.is(headOfChain(up(backup('B', 20), creating), 'V', true), 'B');
  t.is(headOfChain(up(backup('B', 20), creating), 'V', false), 'C');
  t.is(headOfChain(up(backup('B', 20)), 'V', false), null);
  t.is(headOfChain(up(profileOf('C', ofAnother)), 'V', false), null);
});

test('D6: a range covers its address, or what its mask leaves open', (t) => {
  const range = (address: string, mask: string | null) =>
    up(profileOf('A', { ranges: [{ address, mask, nondisruptive: true }] }));
  const covers = (address: string, mask: string | null, dvipa: string): boolean =>
    rangeOf(range(address, mask), dvipa, 'A') !== undefined;

  t.true(covers('DVB1', null, 'DVB1'));
  t.false(covers('DVB1', null, 'DVB2'));
  t.false(covers('192.0.2.1', null, '192.0.2.2'));
  t.true(covers('192.0.2.1', '255.255.255.0', '192.0.2.9'));
  t.false(covers('192.0.2.1', '255.255.255.0', '192.0.3.9'));
  t.true(covers('192.0.2.1', '255.255.0.0', '192.0.3.9'));
  t.false(covers('192.0.2.1', '255.255.255.0', 'DVB1'), 'a name is in no network');
  t.false(covers('DVB1', '255.255.255.0', '192.0.2.1'));
  t.false(covers('192.0.2.1', 'ALL', '192.0.2.9'));
  t.true(covers('DVB1', '255.255.255.0', 'DVB1'));
  t.false(covers('192.0.2.1', '255.0.255.0', '192.0.2.9'), 'no network has such a mask');
  t.is(rangeOf(range('V', null), 'V', 'B'), undefined, 'another stack has none');
});

test('D6: of several ranges the most specific one counts', (t) => {
  const wide = { address: '192.0.0.0', mask: '255.255.0.0', nondisruptive: true };
  const close = { address: '192.0.2.0', mask: '255.255.255.0', nondisruptive: false };
  const exact = { address: '192.0.2.1', mask: null, nondisruptive: true };
  for (const ranges of [
    [wide, close, exact],
    [exact, close, wide],
  ]) {
    const cluster = up(profileOf('A', { ranges }));
    t.is(rangeOf(cluster, '192.0.3.1', 'A'), wide);
    t.is(rangeOf(cluster, '192.0.2.9', 'A'), close);
    t.is(rangeOf(cluster, '192.0.2.1', 'A'), exact);
  }
});

test('D4: two lists are the same when they say the same', (t) => {
  const { dvipa: _dvipa, ...list } = distribute({ method: 'WEIGHTED', weights: { XA: 1, XB: 2 } });
  t.true(isSameList(list, { ...list, weights: { XB: 2, XA: 1 } }));
  t.false(isSameList(list, { ...list, weights: { XA: 1, XB: 3 } }));
  t.false(isSameList(list, { ...list, ports: [61] }));
  t.false(isSameList(list, { ...list, targets: ['XA'] }));
  t.false(isSameList(list, { ...list, method: 'ROUNDROBIN' }));
  t.false(isSameList(list, null));
  t.false(isSameList(null, list));
  t.true(isSameList(null, null));
});

test('D4: PORT names ports, and without it every port is meant', (t) => {
  const { dvipa: _dvipa, ...list } = distribute({ ports: [60, 61] });
  t.true(isListed(list, 61));
  t.false(isListed(list, 62));
  t.true(isListed({ ...list, ports: 'ALL' }, 62));
  t.false(isListed(null, 60));
});
