/**
 * The connections of a benchmark and the streams of lookups: the same for every table, native ones included.
 *
 * A connection is three words as in impl/tables/crt-flat.ts. Each client has 32 connections from ports in
 * sequence, to 16 services on four DVIPAs.
 */
import { addressWord, portsWord } from '../../impl/tables/crt-flat.ts';

/** Lookups that are timed as one: a clock cannot time one lookup. */
export const BLOCK = 16_384;

export interface Rows {
  readonly count: number;
  /** Three words each. */
  readonly keys: Int32Array;
  /** The number of each row's member. */
  readonly members: Int32Array;
}

/** A repeatable source of signed words. */
export function randomWords(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return word ^ (word >>> 14);
  };
}

const LOCAL_PORTS = [21, 80, 443, 3270];

/** Connection number `n`; numbers far apart are of different clients. */
function writeKey(n: number, keys: Int32Array, at: number): void {
  const client = n >>> 5;
  const service = (Math.imul(n, 0x9e37_79b1) >>> 16) & 15;
  // An odd factor: no two clients have one address. 32 ports in sequence, anywhere in the upper half.
  keys[at] = Math.imul(client + 1, 0x85eb_ca6b);
  const port = 32_768 + ((Math.imul(client, 0xc2b2_ae35) >>> 17) & 0x7fe0) + (n & 31);
  keys[at + 1] = portsWord(port, LOCAL_PORTS[service & 3]!);
  keys[at + 2] = addressWord(10, 0, 0, 1 + (service >>> 2));
}

export function makeRows(count: number, stacks = 32): Rows {
  const keys = new Int32Array(3 * count);
  const members = new Int32Array(count);
  const random = randomWords(1);
  for (let n = 0; n < count; n += 1) {
    writeKey(n, keys, 3 * n);
    members[n] = 1 + ((random() >>> 8) % stacks);
  }
  return { count, keys, members };
}

export type Order = 'uniform' | 'Zipf' | 'sequential ports';

export interface StreamKind {
  readonly order: Order;
  /** Of 100 lookups so many ask for a row that there is. */
  readonly hits: number;
}

/** The stream at which most contenders are compared comes first. */
export const STREAMS: readonly StreamKind[] = [
  { order: 'uniform', hits: 100 },
  { order: 'uniform', hits: 90 },
  { order: 'uniform', hits: 0 },
  { order: 'Zipf', hits: 100 },
  { order: 'sequential ports', hits: 100 },
];

export function nameOfStream({ order, hits }: StreamKind): string {
  return `${order}, ${hits} % hits`;
}

/** Which rows are asked for, one after the other. */
function picker(order: Order, count: number): () => number {
  const random = randomWords(order.length);
  if (order === 'uniform') return () => (random() >>> 0) % count;
  if (order === 'Zipf') {
    // The inverse of Zipf's distribution function with exponent 1, ranks scattered over the rows.
    const exponent = Math.log(count);
    return () => {
      const rank = Math.floor(Math.exp(((random() >>> 0) / 2 ** 32) * exponent));
      return (Math.imul(rank, 0x9e37_79b1) >>> 0) % count;
    };
  }
  let next = random() >>> 0;
  return () => (next += 1) % count;
}

/** `length` lookups, three words each. */
export function makeStream({ order, hits }: StreamKind, count: number, length: number): Int32Array {
  const keys = new Int32Array(3 * length);
  const pick = picker(order, count);
  const random = randomWords(99);
  for (let n = 0; n < length; n += 1) {
    const isHit = (random() >>> 0) % 100 < hits;
    writeKey(isHit ? pick() : count + pick(), keys, 3 * n);
  }
  return keys;
}
