/**
 * Finding a row: what every packet does, for one connection or for a batch.
 *
 * The bucket's tags say which slot to compare, so that nearly always one comparison decides. The compiler
 * folds what a module keeps to itself and loads what it imports or exports, at each use; so this file
 * takes the layout's numbers apart once, and its small functions are private, with wrappers for others.
 */
import * as layout from './layout.ts';
import type { Storage } from './storage.ts';

const { ALTERNATE_FACTOR, BUCKET, DIRECTORY, ENTRIES_AT, ENTRIES_FACTOR_AT, ENTRIES_SHIFT_AT } =
  layout;
const { ENTRY, LABEL, MASK, MEMBER_SHIFT, META, SHIFT, STRAYS_SHIFT, TAG_BITS, TAG_FACTOR } =
  layout;
const { TAG_HIGH, TAG_LOW, TAGS, TARGETS } = layout;

function tag(hash: number): number {
  const bits = Math.imul(hash, TAG_FACTOR) >>> (32 - TAG_BITS);
  return bits | ((bits - 1) >>> 31);
}

/** 1 to 31, from other bits than the bucket. */
export function tagOf(hash: number): number {
  return tag(hash);
}

/** The other bucket of a row with this tag in bucket `index`; the same function leads back. */
export function otherOf(index: number, tag: number, mask: number): number {
  return index ^ (((Math.imul(tag, ALTERNATE_FACTOR) >>> 16) | 1) & mask);
}

function lane(lanes: number): number {
  return Math.imul(31 - Math.clz32(lanes & -lanes), 13) >>> 6;
}

/** The lowest of the lanes that `lanes` marks by their highest bit. */
export function lowestLane(lanes: number): number {
  return lane(lanes);
}

function zeros(tags: number): number {
  return (tags - TAG_LOW) & ~tags & TAG_HIGH;
}

/** Marks the lanes of `tags` that are zero; above a zero lane it may mark others too. */
export function zeroLanes(tags: number): number {
  return zeros(tags);
}

function tabulate(hash: Int32Array, address: number, ports: number): number {
  return (
    hash[address & 255]! ^
    hash[256 + ((address >>> 8) & 255)]! ^
    hash[512 + ((address >>> 16) & 255)]! ^
    hash[768 + (address >>> 24)]! ^
    hash[1024 + (ports & 255)]! ^
    hash[1280 + ((ports >>> 8) & 255)]! ^
    hash[1536 + ((ports >>> 16) & 255)]! ^
    hash[1792 + (ports >>> 24)]!
  );
}

/**
 * The hash of a connection within its DVIPA.
 *
 * `address` is the outside end's address and `ports` both ports, each as one signed word; so is the result.
 */
export function hashOf(hash: Int32Array, address: number, ports: number): number {
  return tabulate(hash, address, ports);
}

function find(
  words: Int32Array,
  home: number,
  mask: number,
  code: number,
  address: number,
  ports: number,
): number {
  const meta = words[(home + META) | 0]!;
  let lanes = zeros((meta ^ Math.imul(tag(code), TAG_LOW)) & TAGS);
  while (lanes !== 0) {
    const at = (home + (lane(lanes) << 1)) | 0;
    if (words[at] === address && words[(at + 1) | 0] === ports) return at;
    lanes &= lanes - 1;
  }
  return meta >>> STRAYS_SHIFT === 0 ? 0 : findStray(words, home, mask, code, address, ports);
}

/** The same in the alternate bucket; apart, so that the usual way stays short enough to be inlined. */
function findStray(
  words: Int32Array,
  home: number,
  mask: number,
  code: number,
  address: number,
  ports: number,
): number {
  const index = code & mask;
  const bucket = home + (otherOf(index, tag(code), mask) - index) * BUCKET;
  let lanes = zeros((words[bucket + META]! ^ Math.imul(tag(code), TAG_LOW)) & TAGS);
  while (lanes !== 0) {
    const at = bucket + lane(lanes) * 2;
    if (words[at] === address && words[at + 1] === ports) return at;
    lanes &= lanes - 1;
  }
  return 0;
}

/**
 * The word of the row's key in its page, or 0.
 *
 * `home` is the word of the row's home bucket, `mask` the page's buckets less one.
 */
export function findInPage(
  words: Int32Array,
  home: number,
  mask: number,
  code: number,
  address: number,
  ports: number,
): number {
  return find(words, home, mask, code, address, ports);
}

