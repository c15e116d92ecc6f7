/**
 * One page of buckets: how a row is put into it and taken out of it. Read first: layout.ts, lookup.ts.
 *
 * A row lives in its home bucket or, as a stray, in the alternate one, which follows from the home and the
 * tag alone; the home counts its strays. So a lookup reads one cache line, seldom two and never a third, and
 * a removal leaves no tombstone. Rows move only when both buckets of a new one are full.
 */
import * as layout from './layout.ts';
import { entryAt, lowestLane, otherOf, tagOf, zeroLanes } from './lookup.ts';

const { BUCKET, COLD, LOCAL_ISN, META, SLOTS, STRAY, STRAYS_MAX, STRAYS_SHIFT, TAG_BITS } = layout;
const { TAG_LOW, TAGS, TARGETS } = layout;

/** A row between two places. `entry` is the member's number and the flags, without `STRAY`. */
export interface Row {
  address: number;
  ports: number;
  entry: number;
  remoteIsn: number;
  localIsn: number;
}

/** The first empty slot of a bucket, or -1. */
function emptySlot(words: Int32Array, bucket: number): number {
  const lanes = zeroLanes(words[bucket + META]! & TAGS);
  return lanes === 0 ? -1 : lowestLane(lanes);
}

export function setEntry(words: Int32Array, at: number, entry: number): void {
  const inBucket = at & (BUCKET - 1);
  const word = at - inBucket + TARGETS + (inBucket >> 2);
  const shift = (inBucket & 2) << 3;
  words[word] = (words[word]! & ~(0xffff << shift)) | (entry << shift);
}

/** The word of the outside end's initial sequence number; the target's is `LOCAL_ISN` further. */
export function isnAt(page: number, mask: number, at: number): number {
  const inBucket = at & (BUCKET - 1);
  const index = (at - inBucket - page) / BUCKET;
  return page + (mask + 1) * BUCKET + index * COLD + (inBucket >> 1);
}

export function tagAt(words: Int32Array, at: number): number {
  const inBucket = at & (BUCKET - 1);
  return (words[at - inBucket + META]! >>> ((inBucket >> 1) * TAG_BITS)) & 31;
}

function setTag(words: Int32Array, at: number, tag: number): void {
  const inBucket = at & (BUCKET - 1);
  const shift = (inBucket >> 1) * TAG_BITS;
  const meta = at - inBucket + META;
  words[meta] = (words[meta]! & ~(31 << shift)) | (tag << shift);
}

/** An empty slot holds zeros: the batch lookup compares keys and no tags. */
function empty(words: Int32Array, at: number): void {
  words[at] = 0;
  words[at + 1] = 0;
  setEntry(words, at, 0);
  setTag(words, at, 0);
}

function fill(
  words: Int32Array,
  page: number,
  mask: number,
  at: number,
  tag: number,
  row: Row,
): number {
  words[at] = row.address;
  words[at + 1] = row.ports;
  setEntry(words, at, row.entry);
  setTag(words, at, tag);
  const isn = isnAt(page, mask, at);
  words[isn] = row.remoteIsn;
  words[isn + LOCAL_ISN] = row.localIsn;
  return at;
}

/** Puts a row that the page does not hold; the word of its address, or 0 if there is no room. */
export function insertIntoPage(
  words: Int32Array,
  page: number,
  mask: number,
  hash: number,
  row: Row,
): number {
  const tag = tagOf(hash);
  const index = hash & mask;
  const home = page + index * BUCKET;
  let slot = emptySlot(words, home);
  if (slot < 0) slot = sendStrayHome(words, page, mask, index);
  if (slot >= 0) return fill(words, page, mask, home + slot * 2, tag, row);

  const other = otherOf(index, tag, mask);
  slot = emptySlot(words, page + other * BUCKET);
  if (slot < 0) {
    slot = makeRoom(words, page, mask, index, 1);
    if (slot >= 0) return fill(words, page, mask, home + slot * 2, tag, row);
    slot = makeRoom(words, page, mask, other, 2);
    if (slot < 0) return 0;
  }
  const at = fill(words, page, mask, page + other * BUCKET + slot * 2, tag, row);
  setEntry(words, at, row.entry | STRAY);
  addStray(words, home);
  return at;
}

/**
 * Moves a stray out of a full bucket, back to its home, where another row may have to leave for it; the
 * slot that is empty now, or -1. So that a bucket serves its own rows first, and strays stay few.
 */
function sendStrayHome(words: Int32Array, page: number, mask: number, index: number): number {
  const bucket = page + index * BUCKET;
  if (!hasStrays(words, bucket)) return -1;
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const at = bucket + slot * 2;
    if ((entryAt(words, at) & STRAY) === 0) continue;
    const home = otherOf(index, tagAt(words, at), mask);
    let empty = emptySlot(words, page + home * BUCKET);
    if (empty < 0) empty = makeRoom(words, page, mask, home, 0);
    if (empty < 0) continue;
    move(words, page, mask, at, page + home * BUCKET + empty * 2);
    return slot;
  }
  return -1;
}

