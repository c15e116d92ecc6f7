/**
 * The lookups of lookup.ts in AssemblyScript, over the same words; built by `npm run build:wasm`.
 *
 * Bytes instead of words, and no tags: three vector comparisons find a key in its bucket. WebAssembly has no
 * instruction to prefetch, so a pass of plain loads touches every bucket of a batch before any is compared.
 * The numbers are those of layout.ts, times four where they are places.
 */
const ENTRIES_AT: u32 = 4;
const ENTRIES_SHIFT_AT: u32 = 8;
const ENTRIES_FACTOR_AT: u32 = 12;
const HASH_AT: u32 = 64;
const TABLE: u32 = 1024;
const DIRECTORY: u32 = 4;
const MASK: u32 = 12;
const LABEL: u32 = 16;
const RANGE: u32 = 20;
const TARGETS: u32 = 48;
const META: u32 = 60;
const STRAYS_SHIFT: u32 = 30;
const MEMBER_SHIFT: u32 = 4;
const TAG_FACTOR: u32 = 0x9e3779b1;
const ALTERNATE_FACTOR: u32 = 0x5bd1e995;
/** Bytes of a key: address, ports, DVIPA. */
const KEY: u32 = 12;
/** Behind the answers of a batch: its home buckets, and the keys that they have not. */
const HOMES: u32 = 256;
const OTHERS: u32 = 512;
/** And behind those where else they might be. */
const ELSEWHERE: u32 = 320;

/**
 * A word of the hash for a byte of the key. Extended to 64 bits on purpose: a 32-bit load that only an xor uses
 * is emitted twice by V8's compiler, once by itself and once within the xor.
 */
// @ts-ignore: decorator
@inline
function word(table: u32, byte: u32): u64 {
  return <u64>load<u32>(HASH_AT + table * TABLE + (byte << 2));
}

// @ts-ignore: decorator
@inline
function hashOf(address: u32, ports: u32): u32 {
  return <u32>(
    word(0, address & 255) ^ word(1, (address >>> 8) & 255) ^
    word(2, (address >>> 16) & 255) ^ word(3, address >>> 24) ^
    word(4, ports & 255) ^ word(5, (ports >>> 8) & 255) ^
    word(6, (ports >>> 16) & 255) ^ word(7, ports >>> 24)
  );
}

// @ts-ignore: decorator
@inline
function hashAt(key: u32): u32 {
  return <u32>(
    word(0, load<u8>(key)) ^ word(1, load<u8>(key, 1)) ^
    word(2, load<u8>(key, 2)) ^ word(3, load<u8>(key, 3)) ^
    word(4, load<u8>(key, 4)) ^ word(5, load<u8>(key, 5)) ^
    word(6, load<u8>(key, 6)) ^ word(7, load<u8>(key, 7))
  );
}

/** The place after those that other DVIPAs hold; seldom needed, so apart from the loops that ask. */
function entryAfter(entries: u32, entry: u32, dvipa: u32): u32 {
  const last = (32 << (32 - load<u32>(ENTRIES_SHIFT_AT))) - 1;
  while (load<u32>(entry) != dvipa && load<u32>(entry, DIRECTORY) != 0) {
    entry = entries + ((entry + 32 - entries) & last);
  }
  return entry;
}

/**
 * A place below `range`, by the highest bits of `bits`; `range` is a power of two. A shift by a variable would
 * say the same, but takes more instructions.
 */
// @ts-ignore: decorator
@inline
function scaled(bits: u32, range: u64): u32 {
  return <u32>((<u64>bits * range) >> 32);
}

/** Bytes of all the DVIPAs' entries. */
// @ts-ignore: decorator
@inline
function entriesRange(): u64 {
  return <u64>32 << (32 - load<u32>(ENTRIES_SHIFT_AT));
}

/** The entry of a DVIPA, or the empty one where it would be. */
// @ts-ignore: decorator
@inline
function entryOf(entries: u32, factor: u32, range: u64, dvipa: u32): u32 {
  const entry = entries + (scaled(dvipa * factor, range) & ~31);
  return <u64>load<u32>(entry) == <u64>dvipa ? entry : entryAfter(entries, entry, dvipa);
}

/** The home bucket of a hash; word 0 for an empty entry: no slot there has a member. */
// @ts-ignore: decorator
@inline
function homeOf(entry: u32, hash: u32): u32 {
  const place = load<u32>(entry, DIRECTORY) + scaled(hash, load<u32>(entry, RANGE));
  return (load<u32>(place << 2) << 2) + ((hash & load<u32>(entry, MASK)) << 6);
}

/** One bit for each slot of a bucket that holds the key. */
// @ts-ignore: decorator
@inline
function match(bucket: u32, key: v128): u32 {
  const low = i64x2.eq(v128.load(bucket), key);
  const middle = i64x2.eq(v128.load(bucket, 16), key);
  const high = i64x2.eq(v128.load(bucket, 32), key);
  return i32x4.bitmask(i16x8.narrow_i32x4_s(low, middle)) | (i64x2.bitmask(high) << 4);
}

