/**
 * A routing table over flat words: rows of many DVIPAs, found by the 4-tuple (E6).
 *
 * Everything here is numbers: addresses as words, both ports of a connection as one word, members by small
 * numbers. Which byte order the words have is the caller's choice, as long as it is one. Left out: what a
 * row means to the protocol; crt-flat.ts says that.
 */
import * as layout from './layout.ts';
import { entryOf } from './lookup.ts';
import { createPartition, publish, type Partition } from './partition.ts';
import { allocate, type Storage } from './storage.ts';

const { ENTRIES_AT, ENTRIES_FACTOR_AT, ENTRIES_SHIFT_AT, ENTRY, LABEL } = layout;

export interface FlatTable extends Storage {
  readonly partitions: Map<number, Partition>;
}

const ENTRIES_MIN = 8;
const FACTORS = 64;

/** An empty table, which owns `storage` from now on. */
export function createTable(storage: Storage): FlatTable {
  const table = Object.assign(storage, { partitions: new Map<number, Partition>() });
  makeEntries(table, ENTRIES_MIN);
  return table;
}

function makeEntries(table: FlatTable, count: number): void {
  const entries = allocate(table, count * ENTRY);
  table.words[ENTRIES_AT] = entries;
  table.words[ENTRIES_SHIFT_AT] = Math.clz32(count) + 1;
}

function clearEntries(words: Int32Array, count: number): void {
  const entries = words[ENTRIES_AT]!;
  words.fill(0, entries, entries + count * ENTRY);
}

/** A packet should find its DVIPA at once: of some factors the one under which the fewest share a place. */
function bestFactor(table: FlatTable, dvipas: readonly number[]): number {
  const shift = table.words[ENTRIES_SHIFT_AT]!;
  let best = 1;
  let most = 0;
  for (let at = 0; at < FACTORS && most < dvipas.length; at += 1) {
    const factor = table.hash[at]! | 1;
    const places = new Set(dvipas.map((dvipa) => Math.imul(dvipa, factor) >>> shift));
    if (places.size <= most) continue;
    most = places.size;
    best = factor;
  }
  return best;
}

/** The DVIPA's part of the table, made if there is none; at most a quarter of the entries is in use. */
export function partitionOf(table: FlatTable, dvipa: number): Partition {
  const known = table.partitions.get(dvipa);
  if (known !== undefined) return known;
  const dvipas = [...table.partitions.keys(), dvipa];
  const before = 1 << (32 - table.words[ENTRIES_SHIFT_AT]!);
  const labels = dvipas.map((each) => table.words[entryOf(table.words, each) + LABEL]!);
  if (dvipas.length * 4 > before) makeEntries(table, before * 2);
  else clearEntries(table.words, before);
  table.words[ENTRIES_FACTOR_AT] = bestFactor(table, dvipas);
  for (const partition of table.partitions.values()) {
    partition.entry = entryOf(table.words, partition.dvipa);
    publish(table, partition);
  }
  const made = createPartition(table, dvipa, entryOf(table.words, dvipa));
  table.partitions.set(dvipa, made);
  dvipas.forEach((each, at) => {
    table.words[entryOf(table.words, each) + LABEL] = labels[at]!;
  });
  return made;
}
