/**
 * The part of a flat table that belongs to one DVIPA: a directory that leads from the highest bits of the
 * hash to a page, and how it grows.
 *
 * A small partition is one page, which doubles. Beyond that pages keep their size and a new one takes a
 * ninth of the directory from each of the eight largest, so that a table is as full at every size and no
 * insert moves more than a page of rows. Left out: shrinking; an emptied page is filled again.
 */
import * as layout from './layout.ts';
import { entryAt, findInPage, hashOf } from './lookup.ts';
import {
  insertIntoPage,
  isnAt,
  leavePage,
  removeFromPage,
  settlePage,
  tagAt,
  type Row,
} from './page.ts';
import { allocate, type Storage } from './storage.ts';

const { BUCKET, COLD, DIRECTORY, LOCAL_ISN, MASK, RANGE, SHIFT, SLOTS, STRAY } = layout;

export interface Partition {
  readonly dvipa: number;
  /** The word of the DVIPA's entry, which lookups read. */
  entry: number;
  /** Words of its pages. */
  readonly pages: number[];
  /** Buckets of a page less one. */
  mask: number;
  /** log2 of the directory's size. */
  bits: number;
  directory: number;
  /** Per page its first directory entry, and per entry the next one of the same page, or -1. */
  readonly heads: number[];
  links: Int32Array;
  /** Per page how many directory entries lead to it. */
  readonly shares: number[];
  rows: number;
  /** How often pages or the directory have changed: what was computed from them before is stale. */
  growths: number;
}

/** The smallest page, and the one that no longer doubles. */
const BUCKETS_MIN = 8;
const BUCKETS_MAX = 1024;
/** Of 100 slots so many are filled before the partition grows. */
const FILL_PERCENT = 80;
const GIVERS = 8;
/** Directory entries of a page: enough that a ninth of them is a fair share. */
const SHARE_MIN = 24;
const BITS_MIN = 4;
/** Above this many the hash has no bits left for buckets. */
const BITS_MAX = 22;

function pageWords(mask: number): number {
  return (mask + 1) * (BUCKET + COLD);
}

export function createPartition(storage: Storage, dvipa: number, entry: number): Partition {
  const mask = BUCKETS_MIN - 1;
  const page = allocate(storage, pageWords(mask));
  const directory = allocate(storage, 1 << BITS_MIN);
  storage.words.fill(page, directory, directory + (1 << BITS_MIN));
  const partition: Partition = {
    dvipa,
    entry,
    pages: [page],
    mask,
    bits: BITS_MIN,
    directory,
    heads: [0],
    links: Int32Array.from({ length: 1 << BITS_MIN }, (_, at) =>
      at + 1 < 1 << BITS_MIN ? at + 1 : -1,
    ),
    shares: [1 << BITS_MIN],
    rows: 0,
    growths: 0,
  };
  publish(storage, partition);
  return partition;
}

/** Writes what lookups read. */
export function publish({ words }: Storage, partition: Partition): void {
  const { entry, dvipa, directory, bits, mask } = partition;
  words[entry] = dvipa;
  words[entry + DIRECTORY] = directory;
  words[entry + SHIFT] = 32 - bits;
  words[entry + RANGE] = 1 << bits;
  words[entry + MASK] = mask;
}

/** The word of a connection's row, or 0. */
export function findRow(
  { words, hash }: Storage,
  partition: Partition,
  address: number,
  ports: number,
): number {
  const code = hashOf(hash, address, ports);
  const home = pageOf(words, partition, code) + (code & partition.mask) * BUCKET;
  return findInPage(words, home, partition.mask, code, address, ports);
}

/** The page of a row that is in it. */
export function pageOfRow({ words, hash }: Storage, partition: Partition, at: number): number {
  return pageOf(words, partition, hashOf(hash, words[at]!, words[at + 1]!));
}

/** Copies the row at `at` of a page into `row`. */
export function readRow(words: Int32Array, page: number, mask: number, at: number, row: Row): void {
  const isn = isnAt(page, mask, at);
  row.address = words[at]!;
  row.ports = words[at + 1]!;
  row.entry = entryAt(words, at) & ~STRAY;
  row.remoteIsn = words[isn]!;
  row.localIsn = words[isn + LOCAL_ISN]!;
}

/** The words of all keys of a page, in order; `visit` may remove the row that it is given. */
export function eachRow(
  { words }: Storage,
  { mask }: Partition,
  page: number,
  visit: (at: number) => void,
): void {
  for (let bucket = page; bucket < page + (mask + 1) * BUCKET; bucket += BUCKET) {
    for (let at = bucket; at < bucket + 2 * SLOTS; at += 2) if (tagAt(words, at) !== 0) visit(at);
  }
}

/** Removes the row at `at` of a page. */
export function removeRow(storage: Storage, partition: Partition, page: number, at: number): void {
  removeFromPage(storage.words, page, partition.mask, at);
  partition.rows -= 1;
}

/** Puts a row that the partition does not hold. */
export function insertRow(storage: Storage, partition: Partition, row: Row): void {
  place(storage, partition, hashOf(storage.hash, row.address, row.ports), row);
  partition.rows += 1;
  const slots = partition.pages.length * (partition.mask + 1) * SLOTS;
  if (partition.rows * 100 > slots * FILL_PERCENT) grow(storage, partition);
}

