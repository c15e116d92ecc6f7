/**
 * Flooding: connections whose keys collide under a hash that their sender knows.
 *
 * For the flat table the sender knows the hash of another secret; for a Map it knows V8's hash of small integers,
 * which has none. What is measured is an insert under such keys, against an insert under random ones.
 */
import { createHash } from '../../impl/tables/flat/keyed-hash.ts';
import { hashOf } from '../../impl/tables/flat/lookup.ts';
import { emptyCrt, putNumber } from './contenders.ts';
import type { Figure } from './figure.types.ts';
import { median } from './rounds.ts';
import { randomWords, type Rows } from './streams.ts';

const KEYS = 8_000;
/** The hash's bits in which all keys of a flood agree. */
const MASK = 0xfff;

const DVIPA = 0x0100_000a;

/** Keys of random addresses; with a hash, only those that agree in its low bits. */
function rowsWhere(isWanted: (address: number, ports: number) => boolean, seed: number): Rows {
  const random = randomWords(seed);
  const keys = new Int32Array(3 * KEYS);
  for (let found = 0; found < KEYS;) {
    const address = random();
    const ports = random() | 0x0100_0001;
    if (!isWanted(address, ports)) continue;
    keys.set([address, ports, DVIPA], 3 * found);
    found += 1;
  }
  return { count: KEYS, keys, members: new Int32Array(KEYS).fill(1) };
}

function insertTime(rows: Rows, rounds: number): number {
  const times = Array.from({ length: rounds }, () => {
    const crt = emptyCrt();
    const began = performance.now();
    for (let n = 0; n < rows.count; n += 1) putNumber(crt, rows, n);
    return (performance.now() - began) / rows.count;
  });
  return median(times);
}

/** V8's hash of a small integer. */
function integerHash(key: number): number {
  let hash = (~key + (key << 15)) | 0;
  hash ^= hash >>> 12;
  hash = (hash + (hash << 2)) | 0;
  hash ^= hash >>> 4;
  hash = Math.imul(hash, 2057);
  hash ^= hash >>> 16;
  return hash & 0x3fff_ffff;
}

function integersWhere(isWanted: (key: number) => boolean): readonly number[] {
  const random = randomWords(3);
  const keys: number[] = [];
  while (keys.length < KEYS) {
    const key = random() >> 1;
    if (isWanted(key)) keys.push(key);
  }
  return keys;
}

function mapTime(keys: readonly number[], rounds: number): number {
  const times = Array.from({ length: rounds }, () => {
    const map = new Map<number, number>();
    const began = performance.now();
    for (const key of keys) map.set(key, 1);
    return (performance.now() - began) / keys.length;
  });
  return median(times);
}

export function floodRatios(rounds: number): readonly Figure[] {
  const known = createHash([11, 22, 33, 44]);
  const chosen = rowsWhere((address, ports) => (hashOf(known, address, ports) & MASK) === 0, 1);
  const random = rowsWhere(() => true, 2);
  const often = Math.max(rounds, 15);
  insertTime(random, often);
  const flat = insertTime(chosen, often) / insertTime(random, often);
  const map =
    mapTime(
      integersWhere((key) => (integerHash(key) & MASK) === 0),
      rounds,
    ) /
    mapTime(
      integersWhere(() => true),
      rounds,
    );
  return [
    { name: 'insert under a flood, against random keys', value: flat, unit: 'times' },
    { name: 'the same of a Map with number keys', value: map, unit: 'times' },
  ];
}
