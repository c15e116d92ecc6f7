/**
 * The fast Current Routing Table: the reference table's rules (crt.ts) over flat words, for millions of rows.
 *
 * A connection is three words: the outside end's address, both ports, and the DVIPA, each as it lies in a
 * packet and is read by a little-endian machine. Operations change the table in place; crt-versions.ts makes
 * versions of it. `lookup` and `lookupBatch` are in flat/lookup.ts, and in WebAssembly in flat/wasm.ts.
 */
import type { Member } from '../../model/vocabulary.types.ts';
import * as layout from './flat/layout.ts';
import { entryAt } from './flat/lookup.ts';
import { createMembers, knownNumber, memberOf, numberOf, type Members } from './flat/members.ts';
import { setEntry, isnAt, type Row } from './flat/page.ts';
import {
  eachRow,
  findRow,
  insertRow,
  pageOfRow,
  readRow,
  removeRow,
  type Partition,
} from './flat/partition.ts';
import type { Storage } from './flat/storage.ts';
import { createTable, partitionOf, type FlatTable } from './flat/table.ts';

const { LOCAL_ISN, MEMBER_SHIFT, NO_LOCAL_ISN, NO_REMOTE_ISN, PROVISIONAL, STRAY } = layout;

const ISN_MAX = 0xffff_ffff;

export interface FlatCrt {
  readonly table: FlatTable;
  readonly members: Members;
}

/** A connection as three signed words. */
export interface Key {
  readonly address: number;
  readonly ports: number;
  readonly dvipa: number;
}

/** A row; the initial sequence numbers are whole numbers below 2^32, or null as in a report. */
export interface FlatRow extends Key {
  readonly target: Member;
  readonly remoteIsn: number | null;
  readonly localIsn: number | null;
  readonly provisional: boolean;
}

export function createCrt(storage: Storage): FlatCrt {
  return { table: createTable(storage), members: createMembers() };
}

/** The address `a.b.c.d` as a packet has it. */
export function addressWord(a: number, b: number, c: number, d: number): number {
  return a | (b << 8) | (c << 16) | (d << 24);
}

/** The outside end's port and the DVIPA's as a packet to the DVIPA has them. */
export function portsWord(remote: number, local: number): number {
  return (remote >>> 8) | ((remote & 255) << 8) | ((local >>> 8) << 16) | ((local & 255) << 24);
}

/** How many rows the table has. */
export function rowCount({ table }: FlatCrt): number {
  let count = 0;
  for (const { rows } of table.partitions.values()) count += rows;
  return count;
}

const scratch: Row = { address: 0, ports: 0, entry: 0, remoteIsn: 0, localIsn: 0 };

function pack({ members }: FlatCrt, row: FlatRow): Row {
  if (row.address === 0 && row.ports === 0) throw new RangeError('A connection has ports.');
  if (Math.max(row.remoteIsn ?? 0, row.localIsn ?? 0) > ISN_MAX) {
    throw new RangeError('A sequence number has 32 bits.');
  }
  scratch.address = row.address;
  scratch.ports = row.ports;
  scratch.entry =
    (numberOf(members, row.target) << MEMBER_SHIFT) |
    (row.provisional ? PROVISIONAL : 0) |
    (row.remoteIsn === null ? NO_REMOTE_ISN : 0) |
    (row.localIsn === null ? NO_LOCAL_ISN : 0);
  scratch.remoteIsn = (row.remoteIsn ?? 0) | 0;
  scratch.localIsn = (row.localIsn ?? 0) | 0;
  return scratch;
}

function unpack({ members }: FlatCrt, dvipa: number, row: Row): FlatRow {
  const { address, ports, entry, remoteIsn, localIsn } = row;
  return {
    address,
    ports,
    dvipa,
    target: memberOf(members, entry >>> MEMBER_SHIFT),
    remoteIsn: (entry & NO_REMOTE_ISN) === 0 ? remoteIsn >>> 0 : null,
    localIsn: (entry & NO_LOCAL_ISN) === 0 ? localIsn >>> 0 : null,
    provisional: (entry & PROVISIONAL) !== 0,
  };
}

function readAt(crt: FlatCrt, partition: Partition, at: number): FlatRow {
  const page = pageOfRow(crt.table, partition, at);
  readRow(crt.table.words, page, partition.mask, at, scratch);
  return unpack(crt, partition.dvipa, scratch);
}

/** The row of a connection, or null. */
export function getRow(crt: FlatCrt, { address, ports, dvipa }: Key): FlatRow | null {
  const partition = crt.table.partitions.get(dvipa);
  if (partition === undefined) return null;
  const at = findRow(crt.table, partition, address, ports);
  return at === 0 ? null : readAt(crt, partition, at);
}

/** Puts a row in place of the one of its connection, if any; false if the table said so already. */
export function putRow(crt: FlatCrt, row: FlatRow): boolean {
  return putPacked(crt, partitionOf(crt.table, row.dvipa), pack(crt, row));
}