function pageOf(words: Int32Array, partition: Partition, hash: number): number {
  return words[partition.directory + (hash >>> (32 - partition.bits))]!;
}

function place(storage: Storage, partition: Partition, hash: number, row: Row): void {
  for (;;) {
    const page = pageOf(storage.words, partition, hash);
    if (insertIntoPage(storage.words, page, partition.mask, hash, row) !== 0) return;
    // Chance has filled two buckets and their neighbours.
    grow(storage, partition);
  }
}

function grow(storage: Storage, partition: Partition): void {
  partition.growths += 1;
  if (partition.mask + 1 < BUCKETS_MAX) return doublePage(storage, partition);
  const pages = partition.pages.length + 1;
  while (1 << partition.bits < pages * SHARE_MIN) doubleDirectory(storage, partition);
  addPage(storage, partition);
}

/** A partition of one page moves to a page twice as large. */
function doublePage(storage: Storage, partition: Partition): void {
  const [old = 0] = partition.pages;
  const oldMask = partition.mask;
  partition.mask = 2 * oldMask + 1;
  const page = allocate(storage, pageWords(partition.mask));
  partition.pages[0] = page;
  const { directory, bits } = partition;
  storage.words.fill(page, directory, directory + (1 << bits));
  publish(storage, partition);
  moveRows(storage, partition, old, oldMask, page);
}

function doubleDirectory(storage: Storage, partition: Partition): void {
  if (partition.bits === BITS_MAX) throw new RangeError('The routing table is full.');
  const { directory: from, links } = partition;
  const size = 1 << partition.bits;
  const to = allocate(storage, 2 * size);
  const { words } = storage;
  const next = new Int32Array(2 * size);
  for (let at = 0; at < size; at += 1) {
    words[to + 2 * at] = words[from + at]!;
    words[to + 2 * at + 1] = words[from + at]!;
    next[2 * at] = 2 * at + 1;
    next[2 * at + 1] = links[at]! < 0 ? -1 : 2 * links[at]!;
  }
  for (let page = 0; page < partition.heads.length; page += 1) {
    partition.heads[page]! *= 2;
    partition.shares[page]! *= 2;
  }
  partition.directory = to;
  partition.links = next;
  partition.bits += 1;
  publish(storage, partition);
}

/** A new page takes its share of the directory from the pages with the largest, and the rows of that share. */
function addPage(storage: Storage, partition: Partition): void {
  const { pages, heads, shares, mask } = partition;
  const givers = largest(shares, GIVERS);
  const page = allocate(storage, pageWords(mask));
  pages.push(page);
  heads.push(-1);
  shares.push(0);
  takeShares(storage.words, partition, givers);
  for (const giver of givers) {
    moveRows(storage, partition, pages[giver]!, mask, pages[giver]!);
    settlePage(storage.words, pages[giver]!, mask);
  }
}

/** The places of the `count` largest numbers. */
function largest(numbers: readonly number[], count: number): readonly number[] {
  const places: number[] = [];
  numbers.forEach((number, place) => {
    if (places.length === count && number <= numbers[places[count - 1]!]!) return;
    let at = Math.min(places.length, count - 1);
    for (; at > 0 && numbers[places[at - 1]!]! < number; at -= 1) places[at] = places[at - 1]!;
    places[at] = place;
  });
  return places;
}

/** One in every so many directory entries of the givers leads to the last page from now on. */
function takeShares(words: Int32Array, partition: Partition, givers: readonly number[]): void {
  const { directory, heads, links, pages, shares } = partition;
  const taker = pages.length - 1;
  let seen = 0;
  for (const giver of givers) {
    let before = -1;
    let after = -1;
    for (let at = heads[giver]!; at >= 0; at = after) {
      after = links[at]!;
      seen += 1;
      // A page keeps its first entry: one without any could never be reached again.
      if (before < 0 || seen % (givers.length + 1) !== 0) {
        before = at;
        continue;
      }
      words[directory + at] = pages[taker]!;
      links[before] = after;
      links[at] = heads[taker]!;
      heads[taker] = at;
      shares[giver]! -= 1;
      shares[taker]! += 1;
    }
  }
}

/** Moves the rows of a page whose directory entry leads elsewhere, or all when the page is replaced. */
function moveRows(
  storage: Storage,
  partition: Partition,
  page: number,
  mask: number,
  stays: number,
): void {
  const row: Row = { address: 0, ports: 0, entry: 0, remoteIsn: 0, localIsn: 0 };
  const isReplaced = stays !== page;
  for (let bucket = page; bucket < page + (mask + 1) * BUCKET; bucket += BUCKET) {
    for (let at = bucket; at < bucket + 2 * SLOTS; at += 2) {
      const { words } = storage;
      if (tagAt(words, at) === 0) continue;
      const hash = hashOf(storage.hash, words[at]!, words[at + 1]!);
      if (!isReplaced && pageOf(words, partition, hash) === page) continue;
      readRow(words, page, mask, at, row);
      if (!isReplaced) leavePage(words, at);
      place(storage, partition, hash, row);
    }
  }
}