/** Has a bucket any row whose home is another? Two rows share a word. */
function hasStrays(words: Int32Array, bucket: number): boolean {
  const entries =
    words[bucket + TARGETS]! | words[bucket + TARGETS + 1]! | words[bucket + TARGETS + 2]!;
  return (entries & (STRAY | (STRAY << 16))) !== 0;
}

/** Moves a row of a full bucket to its other bucket; the slot that is empty now, or -1. */
function makeRoom(
  words: Int32Array,
  page: number,
  mask: number,
  index: number,
  depth: number,
): number {
  const bucket = page + index * BUCKET;
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const other = otherOf(index, tagAt(words, bucket + slot * 2), mask);
    const empty = emptySlot(words, page + other * BUCKET);
    if (empty < 0) continue;
    move(words, page, mask, bucket + slot * 2, page + other * BUCKET + empty * 2);
    return slot;
  }
  if (depth === 0) return -1;
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const other = otherOf(index, tagAt(words, bucket + slot * 2), mask);
    const empty = makeRoom(words, page, mask, other, depth - 1);
    if (empty < 0) continue;
    move(words, page, mask, bucket + slot * 2, page + other * BUCKET + empty * 2);
    return slot;
  }
  return -1;
}

/** Moves a row to an empty slot of its other bucket. */
function move(words: Int32Array, page: number, mask: number, from: number, to: number): void {
  const tag = tagAt(words, from);
  const entry = entryAt(words, from);
  words[to] = words[from]!;
  words[to + 1] = words[from + 1]!;
  setEntry(words, to, entry ^ STRAY);
  setTag(words, to, tag);
  empty(words, from);
  const isnFrom = isnAt(page, mask, from);
  const isnTo = isnAt(page, mask, to);
  words[isnTo] = words[isnFrom]!;
  words[isnTo + LOCAL_ISN] = words[isnFrom + LOCAL_ISN]!;
  if ((entry & STRAY) === 0) addStray(words, from & ~(BUCKET - 1));
  else dropStray(words, page, mask, to & ~(BUCKET - 1));
}

/** Empties a slot without counting strays: `settlePage` must follow. */
export function leavePage(words: Int32Array, at: number): void {
  empty(words, at);
}

/** After many rows have left a page: counts its strays anew, and moves home what has room there now. */
export function settlePage(words: Int32Array, page: number, mask: number): void {
  for (let index = 0; index <= mask; index += 1) words[page + index * BUCKET + META]! &= TAGS;
  for (let index = 0; index <= mask; index += 1) {
    if (!hasStrays(words, page + index * BUCKET)) continue;
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const at = page + index * BUCKET + slot * 2;
      if ((entryAt(words, at) & STRAY) === 0) continue;
      const home = page + otherOf(index, tagAt(words, at), mask) * BUCKET;
      const free = emptySlot(words, home);
      addStray(words, home);
      if (free >= 0) move(words, page, mask, at, home + free * 2);
    }
  }
}

/** Empties the slot of the row at `at`. */
export function removeFromPage(words: Int32Array, page: number, mask: number, at: number): void {
  const tag = tagAt(words, at);
  const isStray = (entryAt(words, at) & STRAY) !== 0;
  empty(words, at);
  if (!isStray) return;
  const index = (at - (at & (BUCKET - 1)) - page) / BUCKET;
  dropStray(words, page, mask, page + otherOf(index, tag, mask) * BUCKET);
}

function addStray(words: Int32Array, home: number): void {
  const meta = words[home + META]!;
  if (meta >>> STRAYS_SHIFT < STRAYS_MAX) words[home + META] = meta + (1 << STRAYS_SHIFT);
}

/** After a stray has left: a count at its maximum says "or more", and is counted anew. */
function dropStray(words: Int32Array, page: number, mask: number, home: number): void {
  const meta = words[home + META]!;
  const known = meta >>> STRAYS_SHIFT;
  const left = known < STRAYS_MAX ? known - 1 : countStrays(words, page, mask, home);
  words[home + META] = (meta & TAGS) | (left << STRAYS_SHIFT);
}

/** A stray's tag and bucket name its home, so that no hash is needed. */
function countStrays(words: Int32Array, page: number, mask: number, home: number): number {
  const index = (home - page) / BUCKET;
  let count = 0;
  for (let tag = 1; tag < 32; tag += 1) {
    const bucket = page + otherOf(index, tag, mask) * BUCKET;
    let lanes = zeroLanes((words[bucket + META]! ^ Math.imul(tag, TAG_LOW)) & TAGS);
    for (; lanes !== 0; lanes &= lanes - 1) {
      const at = bucket + lowestLane(lanes) * 2;
      if (tagAt(words, at) === tag && (entryAt(words, at) & STRAY) !== 0) count += 1;
    }
  }
  return Math.min(count, STRAYS_MAX);
}
