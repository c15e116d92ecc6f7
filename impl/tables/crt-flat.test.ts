/** The flat table against a plain map, row by row and operation by operation, through growth and removal. */
import test from 'ava';
import fc from 'fast-check';
import { isSameLife } from './crt.ts';
import {
  addressWord,
  allRows,
  createCrt,
  getRow,
  portsWord,
  putRow,
  removeKey,
  removeLife,
  removeTarget,
  removeUnconfirmed,
  rowCount,
  type FlatCrt,
  type FlatRow,
  type Key,
} from './crt-flat.ts';
import { createHash } from './flat/keyed-hash.ts';
import { hashOf, lookup, lookupBatch, tagOf } from './flat/lookup.ts';
import { holdNumber, knownNumber, memberOf, numberOf, releaseNumber } from './flat/members.ts';
import { heapStorage, linearStorage } from './flat/storage.ts';

const a = { stack: 'A', incarnation: 1 };
const targets = [a, { stack: 'A', incarnation: 2 }, { stack: 'B', incarnation: 3 }];
const seed = [5, 6, 7, 8] as const;
const isns = [null, 0, 1, 0x8000_0000, 0xffff_ffff];

function textOf({ address, ports, dvipa }: Key): string {
  return `${address} ${ports} ${dvipa}`;
}

interface Model {
  readonly rows: Map<string, FlatRow>;
  readonly crt: FlatCrt;
}

/** Row number `n` of a small world of connections: what it says follows from `saying`. */
function rowOf(n: number, saying: number): FlatRow {
  return {
    address: Math.imul(n, 0x0101_0101),
    ports: portsWord((n % 60_000) + 1, 80),
    dvipa: addressWord(10, 0, 0, n % 5),
    target: targets[saying % 3]!,
    remoteIsn: isns[saying % 5]!,
    localIsn: isns[(saying >> 3) % 5]!,
    provisional: saying % 7 === 0,
  };
}

class Put implements fc.Command<Model, Model> {
  readonly row: FlatRow;
  constructor(row: FlatRow) {
    this.row = row;
  }
  check = () => true;
  run({ rows, crt }: Model): void {
    const before = rows.get(textOf(this.row));
    const changed = JSON.stringify(before) !== JSON.stringify(this.row);
    rows.set(textOf(this.row), this.row);
    if (putRow(crt, this.row) !== changed) throw new Error('put says the wrong thing');
  }
  toString = () => `put ${JSON.stringify(this.row)}`;
}

class EndLife implements fc.Command<Model, Model> {
  readonly row: FlatRow;
  constructor(row: FlatRow) {
    this.row = row;
  }
  check = () => true;
  run({ rows, crt }: Model): void {
    const before = rows.get(textOf(this.row));
    const ends = before?.target === this.row.target && sameLife(before, this.row);
    if (ends) rows.delete(textOf(this.row));
    if (removeLife(crt, this.row) !== ends) throw new Error('removeLife says the wrong thing');
  }
  toString = () => `end ${JSON.stringify(this.row)}`;
}

function sameLife(one: FlatRow, other: FlatRow): boolean {
  const end = { address: '', port: 1 };
  return isSameLife({ ...one, remote: end, local: end }, { ...other, remote: end, local: end });
}

class Fail implements fc.Command<Model, Model> {
  readonly target: number;
  readonly onlyHints: boolean;
  constructor(target: number, onlyHints: boolean) {
    this.target = target;
    this.onlyHints = onlyHints;
  }
  check = () => true;
  run({ rows, crt }: Model): void {
    const target = targets[this.target]!;
    const gone = [...rows.values()].filter(
      (row) => row.target === target && (row.provisional || !this.onlyHints),
    );
    for (const row of gone) rows.delete(textOf(row));
    const removed = (this.onlyHints ? removeUnconfirmed : removeTarget)(crt, target);
    if (removed !== gone.length) throw new Error(`${removed} removed, not ${gone.length}`);
  }
  toString = () => `fail ${this.target} ${this.onlyHints}`;
}

