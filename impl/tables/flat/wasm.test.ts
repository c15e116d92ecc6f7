/** The lookups in WebAssembly: built from their source, and equal to those of TypeScript. */
import test from 'ava';
import fc from 'fast-check';
import { addressWord, createCrt, portsWord, putRow, type FlatCrt } from '../crt-flat.ts';
import { createHash } from './keyed-hash.ts';
import { heapStorage, linearStorage } from './storage.ts';
import { lookupsFor, plainLookups } from './wasm.ts';

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
