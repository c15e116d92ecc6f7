/** The lookups in WebAssembly: built from their source, and equal to those of TypeScript. */
import test from 'ava';
import fc from 'fast-check';
import { shapeOf } from '../../testing/table-shape.ts';
import { addressWord, allRows, createCrt, portsWord, putRow, type FlatCrt } from '../crt-flat.ts';
import { createHash } from './keyed-hash.ts';
import { numberOf } from './members.ts';
import { heapStorage, linearStorage } from './storage.ts';
import { instantiate, lookupsFor, plainLookups } from './wasm.ts';

const seed = [9, 8, 7, 6] as const;
const target = { stack: 'A', incarnation: 1 };

function rowOf(n: number) {
  const address = Math.imul(n, 0x9e37_79b1);
  const ports = portsWord((n % 65_535) + 1, 80 + (n % 2));
  const dvipa = addressWord(10, 0, 0, n % 3);
  const stack = { ...target, incarnation: 1 + (n % 40) };
  return { address, ports, dvipa, target: stack, remoteIsn: n, localIsn: null, provisional: false };
}

function filled(rows: number): FlatCrt {
  const crt = createCrt(linearStorage(seed));
  for (let n = 0; n < rows; n += 1) putRow(crt, rowOf(n));
  return crt;
}

for (const rows of [0, 1, 1000, 60_000]) {
  test(`over ${rows} rows both lookups say the same, also while the table grows`, (t) => {
    const crt = filled(rows);
    const fast = lookupsFor(crt.table);
    const plain = plainLookups(crt.table);
    t.not(fast.inPlace, null);
    t.is(plain.inPlace, null);
    for (let n = rows; n < rows + 3000; n += 1) putRow(crt, rowOf(n));

    const members = [new Int32Array(64), new Int32Array(64)] as const;
    const number = fc.nat(2 * rows + 4000);
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 64 }), fc.nat(3), (numbers, from) => {
        const words = numbers.flatMap((n) => {
          const { address, ports, dvipa } = rowOf(n);
          return [address, ports, n % 11 === 0 ? 5 : dvipa];
        });
        const keys = Int32Array.from([...Array.from({ length: from }, () => 0), ...words]);
        fast.batch(keys, from, numbers.length, members[0]);
        plain.batch(keys, from, numbers.length, members[1]);
        t.deepEqual(members[0], members[1]);
        for (const [at, n] of numbers.entries()) {
          const [address, ports, dvipa] = words.slice(3 * at) as [number, number, number];
          const expected = n >= rows + 3000 || n % 11 === 0 ? 0 : members[0][at]!;
          t.is(fast.one(address, ports, dvipa), expected);
          t.is(plain.one(address, ports, dvipa), expected);
          if (expected === 0) t.is(members[0][at], 0);
        }
      }),
    );
  });
}

test('a table on the heap is looked up in TypeScript', (t) => {
  const crt = createCrt(heapStorage(createHash(seed)));
  putRow(crt, rowOf(1));
  const lookups = lookupsFor(crt.table);
  const { address, ports, dvipa } = rowOf(1);

  t.is(lookups.inPlace, null);
  t.is(lookups.one(address, ports, dvipa), 1);
});

test('of many DVIPAs, each leads to its own rows, by both lookups, alone and in a batch', (t) => {
  const crt = createCrt(linearStorage(seed));
  const { address, ports, ...said } = rowOf(1);
  const addresses = Array.from({ length: 500 }, (_, n) => addressWord(10, 0, n >>> 8, n & 255));
  for (const [n, dvipa] of addresses.entries()) {
    const row = { ...said, address, ports, dvipa };
    putRow(crt, { ...row, target: { stack: 'A', incarnation: 1 + (n % 40) } });
  }

  for (const lookups of [lookupsFor(crt.table), plainLookups(crt.table)]) {
    for (const [n, dvipa] of addresses.entries()) {
      const expected = numberOf(crt.members, { stack: 'A', incarnation: 1 + (n % 40) });
      const unknown = Math.imul(n + 1, 0x9e37_79b1) | 1;
      t.is(lookups.one(address, ports, dvipa), expected);
      t.is(lookups.one(address, ports, unknown), 0);
      const answers = new Int32Array(2);
      lookups.batch(
        Int32Array.from([address, ports, dvipa, address, ports, unknown]),
        0,
        2,
        answers,
      );
      t.deepEqual([...answers], [expected, 0]);
    }
  }
});

for (const compiled of [true, false]) {
  test(`a batch answers for as many keys as it is told, whatever lies behind them, compiled: ${compiled}`, (t) => {
    const crt = filled(60_000);
    const { batch } = (compiled ? lookupsFor : plainLookups)(crt.table);
    const keys = Int32Array.from(
      Array.from({ length: 64 }, (_, n) => rowOf(n)).flatMap(({ address, ports, dvipa }) => [
        address,
        ports,
        dvipa,
      ]),
    );
    const all = new Int32Array(64);
    batch(keys, 0, 64, all);
    t.true(all.every((answer) => answer > 0));

    for (let count = 1; count < 64; count += 1) {
      const answers = new Int32Array(64);
      batch(keys, 0, 64, new Int32Array(64));
      batch(keys, 0, count, answers);
      t.deepEqual(answers.subarray(0, count), all.subarray(0, count));
      t.true(answers.subarray(count).every((answer) => answer === 0));
    }
  });
}

test('batches of any size, in arrays of any length, leave the table as it is', (t) => {
  const crt = createCrt(linearStorage(seed));
  const { batch } = lookupsFor(crt.table);
  for (let n = 0; n < 90; n += 1) putRow(crt, rowOf(n));
  const before = allRows(crt);
  const keys = new Int32Array(30_000).fill(-1);
  for (const length of [30_000, 192]) {
    for (let count = 1; count <= 64; count += 1) {
      batch(keys.subarray(0, length), 0, count, new Int32Array(64));
    }
  }

  t.deepEqual(allRows(crt), before);
  for (const partition of crt.table.partitions.values()) {
    t.deepEqual(shapeOf(crt.table, partition).flaws, []);
  }
});

test('what is no WebAssembly leaves the lookups to TypeScript', (t) => {
  const { memory } = linearStorage(seed);

  t.not(memory, null);
  t.is(memory === null ? undefined : instantiate('AAAA', memory), null);
});