function entryBits(words: Int32Array, at: number): number {
  const inBucket = at & (BUCKET - 1);
  return (
    (words[(at - inBucket + TARGETS + (inBucket >> 2)) | 0]! >>> ((inBucket & 2) << 3)) & 0xffff
  );
}

/** The halfword of target and flags of the row at `at`, `STRAY` included. */
export function entryAt(words: Int32Array, at: number): number {
  return entryBits(words, at);
}

function dvipaEntry(words: Int32Array, dvipa: number): number {
  const entries = words[ENTRIES_AT]!;
  const shift = words[ENTRIES_SHIFT_AT]!;
  let place = Math.imul(dvipa, words[ENTRIES_FACTOR_AT]!) >>> shift;
  for (;;) {
    const entry = (entries + place * ENTRY) | 0;
    if (words[entry] === dvipa || words[(entry + DIRECTORY) | 0] === 0) return entry;
    place = (place + 1) & (-1 >>> shift);
  }
}

/** The word of the DVIPA's entry, or of the empty entry where it would go. */
export function entryOf(words: Int32Array, dvipa: number): number {
  return dvipaEntry(words, dvipa);
}

/** The answer's halves: the number of the connection's member, or 0, and above it the DVIPA's label. */
function answer(words: Int32Array, row: number, label: number): number {
  return row === 0 ? label : label | (entryBits(words, row) >>> MEMBER_SHIFT);
}

/**
 * Where a connection is routed to: what every packet asks. The low half of the answer is the member's number, or
 * 0; the high half is the label of the DVIPA, 0 unless somebody has given it one.
 */
export function lookup(table: Storage, address: number, ports: number, dvipa: number): number {
  const { words } = table;
  const entry = dvipaEntry(words, dvipa);
  const directory = words[(entry + DIRECTORY) | 0]!;
  if (directory === 0) return 0;
  const code = tabulate(table.hash, address, ports);
  const mask = words[(entry + MASK) | 0]!;
  const page = words[(directory + (code >>> words[(entry + SHIFT) | 0]!)) | 0]!;
  const at = find(words, (page + ((code & mask) << 4)) | 0, mask, code, address, ports);
  return answer(words, at, words[(entry + LABEL) | 0]!);
}

/** Keys of one batch: more would not stay in the nearest cache. */
export const BATCH = 64;

const CODES = new Int32Array(64);
const HOMES = new Int32Array(64);
const MASKS = new Int32Array(64);
const LABELS = new Int32Array(64);

/** Reads one word of each bucket, all at once: the cache lines come together instead of in turn. */
function touch(words: Int32Array, count: number): number {
  let seen = 0;
  for (let at = 0; at < count; at += 1) seen ^= words[(HOMES[at & 63]! + META) | 0]!;
  return seen;
}

/** Where the keys' rows would be: fills `CODES`, `HOMES`, `MASKS` and `LABELS`. */
function locate(table: Storage, keys: Int32Array, from: number, count: number): void {
  const { words, hash } = table;
  for (let at = 0, key = from; at < count; at += 1, key += 3) {
    const entry = dvipaEntry(words, keys[key + 2]!);
    const directory = words[(entry + DIRECTORY) | 0]!;
    const code = tabulate(hash, keys[key]!, keys[key + 1]!);
    const mask = words[(entry + MASK) | 0]!;
    const page =
      directory === 0 ? 0 : words[(directory + (code >>> words[(entry + SHIFT) | 0]!)) | 0]!;
    CODES[at & 63] = code;
    LABELS[at & 63] = words[(entry + LABEL) | 0]!;
    MASKS[at & 63] = page === 0 ? -1 : mask;
    HOMES[at & 63] = (page + ((code & mask) << 4)) | 0;
  }
}

/**
 * Looks up at most 64 connections, in three passes, so that the memory serves them side by side.
 *
 * `keys` has three words each (address, ports, DVIPA) from word `from` on; `answers` gets a word each, as
 * `lookup` says. Returns a number that has no meaning, but that no compiler may leave out.
 */
export function lookupBatch(
  table: Storage,
  keys: Int32Array,
  from: number,
  count: number,
  answers: Int32Array,
): number {
  locate(table, keys, from, count);
  const { words } = table;
  const seen = touch(words, count);
  for (let at = 0, key = from; at < count; at += 1, key += 3) {
    const mask = MASKS[at & 63]!;
    const row =
      mask < 0
        ? 0
        : find(words, HOMES[at & 63]!, mask, CODES[at & 63]!, keys[key]!, keys[key + 1]!);
    answers[at] = answer(words, row, LABELS[at & 63]!);
  }
  return seen;
}