// @ts-ignore: decorator
@inline
function memberAt(bucket: u32, found: u32): u32 {
  return <u32>load<u16>(bucket + (ctz(found) << 1), TARGETS) >>> MEMBER_SHIFT;
}

/** The alternate of a home bucket for a hash, or 0 where the home has no strays: what is there has no members. */
// @ts-ignore: decorator
@inline
function elsewhere(hash: u32, home: u32, mask: u32): u32 {
  if (load<u32>(home, META) >>> STRAYS_SHIFT == 0) return 0;
  let tag = (hash * TAG_FACTOR) >>> 27;
  tag |= (tag - 1) >>> 31;
  const index = hash & mask;
  const other = index ^ ((((tag * ALTERNATE_FACTOR) >>> 16) | 1) & mask);
  return home + ((other - index) << 6);
}

/** The member of a row that is not in its home bucket, or 0. */
function findStray(hash: u32, home: u32, mask: u32, key: v128): u32 {
  const bucket = elsewhere(hash, home, mask);
  const found = match(bucket, key);
  return found ? memberAt(bucket, found) : 0;
}

/** The number of the member that a connection is routed to, or 0, and above it the label of the DVIPA. */
export function lookup(address: u32, ports: u32, dvipa: u32): u32 {
  const entry = entryOf(
    load<u32>(ENTRIES_AT) << 2, load<u32>(ENTRIES_FACTOR_AT), entriesRange(), dvipa,
  );
  const hash = hashOf(address, ports);
  const home = homeOf(entry, hash);
  const key = i64x2.splat((<u64>ports << 32) | address);
  const found = match(home, key);
  return (
    load<u32>(entry, LABEL) |
    (found ? memberAt(home, found) : findStray(hash, home, load<u32>(entry, MASK), key))
  );
}

/** First pass: writes each key's home bucket, and the label of its DVIPA as an answer. */
// @ts-ignore: decorator
@inline
function locate(key: u32, answer: u32, entries: u32, factor: u32, range: u64): void {
  const entry = entryOf(entries, factor, range, load<u32>(key, 8));
  store<u32>(answer, homeOf(entry, hashAt(key)), HOMES);
  store<u32>(answer, load<u32>(entry, LABEL));
}

/** Third pass: -1 if the home bucket has the key, whose member joins the answer, or 0. */
// @ts-ignore: decorator
@inline
function compare(key: u32, answer: u32): i32 {
  const home = load<u32>(answer, HOMES);
  const found = match(home, v128.load64_splat(key));
  const isFound = -(<i32>found) >> 31;
  store<u32>(answer, <u32>(<u64>load<u32>(answer) | <u64>(memberAt(home, found) & isFound)));
  return isFound;
}

/** For a key that its home bucket has not: the bucket where it might be. */
function bucketElsewhere(key: u32, answer: u32): u32 {
  const entry = entryOf(
    load<u32>(ENTRIES_AT) << 2, load<u32>(ENTRIES_FACTOR_AT), entriesRange(), load<u32>(key, 8),
  );
  return elsewhere(hashAt(key), load<u32>(answer, HOMES), load<u32>(entry, MASK));
}

/**
 * Looks up `count` keys, at most 64; `answers` is 288 words of room, of which the first get the answers. The
 * result has no meaning, but nobody may leave it out. Two keys a turn: an odd count reads and answers one more.
 *
 * No branch of the passes depends on a key: a wrong guess of the processor costs more than a comparison.
 */
export function lookupBatch(keys: u32, count: u32, answers: u32): u32 {
  const entries = load<u32>(ENTRIES_AT) << 2;
  const factor = load<u32>(ENTRIES_FACTOR_AT);
  const range = entriesRange();
  const end = answers + (count << 2);
  let key = keys;
  for (let answer = answers; answer < end; answer += 8) {
    locate(key, answer, entries, factor, range);
    locate(key + KEY, answer + 4, entries, factor, range);
    key += 2 * KEY;
  }
  let seen: u32 = 0;
  for (let answer = answers; answer < end; answer += 4) seen ^= load<u32>(load<u32>(answer, HOMES), META);
  key = keys;
  let other = answers + OTHERS;
  for (let answer = answers; answer < end; answer += 8) {
    store<u32>(other, key);
    other += (compare(key, answer) + 1) << 2;
    key += KEY;
    store<u32>(other, key);
    other += (compare(key, answer + 4) + 1) << 2;
    key += KEY;
  }
  for (let at = answers + OTHERS; at < other; at += 4) {
    key = load<u32>(at);
    const bucket = bucketElsewhere(key, answers + (key - keys) / 3);
    store<u32>(at, bucket, ELSEWHERE);
    seen ^= load<u32>(bucket, META);
  }
  for (let at = answers + OTHERS; at < other; at += 4) {
    key = load<u32>(at);
    const bucket = load<u32>(at, ELSEWHERE);
    const found = match(bucket, v128.load64_splat(key));
    const answer = answers + (key - keys) / 3;
    if (found) store<u32>(answer, load<u32>(answer) | memberAt(bucket, found));
  }
  return seen;
}
