/** The reference table: what a row is found by, and which removal leaves what alone. */
import test from 'ava';
import { connectionKey, isSameLife, recordCrt } from './crt.ts';
import type { CrtRow } from './crt.types.ts';

const b = { stack: 'B', incarnation: 2 };
const remote = { address: 'K', port: 1 };
const local = { address: 'V', port: 60 };
const row: CrtRow = { remote, local, target: b, remoteIsn: 7, localIsn: null, provisional: false };
const key = connectionKey(remote, local);
const one = recordCrt.put(recordCrt.empty, row);

test('a row is found by the full 4-tuple, so that two ports of one client are two rows (E6)', (t) => {
  const other = { ...row, remote: { ...remote, port: 2 } };
  const two = recordCrt.put(one, other);

  t.is(recordCrt.find(two, key), row);
  t.is(recordCrt.find(two, connectionKey(other.remote, local)), other);
  t.is(recordCrt.find(two, 'K:3>V:60'), null);
  t.deepEqual(recordCrt.rows(two), [row, other]);
});

test('putting what the table already says keeps its reference (R24)', (t) => {
  t.is(recordCrt.put(one, { ...row }), one);
});

for (const change of [
  { target: { stack: 'C', incarnation: 2 } },
  { target: { stack: 'B', incarnation: 3 } },
  { remoteIsn: 8 },
  { localIsn: 9 },
  { provisional: true },
]) {
  test(`a row with another ${JSON.stringify(change)} replaces the old one`, (t) => {
    const next = { ...row, ...change };
    const table = recordCrt.put(one, next);

    t.is(recordCrt.find(table, key), next);
    t.is(recordCrt.rows(table).length, 1);
  });
}

test('the end of a life removes its row, also when its router knew one number only (C11)', (t) => {
  const outgoing = { ...row, remoteIsn: null, localIsn: 5 };

  t.is(recordCrt.find(recordCrt.removeLife(one, row), key), null);
  t.is(recordCrt.find(recordCrt.removeLife(one, { ...row, localIsn: 5 }), key), null);
  const table = recordCrt.put(recordCrt.empty, outgoing);
  t.is(recordCrt.find(recordCrt.removeLife(table, outgoing), key), null);
});

test('the end of a life of another target, incarnation or number changes nothing (R9)', (t) => {
  const known = recordCrt.put(one, { ...row, localIsn: 5 });
  const outgoing = recordCrt.put(one, { ...row, remoteIsn: null, localIsn: 5 });

  t.is(recordCrt.removeLife(one, { ...row, remoteIsn: 8 }), one);
  t.is(recordCrt.removeLife(one, { ...row, remoteIsn: null, localIsn: 5 }), one);
  t.is(recordCrt.removeLife(known, { ...row, localIsn: 6 }), known);
  t.is(recordCrt.removeLife(outgoing, { ...row, remoteIsn: null, localIsn: 6 }), outgoing);
  t.is(recordCrt.removeLife(one, { ...row, target: { ...b, stack: 'C' } }), one);
  t.is(recordCrt.removeLife(one, { ...row, target: { ...b, incarnation: 3 } }), one);
  t.is(recordCrt.removeLife(recordCrt.empty, row), recordCrt.empty);
});

test('an incoming life is known by one number, an outgoing one needs the number of its target', (t) => {
  const incoming = { ...row, localIsn: 5 };
  const outgoing = { ...row, remoteIsn: null, localIsn: 5 };

  t.true(isSameLife(incoming, row));
  t.true(isSameLife(row, incoming));
  t.false(isSameLife(outgoing, { ...outgoing, localIsn: null }));
});

test('a member that has left takes its rows along, and its next life keeps its own (R12)', (t) => {
  const next = { ...row, remote: { ...remote, port: 2 }, target: { ...b, incarnation: 3 } };
  const both = recordCrt.put(one, next);

  t.deepEqual(recordCrt.rows(recordCrt.removeTarget(both, b)), [next]);
  t.is(recordCrt.removeTarget(both, { ...b, stack: 'C' }), both);
});

test('of the unconfirmed rows only those of the target that has spoken go (R25)', (t) => {
  const hint = { ...row, provisional: true };
  const other = { ...hint, remote: { ...remote, port: 2 }, target: { stack: 'C', incarnation: 3 } };
  const table = recordCrt.put(recordCrt.put(recordCrt.empty, hint), other);

  t.deepEqual(recordCrt.rows(recordCrt.removeUnconfirmed(table, b)), [other]);
  t.is(recordCrt.removeUnconfirmed(one, b), one, 'a confirmed row stays');
});
