/** Questions about lists: which range covers an address, who stands higher, which list applies. */
import test from 'ava';
import type { RangeEntry } from '../../model/config.types.ts';
import { epochOf } from '../testing/alone.ts';
import { backup, distribute, primary, profileOf } from '../testing/profiles.ts';
import {
  applicableList,
  compareRanks,
  coveringRange,
  definitionsOf,
  isLaterList,
  isListed,
  isTarget,
} from './lists.ts';

function range(address: string, mask: string | null, nondisruptive = true): RangeEntry {
  return { address, mask, nondisruptive };
}

const wide = range('10.1.0.0', '255.255.0.0');
const narrow = range('10.1.2.0', '255.255.255.0', false);
const single = range('10.1.2.9', null);
const profile = profileOf('A', { ranges: [wide, narrow, single, range('V', null)] });

test('of the ranges that cover an address the most specific one counts (D6)', (t) => {
  t.is(coveringRange(profile, '10.1.9.9'), wide);
  t.is(coveringRange(profile, '10.1.2.1'), narrow);
  t.is(coveringRange(profile, '10.1.2.9'), single);
});

test('a range without a mask, and one of a symbolic address, cover just that address (D6)', (t) => {
  t.is(coveringRange(profile, 'V')?.address, 'V');
  t.is(coveringRange(profile, 'W'), null);
  t.is(coveringRange(profileOf('A', { ranges: [single] }), '10.1.2.8'), null);
});

test('a mask with a hole in it covers just the address of its range', (t) => {
  const odd = profileOf('A', { ranges: [range('10.1.2.0', '255.0.255.0')] });

  t.not(coveringRange(odd, '10.1.2.0'), null);
  t.is(coveringRange(odd, '10.1.2.1'), null);
});

test('no range covers an address outside its mask', (t) => {
  t.is(coveringRange(profile, '10.2.0.1'), null);
});

test('the higher rank stands first, and of equal ranks the later name (R18)', (t) => {
  const place = (rank: number, stack: string) => ({ rank, stack, creates: false });
  const chain = [place(20, 'A'), place(10, 'D'), place(20, 'C'), place(20, 'B')];

  t.deepEqual(
    chain.sort(compareRanks).map(({ stack }) => stack),
    ['D', 'A', 'B', 'C'],
  );
  t.is(compareRanks(place(1, 'A'), place(1, 'A')), 0);
});

test('a list names its targets or covers ALL (F6.124, C2, C3)', (t) => {
  t.true(isTarget(distribute(), 'XZ'));
  t.true(isTarget(distribute({ targets: ['XA', 'XB'] }), 'XB'));
  t.false(isTarget(distribute({ targets: ['XA'] }), 'XB'));
  t.false(isTarget(null, 'XA'));
});

test('a list names its ports or, without PORT, covers every one (C4 to C6)', (t) => {
  t.true(isListed(distribute({ ports: [60, 61] }), 61));
  t.false(isListed(distribute({ ports: [60] }), 61));
  t.true(isListed(distribute({ ports: 'ALL' }), 61));
  t.false(isListed(null, 60));
});

test('a VIPADISTribute of its own overrides the list that a backup has received (F6.135)', (t) => {
  const { dvipa: _dvipa, ...list } = distribute({ ports: [60] });
  const received = { epoch: epochOf(1, 'A'), version: 0, distribution: list };
  const own = backup('B', 10, { distributes: [distribute({ ports: [61] })] });

  t.deepEqual(applicableList(own, 'V', received)?.ports, [61]);
  t.is(applicableList(backup('B', 10), 'V', received), list);
  t.is(applicableList(backup('B', 10), 'V', null), null);
});

test('of the lists of a primary the one of the later claim counts, then the later version (R33)', (t) => {
  const of = (number: number, version: number) => ({
    epoch: epochOf(number, 'A'),
    version,
    distribution: null,
  });
  t.true(isLaterList(of(1, 1), of(1, 0)));
  t.true(isLaterList(of(2, 0), of(1, 7)));
  t.true(isLaterList(of(1, 0), null));
  t.false(isLaterList(of(1, 0), of(1, 0)));
  t.false(isLaterList(of(1, 7), of(2, 0)));
  t.false(isLaterList(null, of(1, 0)));
  t.false(isLaterList(null, null));
});

test('a profile tells the others what it defines and with which rank it backs up (D3)', (t) => {
  t.deepEqual(definitionsOf(primary('A')), { primary: ['V'], backup: [] });
  t.deepEqual(definitionsOf(backup('B', 30)), {
    primary: [],
    backup: [{ dvipa: 'V', rank: 30, creates: false }],
  });
});