function checkEqual({ rows, crt }: Model): void {
  if (rowCount(crt) !== rows.size) throw new Error(`${rowCount(crt)} rows, not ${rows.size}`);
  const seen = new Set(allRows(crt).map(textOf));
  if (seen.size !== rows.size) throw new Error('iteration visits other rows');
  for (const row of rows.values()) {
    const found = getRow(crt, row);
    if (JSON.stringify(found) !== JSON.stringify(row)) throw new Error(`${textOf(row)} differs`);
    const number = lookup(crt.table, row.address, row.ports, row.dvipa);
    if (memberOf(crt.members, number).stack !== row.target.stack) throw new Error('lookup differs');
  }
}

const saying = fc.nat(104);
const connection = fc.nat(400);
const commands = fc.commands(
  [
    fc.tuple(connection, saying).map(([n, s]) => new Put(rowOf(n, s))),
    fc.tuple(connection, saying).map(([n, s]) => new Put(rowOf(n, s))),
    fc.tuple(connection, saying).map(([n, s]) => new EndLife(rowOf(n, s))),
    fc.tuple(fc.nat(2), fc.boolean()).map(([target, hints]) => new Fail(target, hints)),
  ],
  { maxCommands: 400, size: 'max' },
);

test('any sequence of operations leaves the rows that a plain map has', (t) => {
  fc.assert(
    fc.property(commands, (sequence) => {
      const model: Model = { rows: new Map(), crt: createCrt(heapStorage(createHash(seed))) };
      fc.modelRun(() => ({ model, real: model }), sequence);
      checkEqual(model);
    }),
    { numRuns: 150 },
  );
  t.pass();
});

/** Many operations by a fixed draw: growth, churn at full load, failures, and growth again. */
for (const [name, operations, storage] of [
  ['on the heap', 100_000, () => heapStorage(createHash(seed))],
  ['in linear memory', 1_000_000, () => linearStorage(seed)],
] as const) {
  const declare = operations > 100_000 ? test.serial : test;
  declare(
    `${operations} operations on a table ${name} leave the rows that a plain map has`,
    (t) => {
      const model: Model = { rows: new Map(), crt: createCrt(storage()) };
      const world = 150_000;
      let state = 1;
      const draw = (below: number): number => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
        return (state >>> 8) % below;
      };
      for (let count = 0; count < operations; count += 1) {
        const row = rowOf(draw(world), draw(105));
        if (draw(3) > 0) {
          new Put(row).run(model);
        } else {
          const before = model.rows.get(textOf(row));
          if (before !== undefined) new EndLife(before).run(model);
        }
        if (count % 200_000 === 199_999) new Fail(count % 3, count % 2 === 0).run(model);
      }
      checkEqual(model);
      t.true(model.rows.size > 5_000);
    },
  );
}

test('the batch finds what single lookups find, known, unknown and of no DVIPA alike', (t) => {
  const crt = createCrt(linearStorage(seed));
  for (let n = 0; n < 20_000; n += 1) putRow(crt, rowOf(n, n));
  const keys = new Int32Array(3 * 64);
  const members = new Int32Array(64);
  for (let from = 0; from < 30_000; from += 64) {
    for (let at = 0; at < 64; at += 1) {
      const { address, ports, dvipa } = rowOf(from + at, 0);
      keys.set([address, ports, at === 63 ? 1 : dvipa], 3 * at);
    }
    lookupBatch(crt.table, keys, 0, 64, members);
    for (let at = 0; at < 64; at += 1) {
      const [address = 0, ports = 0, dvipa = 0] = keys.subarray(3 * at);
      if (members[at] !== lookup(crt.table, address, ports, dvipa)) t.fail(`${from + at} differs`);
    }
    t.is(members[63], 0);
    t.is(members[0] === 0, from >= 20_000);
  }
});

test('removing every row leaves nothing behind, and the pages take as many again', (t) => {
  const crt = createCrt(heapStorage(createHash(seed)));
  for (let n = 0; n < 20_000; n += 1) putRow(crt, rowOf(n, 1));
  const { next } = crt.table;
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 20_000; n += 1) t.true(removeKey(crt, rowOf(n, 1)));
    t.is(rowCount(crt), 0);
    for (let n = 0; n < 20_000; n += 1) putRow(crt, rowOf(n, 1));
    t.is(crt.table.next, next);
  }
  t.false(removeKey(crt, { address: 1, ports: 1, dvipa: 1 }));
  t.false(removeKey(crt, { ...rowOf(1, 1), ports: 7 }));
});