/** The same for a row of words, without allocation. */
export function putPacked({ table, members }: FlatCrt, partition: Partition, row: Row): boolean {
  const at = findRow(table, partition, row.address, row.ports);
  if (at === 0) {
    members.rows[row.entry >>> MEMBER_SHIFT]! += 1;
    insertRow(table, partition, row);
    return true;
  }
  const { words } = table;
  const entry = entryAt(words, at);
  const isn = isnAt(pageOfRow(table, partition, at), partition.mask, at);
  const isSame =
    (entry & ~STRAY) === row.entry &&
    words[isn] === row.remoteIsn &&
    words[isn + LOCAL_ISN] === row.localIsn;
  if (isSame) return false;
  members.rows[entry >>> MEMBER_SHIFT]! -= 1;
  members.rows[row.entry >>> MEMBER_SHIFT]! += 1;
  setEntry(words, at, row.entry | (entry & STRAY));
  words[isn] = row.remoteIsn;
  words[isn + LOCAL_ISN] = row.localIsn;
  return true;
}

function removeAt(crt: FlatCrt, partition: Partition, page: number, at: number): void {
  crt.members.rows[entryAt(crt.table.words, at) >>> MEMBER_SHIFT]! -= 1;
  removeRow(crt.table, partition, page, at);
}

/** Removes a connection's row, whatever it says. */
export function removeKey(crt: FlatCrt, { address, ports, dvipa }: Key): boolean {
  const partition = crt.table.partitions.get(dvipa);
  const at = partition === undefined ? 0 : findRow(crt.table, partition, address, ports);
  if (partition === undefined || at === 0) return false;
  removeAt(crt, partition, pageOfRow(crt.table, partition, at), at);
  return true;
}

/** Do a row and a report of words speak of one life (R9)? As `isSameLife` in crt.ts. */
export function isSameLifePacked(one: Row, other: Row): boolean {
  const flags = one.entry | other.entry;
  if (((one.entry ^ other.entry) & NO_REMOTE_ISN) !== 0) return false;
  if ((flags & NO_REMOTE_ISN) === 0) {
    if (one.remoteIsn !== other.remoteIsn) return false;
    return (flags & NO_LOCAL_ISN) !== 0 || one.localIsn === other.localIsn;
  }
  return ((one.entry ^ other.entry) & NO_LOCAL_ISN) === 0 && one.localIsn === other.localIsn;
}

const old: Row = { address: 0, ports: 0, entry: 0, remoteIsn: 0, localIsn: 0 };

/** Removes the row if it is this target's and of this life (R9). */
export function removeLife(crt: FlatCrt, life: FlatRow): boolean {
  const partition = crt.table.partitions.get(life.dvipa);
  const number = knownNumber(crt.members, life.target);
  if (partition === undefined || number === 0) return false;
  const at = findRow(crt.table, partition, life.address, life.ports);
  if (at === 0) return false;
  const page = pageOfRow(crt.table, partition, at);
  readRow(crt.table.words, page, partition.mask, at, old);
  if (old.entry >>> MEMBER_SHIFT !== number) return false;
  if (!isSameLifePacked(old, pack(crt, life))) return false;
  removeAt(crt, partition, page, at);
  return true;
}

/** Removes the rows of a member whose flags have `flags`; how many they were. */
function removeRowsOf(crt: FlatCrt, target: Member, flags: number): number {
  const number = knownNumber(crt.members, target);
  const { table } = crt;
  const before = rowCount(crt);
  for (const partition of table.partitions.values()) {
    for (const page of partition.pages) {
      if (crt.members.rows[number] === 0) return before - rowCount(crt);
      eachRow(table, partition, page, (at) => {
        const entry = entryAt(table.words, at);
        if (entry >>> MEMBER_SHIFT !== number || (entry & flags) !== flags) return;
        removeAt(crt, partition, page, at);
      });
    }
  }
  return before - rowCount(crt);
}

/** Removes every row of a member that has left (R12); how many they were. */
export function removeTarget(crt: FlatCrt, target: Member): number {
  return removeRowsOf(crt, target, 0);
}

/** Removes what a former router reported of this target and the target itself did not (R25). */
export function removeUnconfirmed(crt: FlatCrt, target: Member): number {
  return removeRowsOf(crt, target, PROVISIONAL);
}

/** Visits every row, of one DVIPA or of all; `visit` must not change the table. */
export function visitRows(
  crt: FlatCrt,
  dvipa: number | null,
  visit: (partition: Partition, row: Row) => void,
): void {
  const { table } = crt;
  for (const partition of table.partitions.values()) {
    if (dvipa !== null && partition.dvipa !== dvipa) continue;
    for (const page of partition.pages) {
      eachRow(table, partition, page, (at) => {
        readRow(table.words, page, partition.mask, at, scratch);
        visit(partition, scratch);
      });
    }
  }
}

/** Every row, in no particular order. */
export function allRows(crt: FlatCrt): readonly FlatRow[] {
  const rows: FlatRow[] = [];
  visitRows(crt, null, ({ dvipa }, row) => rows.push(unpack(crt, dvipa, row)));
  return rows;
}
