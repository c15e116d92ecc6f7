/** Snapshots: what is merged is what the distribution function's rules would have taken in, row by row. */
import test from 'ava';
import fc from 'fast-check';
import { soundRules } from '../distribution/rules.ts';
import {
  addressWord,
  allRows,
  createCrt,
  getRow,
  portsWord,
  putRow,
  rowCount,
  type FlatCrt,
  type FlatRow,
} from './crt-flat.ts';
import { mergeSnapshot, takeSnapshot } from './crt-snapshot.ts';
import { createHash } from './flat/keyed-hash.ts';
import * as layout from './flat/layout.ts';
import { entryAt } from './flat/lookup.ts';
import { numberOf } from './flat/members.ts';
import { eachRow } from './flat/partition.ts';
import { heapStorage, linearStorage } from './flat/storage.ts';

const dvipa = addressWord(10, 0, 0, 1);
const hash = createHash([3, 1, 4, 1]);
const ends = { remote: { address: 'K', port: 1 }, local: { address: 'V', port: 1 } };

const row: fc.Arbitrary<FlatRow> = fc.record({
  address: fc.nat(3),
  ports: fc.constantFrom(portsWord(1, 80), portsWord(2, 80)),
  dvipa: fc.constant(dvipa),
  target: fc.record({ stack: fc.constantFrom('A', 'B'), incarnation: fc.constantFrom(1, 2) }),
  remoteIsn: fc.constantFrom(null, 1, 2),
  localIsn: fc.constantFrom(null, 1),
  provisional: fc.boolean(),
});
const rows = fc.array(row, { maxLength: 12 });

function tableOf(content: readonly FlatRow[]): FlatCrt {
  const crt = createCrt(heapStorage(hash));
  for (const each of content) putRow(crt, each);
  return crt;
}

function sorted(crt: FlatCrt): readonly string[] {
  return allRows(crt)
    .map((each) => JSON.stringify(each))
    .sort();
}

for (const reporter of ['endpoint', 'router'] as const) {
  test(`what a snapshot of the ${reporter} brings is what the rules would take (R8, R25, R39)`, (t) => {
    fc.assert(
      fc.property(rows, rows, (mine, theirs) => {
        const crt = tableOf(mine);
        const expected = tableOf(mine);
        const sender = tableOf(theirs);
        for (const report of allRows(sender)) {
          const old = getRow(expected, report);
          const before = old === null ? null : { ...old, ...ends };
          const isWelcome =
            reporter === 'router'
              ? old === null
              : soundRules.reportReplaces(before, { ...report, ...ends });
          if (isWelcome) putRow(expected, { ...report, provisional: reporter === 'router' });
        }
        const differ = sorted(crt).join() !== sorted(expected).join();

        const changed = mergeSnapshot(crt, takeSnapshot(sender, dvipa), reporter);
        t.deepEqual(sorted(crt), sorted(expected));
        t.is(changed > 0, differ);
      }),
      { numRuns: 500 },
    );
  });
}

test('a snapshot of one member, or of a DVIPA without rows, has no others', (t) => {
  const base = { dvipa, remoteIsn: 1, localIsn: null, provisional: false };
  const a = { stack: 'A', incarnation: 1 };
  const crt = tableOf([
    { ...base, address: 1, ports: 1, target: a },
    { ...base, address: 2, ports: 1, target: { stack: 'B', incarnation: 1 } },
    { ...base, address: 3, ports: 1, target: a, dvipa: 7 },
  ]);

  const copy = createCrt(linearStorage([1, 2, 3, 4]));
  mergeSnapshot(copy, takeSnapshot(crt, dvipa, numberOf(crt.members, a)), 'endpoint');
  t.like(allRows(copy), [{ address: 1, target: a }]);
  t.is(takeSnapshot(crt, 99).words.length, 0);
});

test('a snapshot has the rows of its DVIPA, or of its member, among those of others', (t) => {
  const base = { ports: 1, remoteIsn: 1, localIsn: null, provisional: false };
  const [a, b] = ['A', 'B'].map((stack) => ({ stack, incarnation: 1 }));
  const content = Array.from({ length: 40 }, (_, n) => ({
    ...base,
    address: n + 1,
    dvipa: n % 2 === 0 ? 7 : dvipa,
    target: n % 4 < 2 ? a! : b!,
  }));
  const crt = tableOf(content);
  const merged = (only: number): readonly string[] => {
    const copy = createCrt(heapStorage(hash));
    mergeSnapshot(copy, takeSnapshot(crt, dvipa, only), 'endpoint');
    return sorted(copy);
  };
  const textsOf = (isMeant: (each: FlatRow) => boolean): readonly string[] =>
    sorted(tableOf(content.filter(isMeant)));

  t.deepEqual(
    merged(0),
    textsOf((each) => each.dvipa === dvipa),
  );
  t.deepEqual(
    merged(numberOf(crt.members, b!)),
    textsOf((each) => each.dvipa === dvipa && each.target === b),
  );
});

test('a snapshot keeps what it says when its table goes on', (t) => {
  const base = { dvipa, ports: 1, remoteIsn: 1, localIsn: null, provisional: false };
  const crt = tableOf([{ ...base, address: 1, target: { stack: 'A', incarnation: 1 } }]);
  const snapshot = takeSnapshot(crt, dvipa);
  putRow(crt, { ...base, address: 1, target: { stack: 'B', incarnation: 9 } });

  const copy = createCrt(heapStorage(hash));
  mergeSnapshot(copy, snapshot, 'endpoint');
  t.like(allRows(copy), [{ target: { stack: 'A' } }]);
});

test('of a growing table at most one row in eight lives away from its home, so one cache line serves', (t) => {
  const crt = createCrt(linearStorage([5, 5, 5, 5]));
  const base = { dvipa, remoteIsn: 1, localIsn: null, provisional: false };
  const target = { stack: 'A', incarnation: 1 };
  for (let n = 0; n < 200_000; n += 1) {
    putRow(crt, {
      ...base,
      target,
      address: Math.imul(n, 0x9e37_79b1),
      ports: portsWord(1 + (n % 9), 80),
    });
    if (n % 40_000 !== 39_999) continue;
    let strays = 0;
    for (const partition of crt.table.partitions.values()) {
      for (const page of partition.pages) {
        eachRow(crt.table, partition, page, (at) => {
          if ((entryAt(crt.table.words, at) & layout.STRAY) !== 0) strays += 1;
        });
      }
    }
    t.true(strays * 8 <= rowCount(crt), `${strays} of ${rowCount(crt)}`);
  }
});
