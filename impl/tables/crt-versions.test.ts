/** Versions of the flat table against the reference: every answer, of every version that is left. */
import test from 'ava';
import fc from 'fast-check';
import { connectionKey, recordCrt } from './crt.ts';
import { rowsOf } from './crt-rows.ts';
import { createVersions } from './crt-versions.ts';
import type { Crt, CrtRow, CrtTable } from './crt.types.ts';

const versions = createVersions({ seed: [1, 2, 3, 4], undoMax: 1000 });

const address = fc.constantFrom('10.1.1.1', 'K', '0.0.1.0', '192.168.300.1', '10.01.1.1');
const socket = fc.record({ address, port: fc.constantFrom(1, 80, 65_535) });
const isn = fc.constantFrom(null, 0, 1, 0xffff_ffff);
const row: fc.Arbitrary<CrtRow> = fc.record({
  remote: socket,
  local: socket,
  target: fc.record({ stack: fc.constantFrom('A', 'B'), incarnation: fc.constantFrom(1, 2) }),
  remoteIsn: isn,
  localIsn: isn,
  provisional: fc.boolean(),
});

type Change = (table: CrtTable, crt: Crt) => Crt;

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: row.map(
      (put): Change =>
        (table, crt) =>
          table.put(crt, put),
    ),
  },
  {
    weight: 2,
    arbitrary: row.map(
      (life): Change =>
        (table, crt) =>
          table.removeLife(crt, life),
    ),
  },
  row.map(
    ({ target }): Change =>
      (table, crt) =>
        table.removeTarget(crt, target),
  ),
  row.map(
    ({ target }): Change =>
      (table, crt) =>
        table.removeUnconfirmed(crt, target),
  ),
);

/** A change of an earlier version, counted from the newest. */
const steps = fc.array(fc.tuple(change, fc.nat(3)), { maxLength: 60 });

interface Pair {
  readonly flat: Crt;
  readonly record: Crt;
}

function run(table: CrtTable, changes: readonly (readonly [Change, number])[]): readonly Pair[] {
  const pairs: Pair[] = [{ flat: table.empty, record: recordCrt.empty }];
  for (const [apply, back] of changes) {
    const from = pairs[Math.max(0, pairs.length - 1 - back)]!;
    const pair = { flat: apply(table, from.flat), record: apply(recordCrt, from.record) };
    pairs.push(pair);
  }
  return pairs;
}

test('each version answers as the reference table, also after changes to older ones', (t) => {
  fc.assert(
    fc.property(steps, row, (changes, other) => {
      for (const { flat, record } of run(versions, changes)) {
        t.deepEqual(versions.rows(flat), recordCrt.rows(record));
        for (const { remote, local } of [other, ...recordCrt.rows(record)]) {
          const key = connectionKey(remote, local);
          t.deepEqual(versions.find(flat, key), recordCrt.find(record, key));
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('what changes nothing keeps the reference, exactly where the reference table keeps it (R24)', (t) => {
  fc.assert(
    fc.property(steps, change, (changes, last) => {
      const { flat, record } = run(versions, changes).at(-1)!;

      t.is(last(versions, flat) === flat, last(recordCrt, record) === record);
    }),
    { numRuns: 300 },
  );
});

const one: CrtRow = {
  remote: { address: 'K', port: 1 },
  local: { address: 'V', port: 60 },
  target: { stack: 'B', incarnation: 2 },
  remoteIsn: 7,
  localIsn: null,
  provisional: false,
};

test('a version that the log no longer reaches is an error by name, never a wrong answer', (t) => {
  const table = createVersions({ seed: [1, 2, 3, 4], undoMax: 4 });
  const first = table.put(table.empty, one);
  let crt = first;
  for (let seq = 0; seq < 9; seq += 1) crt = table.put(crt, { ...one, remoteIsn: seq });

  const key = connectionKey(one.remote, one.local);
  t.is(table.find(crt, key)?.remoteIsn, 8);
  t.throws(() => table.find(first, key), { name: 'VersionGone', message: /^Version 1 .* is gone/ });
  t.throws(() => table.rows(first), { name: 'VersionGone' });
  t.throws(() => table.put(first, one), { name: 'VersionGone' });
});

test('a row goes with its life, and with no other', (t) => {
  const table = versions.put(versions.empty, one);
  const key = connectionKey(one.remote, one.local);
  const otherLife = { ...one, remoteIsn: 8 };
  const otherTarget = { ...one, target: { stack: 'B', incarnation: 3 } };
  for (const other of [otherLife, otherTarget]) t.is(versions.removeLife(table, other), table);

  const gone = versions.removeLife(table, one);
  t.is(versions.find(gone, key), null);
  t.deepEqual(versions.rows(gone), []);
  t.deepEqual(versions.find(table, key), one);
});

test('however long a history gets, each version within reach says what it said', (t) => {
  const table = createVersions({ seed: [1, 2, 3, 4], undoMax: 4 });
  const key = connectionKey(one.remote, one.local);
  const made: Crt[] = [table.empty];
  for (let seq = 1; seq < 40; seq += 1) {
    made.push(table.put(made.at(-1) ?? table.empty, { ...one, remoteIsn: seq }));
    for (let back = 0; back <= Math.min(4, seq - 1); back += 1) {
      t.is(table.find(made[seq - back] ?? table.empty, key)?.remoteIsn, seq - back);
    }
  }
});

test('a version is written as JSON as the reference table is', (t) => {
  const flat = versions.put(versions.empty, one);
  const record = recordCrt.put(recordCrt.empty, one);

  t.is(JSON.stringify(flat), JSON.stringify(record));
  t.deepEqual(rowsOf(flat), rowsOf(record));
});

test('what no packet can say is no row', (t) => {
  const table = versions.put(versions.empty, one);

  t.is(versions.find(table, 'K:65537>V:60'), null);
  t.throws(() => versions.put(table, { ...one, remoteIsn: 2 ** 32 }), { instanceOf: RangeError });
  t.throws(() => versions.rows(recordCrt.empty), {
    message: 'This routing table is no version of a flat one.',
  });
  t.throws(() => versions.put(table, { ...one, remoteIsn: null, localIsn: 2 ** 32 }), {
    message: 'A sequence number has 32 bits.',
  });
});
