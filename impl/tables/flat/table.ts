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

const { ENTRIES_AT, ENTRIES_MASK_AT, ENTRY, ROLE } = layout;

export interface FlatTable extends Storage {
  readonly partitions: Map<number, Partition>;
}

const ENTRIES_MIN = 8;

/** An empty table, which owns `storage` from now on. */
export function createTable(storage: Storage): FlatTable {
  const table = Object.assign(storage, { partitions: new Map<number, Partition>() });
  makeEntries(table, ENTRIES_MIN);
  return table;
}

function makeEntries(table: FlatTable, count: number): void {
  const entries = allocate(table, count * ENTRY);
  table.words[ENTRIES_AT] = entries;
  table.words[ENTRIES_MASK_AT] = count - 1;
}

/** The DVIPA's part of the table, made if there is none; at most a quarter of the entries is in use. */
export function partitionOf(table: FlatTable, dvipa: number): Partition {
  const known = table.partitions.get(dvipa);
  if (known !== undefined) return known;
  if ((table.partitions.size + 1) * 4 > table.words[ENTRIES_MASK_AT]! + 1) {
    makeEntries(table, (table.words[ENTRIES_MASK_AT]! + 1) * 2);
    for (const partition of table.partitions.values()) {
      const role = table.words[partition.entry + ROLE]!;
      partition.entry = entryOf(table.words, partition.dvipa);
      publish(table, partition);
      table.words[partition.entry + ROLE] = role;
    }
  }
  const made = createPartition(table, dvipa, entryOf(table.words, dvipa));
  table.partitions.set(dvipa, made);
  return made;
}