test('a table of 400,000 rows takes at most 24 bytes a row', (t) => {
  const crt = createCrt(linearStorage(seed));
  for (let n = 0; n < 400_000; n += 1) putRow(crt, { ...rowOf(n, 1), dvipa: 1 });

  t.true((crt.table.next * 4) / rowCount(crt) <= 24);
});

test('a number is its member’s while rows or a holder need it, and another’s afterwards', (t) => {
  const crt = createCrt(heapStorage(createHash(seed)));
  const { members } = crt;
  putRow(crt, rowOf(1, 1));
  const held = holdNumber(members, { stack: 'held', incarnation: 1 });
  for (let n = 3; n <= 4095; n += 1) numberOf(members, { stack: 'S', incarnation: n });

  const next = numberOf(members, { stack: 'next', incarnation: 1 });
  t.is(knownNumber(members, { stack: 'S', incarnation: next }), 0);
  t.is(memberOf(members, held).stack, 'held');
  t.is(knownNumber(members, rowOf(1, 1).target), 1);

  for (let n = 1; n <= 4095; n += 1) holdNumber(members, memberOf(members, n));
  t.throws(() => numberOf(members, { stack: 'more', incarnation: 1 }), { instanceOf: RangeError });
  releaseNumber(members, held);
  releaseNumber(members, held);
  t.is(numberOf(members, { stack: 'more', incarnation: 1 }), held);
  t.throws(() => releaseNumber(members, held), { instanceOf: RangeError });
  t.throws(() => memberOf(members, 0), { instanceOf: RangeError });
});

test('however many members a row has had, there is a number for the next', (t) => {
  const crt = createCrt(heapStorage(createHash(seed)));
  const row = rowOf(1, 1);
  for (let incarnation = 1; incarnation <= 5000; incarnation += 1) {
    putRow(crt, { ...row, target: { stack: 'S', incarnation } });
  }
  for (let incarnation = 5001; incarnation <= 10_000; incarnation += 1) {
    putRow(crt, { ...row, target: { stack: 'S', incarnation } });
    removeKey(crt, row);
  }

  t.is(rowCount(crt), 0);
});

test('rows that all want the same two buckets make their table grow', (t) => {
  const crt = createCrt(heapStorage(createHash(seed)));
  const base = rowOf(1, 1);
  const isWanted = (address: number): boolean => {
    const hash = hashOf(crt.table.hash, address, base.ports);
    return (hash & 7) === 3 && tagOf(hash) === 5;
  };
  const rows: FlatRow[] = [];
  for (let address = 1; rows.length < 13; address += 1) {
    if (isWanted(address)) rows.push({ ...base, address });
  }
  for (const row of rows) putRow(crt, row);

  t.is(rowCount(crt), 13);
  for (const row of rows) t.deepEqual(getRow(crt, row), row);
});

test('the last number is given out again as the first', (t) => {
  const { members } = createCrt(heapStorage(createHash(seed)));
  for (let n = 1; n <= 4095; n += 1) holdNumber(members, { stack: 'S', incarnation: n });
  t.throws(() => numberOf(members, { stack: 'T', incarnation: 1 }), {
    message: 'A routing table has rows of at most 4095 members.',
  });

  releaseNumber(members, 4095);
  t.is(numberOf(members, { stack: 'T', incarnation: 1 }), 4095);
  t.throws(() => memberOf(members, 0), { message: 'No member has the number 0.' });
  t.throws(() => releaseNumber(members, 4095), { message: 'Nobody holds the number 4095.' });
});

test('a connection without ports is refused', (t) => {
  const crt = createCrt(heapStorage(createHash(seed)));

  t.throws(() => putRow(crt, { ...rowOf(1, 1), address: 0, ports: 0 }), {
    message: 'A connection has ports.',
  });
  t.notThrows(() => putRow(crt, { ...rowOf(1, 1), address: 1, ports: 0 }));
});
