/**
 * Finding a row: what every packet does, for one connection or for a batch.
 *
 * The bucket's tags say which slot to compare, so that nearly always one comparison decides. The compiler
 * folds what a module keeps to itself and loads what it imports or exports, at each use; so this file
 * takes the layout's numbers apart once, and its small functions are private, with wrappers for others. They are
 * constants: before each call of a declared function the compiler asks whether somebody has replaced it.
 */
import * as layout from './layout.ts';
import type { Storage } from './storage.ts';

const { ALTERNATE_FACTOR, BUCKET, DIRECTORY, ENTRIES_AT, ENTRIES_FACTOR_AT, ENTRIES_SHIFT_AT } =
  layout;
const { ENTRY, LABEL, MASK, MEMBER_SHIFT, META, SHIFT, STRAYS_SHIFT, TAG_BITS, TAG_FACTOR } =
  layout;
const { TAG_HIGH, TAG_LOW, TAGS, TARGETS } = layout;

const tag = (hash: number): number => {
  const bits = Math.imul(hash, TAG_FACTOR) >>> (32 - TAG_BITS);
  return bits | ((bits - 1) >>> 31);
};

/** 1 to 31, from other bits than the bucket. */
export function tagOf(hash: number): number {
  return tag(hash);
}

/** The other bucket of a row with this tag in bucket `index`; the same function leads back. */
export function otherOf(index: number, tag: number, mask: number): number {
  return index ^ (((Math.imul(tag, ALTERNATE_FACTOR) >>> 16) | 1) & mask);
}

const lane = (lanes: number): number => {
  return Math.imul(31 - Math.clz32(lanes & -lanes), 13) >>> 6;
};

/** The lowest of the lanes that `lanes` marks by their highest bit. */
export function lowestLane(lanes: number): number {
  return lane(lanes);
}

const zeros = (tags: number): number => {
  return (tags - TAG_LOW) & ~tags & TAG_HIGH;
};

/** Marks the lanes of `tags` that are zero; above a zero lane it may mark others too. */
export function zeroLanes(tags: number): number {
  return zeros(tags);
}

const tabulate = (hash: Int32Array, address: number, ports: number): number => {
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
};

/**
 * The hash of a connection within its DVIPA.
 *
 * `address` is the outside end's address and `ports` both ports, each as one signed word; so is the result.
 */
export function hashOf(hash: Int32Array, address: number, ports: number): number {
  return tabulate(hash, address, ports);
}

const find = (
  words: Int32Array,
  home: number,
  mask: number,
  code: number,
  address: number,
  ports: number,
): number => {
  const meta = words[(home + META) | 0]!;
  let lanes = zeros((meta ^ Math.imul(tag(code), TAG_LOW)) & TAGS);
  while (lanes !== 0) {
    const at = (home + (lane(lanes) << 1)) | 0;
    if (words[at] === address && words[(at + 1) | 0] === ports) return at;
    lanes &= lanes - 1;
  }
  return meta >>> STRAYS_SHIFT === 0 ? 0 : findStray(words, home, mask, code, address, ports);
};

/** The same in the alternate bucket; apart, so that the usual way stays short enough to be inlined. */
const findStray = (
  words: Int32Array,
  home: number,
  mask: number,
  code: number,
  address: number,
  ports: number,
): number => {
  const index = code & mask;
  const bucket = home + (otherOf(index, tag(code), mask) - index) * BUCKET;
  let lanes = zeros((words[bucket + META]! ^ Math.imul(tag(code), TAG_LOW)) & TAGS);
  while (lanes !== 0) {
    const at = bucket + lane(lanes) * 2;
    if (words[at] === address && words[at + 1] === ports) return at;
    lanes &= lanes - 1;
  }
  return 0;
};

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

const entryBits = (words: Int32Array, at: number): number => {
  const inBucket = at & (BUCKET - 1);
  return (
    (words[(at - inBucket + TARGETS + (inBucket >> 2)) | 0]! >>> ((inBucket & 2) << 3)) & 0xffff
  );
};

/** The halfword of target and flags of the row at `at`, `STRAY` included. */
export function entryAt(words: Int32Array, at: number): number {
  return entryBits(words, at);
}

const dvipaEntry = (words: Int32Array, dvipa: number): number => {
  const entries = words[ENTRIES_AT]!;
  const shift = words[ENTRIES_SHIFT_AT]!;
  let place = Math.imul(dvipa, words[ENTRIES_FACTOR_AT]!) >>> shift;
  for (;;) {
    const entry = (entries + place * ENTRY) | 0;
    if (words[entry] === dvipa || words[(entry + DIRECTORY) | 0] === 0) return entry;
    place = (place + 1) & (-1 >>> shift);
  }
};

