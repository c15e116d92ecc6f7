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
const SHIFT: u32 = 8;
const MASK: u32 = 12;
const LABEL: u32 = 16;
const TARGETS: u32 = 48;
const META: u32 = 60;
const STRAYS_SHIFT: u32 = 30;
const MEMBER_SHIFT: u32 = 4;
const TAG_FACTOR: u32 = 0x9e3779b1;
const ALTERNATE_FACTOR: u32 = 0x5bd1e995;
/** Bytes of a key: address, ports, DVIPA. */
const KEY: u32 = 12;
/** Bytes that a batch notes for a key: its hash, its home bucket, its page's mask, its DVIPA's label. */
const NOTE: u32 = 16;

// @ts-ignore: decorator
@inline
function word(table: u32, byte: u32): u32 {
  return load<u32>(HASH_AT + table * TABLE + (byte << 2));
}

// @ts-ignore: decorator
@inline
function hashOf(address: u32, ports: u32): u32 {
  return (
    word(0, address & 255) ^ word(1, (address >>> 8) & 255) ^
    word(2, (address >>> 16) & 255) ^ word(3, address >>> 24) ^
    word(4, ports & 255) ^ word(5, (ports >>> 8) & 255) ^
    word(6, (ports >>> 16) & 255) ^ word(7, ports >>> 24)
  );
}

// @ts-ignore: decorator
@inline
function hashAt(key: u32): u32 {
  return (
    word(0, load<u8>(key)) ^ word(1, load<u8>(key, 1)) ^
    word(2, load<u8>(key, 2)) ^ word(3, load<u8>(key, 3)) ^
    word(4, load<u8>(key, 4)) ^ word(5, load<u8>(key, 5)) ^
    word(6, load<u8>(key, 6)) ^ word(7, load<u8>(key, 7))
  );
}

/** The entry of a DVIPA, or the empty one where it would be. */
// @ts-ignore: decorator
@inline
function entryOf(dvipa: u32): u32 {
  const entries = load<u32>(ENTRIES_AT) << 2;
  const shift = load<u32>(ENTRIES_SHIFT_AT);
  let place = (dvipa * load<u32>(ENTRIES_FACTOR_AT)) >>> shift;
  let entry = entries + (place << 5);
  while (load<u32>(entry) != dvipa && load<u32>(entry, DIRECTORY) != 0) {
    place = (place + 1) & (<u32>-1 >>> shift);
    entry = entries + (place << 5);
  }
  return entry;
}

/** One bit for each slot of a bucket that holds the key. */
// @ts-ignore: decorator
@inline
function match(bucket: u32, key: v128): u32 {
  return (
    i64x2.bitmask(i64x2.eq(v128.load(bucket), key)) |
    (i64x2.bitmask(i64x2.eq(v128.load(bucket, 16), key)) << 2) |
    (i64x2.bitmask(i64x2.eq(v128.load(bucket, 32), key)) << 4)
  );
}

// @ts-ignore: decorator
@inline
function memberAt(bucket: u32, found: u32): u32 {
  return <u32>load<u16>(bucket + (ctz(found) << 1), TARGETS) >>> MEMBER_SHIFT;
}

/** The member of a row that is not in its home bucket, or 0. */
function findStray(hash: u32, home: u32, mask: u32, key: v128): u32 {
  if (load<u32>(home, META) >>> STRAYS_SHIFT == 0) return 0;
  let tag = (hash * TAG_FACTOR) >>> 27;
  tag |= (tag - 1) >>> 31;
  const index = hash & mask;
  const other = index ^ ((((tag * ALTERNATE_FACTOR) >>> 16) | 1) & mask);
  const bucket = home + ((other - index) << 6);
  const found = match(bucket, key);
  return found ? memberAt(bucket, found) : 0;
}

// @ts-ignore: decorator
@inline
function probe(hash: u32, home: u32, mask: u32, key: u64): u32 {
  const both = i64x2.splat(key);
  const found = match(home, both);
  return found ? memberAt(home, found) : findStray(hash, home, mask, both);
}

/** The number of the member that a connection is routed to, or 0, and above it the label of the DVIPA. */
export function lookup(address: u32, ports: u32, dvipa: u32): u32 {
  const entry = entryOf(dvipa);
  const directory = load<u32>(entry, DIRECTORY);
  if (directory == 0) return 0;
  const hash = hashOf(address, ports);
  const mask = load<u32>(entry, MASK);
  const page = load<u32>((directory + (hash >>> load<u32>(entry, SHIFT))) << 2) << 2;
  return (
    load<u32>(entry, LABEL) |
    probe(hash, page + ((hash & mask) << 6), mask, (<u64>ports << 32) | address)
  );
}

/**
 * Looks up `count` keys; `answers` gets a word each, `notes` is room for 16 bytes each. The result has no
 * meaning, but nobody may leave it out.
 */
export function lookupBatch(keys: u32, count: u32, answers: u32, notes: u32): u32 {
  const end = keys + count * KEY;
  let note = notes;
  for (let key = keys; key < end; key += KEY) {
    const entry = entryOf(load<u32>(key, 8));
    const hash = hashAt(key);
    const mask = load<u32>(entry, MASK);
    const place = load<u32>(entry, DIRECTORY) + (hash >>> load<u32>(entry, SHIFT));
    // An empty entry has no page: word 0 stands in for it, and the mask says so.
    const page = load<u32>((mask == 0 ? 0 : place) << 2) << 2;
    store<u32>(note, hash);
    store<u32>(note, page + ((hash & mask) << 6), 4);
    store<u32>(note, mask, 8);
    store<u32>(note, load<u32>(entry, LABEL), 12);
    note += NOTE;
  }
  let seen: u32 = 0;
  for (let at = notes; at < note; at += NOTE) seen ^= load<u32>(load<u32>(at, 4), META);
  note = notes;
  for (let key = keys; key < end; key += KEY) {
    const mask = load<u32>(note, 8);
    const member = mask == 0 ? 0 : probe(load<u32>(note), load<u32>(note, 4), mask, load<u64>(key));
    store<u32>(answers, member | load<u32>(note, 12));
    answers += 4;
    note += NOTE;
  }
  return seen;
}