/** The word of the DVIPA's entry, or of the empty entry where it would go. */
export function entryOf(words: Int32Array, dvipa: number): number {
  return dvipaEntry(words, dvipa);
}

/** The answer's halves: the number of the connection's member, or 0, and above it the DVIPA's label. */
const answer = (words: Int32Array, row: number, label: number): number => {
  return row === 0 ? label : label | (entryBits(words, row) >>> MEMBER_SHIFT);
};

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

/** Per key its home bucket, doubled, and in the five bits that this leaves free the tag. */
const HOMES = new Int32Array(64);
const OTHERS = new Int32Array(64);

const homeIn = (note: number): number => (note >>> 1) & ~15;

/** Reads one word of each bucket, all at once: the cache lines come together instead of in turn. */
const touch = (words: Int32Array, count: number): number => {
  let seen = 0;
  for (let at = 0; at < count; at += 1) seen ^= words[(homeIn(HOMES[at & 63]!) + META) | 0]!;
  return seen;
};

/** Where the keys' rows would be: fills `HOMES`, and `answers` with the labels. */
const locate = (
  table: Storage,
  keys: Int32Array,
  from: number,
  count: number,
  answers: Int32Array,
): number => {
  const { words, hash } = table;
  // What is known of an array before a loop is not asked again in it.
  const seen = keys[from]! ^ answers[0]! ^ hash[0]!;
  const entries = words[ENTRIES_AT]!;
  const factor = words[ENTRIES_FACTOR_AT]!;
  const shift = words[ENTRIES_SHIFT_AT]!;
  const end = count | 0;
  for (let at = 0, key = from | 0; at < end; at = (at + 1) | 0, key = (key + 3) | 0) {
    const dvipa = keys[(key + 2) | 0]!;
    let entry = (entries + (Math.imul(dvipa, factor) >>> shift) * ENTRY) | 0;
    if (words[entry] !== dvipa) entry = dvipaEntry(words, dvipa);
    const code = tabulate(hash, keys[key]!, keys[(key + 1) | 0]!);
    const directory = words[(entry + DIRECTORY) | 0]!;
    const place = (directory + (code >>> words[(entry + SHIFT) | 0]!)) | 0;
    // Word 0 leads to word 0: the bucket there has no rows.
    const page = words[directory === 0 ? 0 : place]!;
    const home = (page + ((code & words[(entry + MASK) | 0]!) << 4)) | 0;
    HOMES[at & 63] = (home << 1) | tag(code);
    answers[at] = words[(entry + LABEL) | 0]!;
  }
  return seen;
};

/**
 * Compares each key with the one slot that its tag points out, without any branch that a key decides: a wrong
 * guess of the processor would cost more than the comparison. Returns how many keys are left, in `OTHERS`.
 */
const compareFirst = (
  words: Int32Array,
  keys: Int32Array,
  from: number,
  count: number,
  answers: Int32Array,
): number => {
  let others = 0;
  const end = count | 0;
  for (let at = 0, key = from | 0; at < end; at = (at + 1) | 0, key = (key + 3) | 0) {
    const note = HOMES[at & 63]!;
    const home = homeIn(note);
    const lanes = zeros((words[(home + META) | 0]! ^ Math.imul(note & 31, TAG_LOW)) & TAGS);
    const slot = Math.imul((31 - Math.clz32(lanes & -lanes)) & 31, 13) >>> 6;
    const row = (home + (slot << 1)) | 0;
    const differs = (words[row]! ^ keys[key]!) | (words[(row + 1) | 0]! ^ keys[(key + 1) | 0]!);
    // 1 if no bit differs and there was a lane.
    const isFound = (Math.clz32(differs) >>> 5) & ((Math.clz32(lanes) >>> 5) ^ 1);
    const entry = (words[(home + TARGETS + (slot >> 1)) | 0]! >>> ((slot & 1) << 4)) & 0xffff;
    answers[at] = ((entry >>> MEMBER_SHIFT) & -isFound) | answers[at]!;
    OTHERS[others & 63] = at;
    others = (others + (isFound ^ 1)) | 0;
  }
  return others;
};

/**
 * Looks up at most 64 connections, in passes, so that the memory serves them side by side.
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
  let seen = locate(table, keys, from, count, answers);
  const { words } = table;
  seen ^= touch(words, count);
  const others = compareFirst(words, keys, from, count, answers);
  for (let each = 0; each < others; each += 1) {
    const at = OTHERS[each & 63]!;
    const key = from + 3 * at;
    const mask = words[dvipaEntry(words, keys[key + 2]!) + MASK]!;
    const code = tabulate(table.hash, keys[key]!, keys[key + 1]!);
    const row = find(words, homeIn(HOMES[at & 63]!), mask, code, keys[key]!, keys[key + 1]!);
    answers[at] = answer(words, row, answers[at]!);
  }
  return seen;
}
