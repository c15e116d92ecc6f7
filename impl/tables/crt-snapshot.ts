/**
 * Snapshots of one DVIPA's routes: what a former owner hands over in a takeback (F10.306) and a new owner
 * merges in a takeover (F9.208), as flat words instead of one record per connection.
 */
import type { Newconn } from '../messages.types.ts';
import type { Member } from '../../model/vocabulary.types.ts';
import { isSameLifePacked, putPacked, visitRows, type FlatCrt } from './crt-flat.ts';
import * as layout from './flat/layout.ts';
import { numberOf } from './flat/members.ts';
import type { Row } from './flat/page.ts';
import { findRow, pageOfRow, readRow } from './flat/partition.ts';
import { partitionOf } from './flat/table.ts';

const { MEMBER_SHIFT, NO_REMOTE_ISN, PROVISIONAL } = layout;

/** Words of a row: address, ports, member and flags, both initial sequence numbers. */
const ROW_WORDS = 5;

export interface Snapshot {
  readonly dvipa: number;
  /** By the numbers that the rows use. */
  readonly members: readonly (Member | null)[];
  readonly words: Int32Array;
}

/** All rows of a DVIPA, or those of one member; it holds no reference to the table. */
export function takeSnapshot(crt: FlatCrt, dvipa: number, only = 0): Snapshot {
  const rows = only === 0 ? crt.table.partitions.get(dvipa)?.rows : crt.members.rows[only];
  const words = new Int32Array((rows ?? 0) * ROW_WORDS);
  let at = 0;
  visitRows(crt, dvipa, (_partition, row) => {
    if (only !== 0 && row.entry >>> MEMBER_SHIFT !== only) return;
    words[at] = row.address;
    words[at + 1] = row.ports;
    words[at + 2] = row.entry;
    words[at + 3] = row.remoteIsn;
    words[at + 4] = row.localIsn;
    at += ROW_WORDS;
  });
  return { dvipa, members: [...crt.members.list], words: words.subarray(0, at) };
}

const report: Row = { address: 0, ports: 0, entry: 0, remoteIsn: 0, localIsn: 0 };
const old: Row = { address: 0, ports: 0, entry: 0, remoteIsn: 0, localIsn: 0 };

/** May an endpoint's report stand in place of a row? As `reportReplaces` among the rules (R8, R39). */
function replaces(one: Row, other: Row): boolean {
  if ((one.entry & PROVISIONAL) !== 0 || isSameLifePacked(one, other)) return true;
  const isSameMember = one.entry >>> MEMBER_SHIFT === other.entry >>> MEMBER_SHIFT;
  return isSameMember && (other.entry & NO_REMOTE_ISN) === 0;
}

/**
 * Takes a snapshot in, as the rows of a NEWCONN: the endpoint's word stands, a former router's is a hint and
 * only where the table is silent (R25). Returns how many rows changed.
 */
export function mergeSnapshot(
  crt: FlatCrt,
  snapshot: Snapshot,
  reporter: Newconn['reporter'],
): number {
  const { words, members } = snapshot;
  const numbers = new Int32Array(members.length);
  const partition = partitionOf(crt.table, snapshot.dvipa);
  const hint = reporter === 'router' ? PROVISIONAL : 0;
  let changed = 0;
  for (let at = 0; at < words.length; at += ROW_WORDS) {
    const entry = words[at + 2]!;
    const number = entry >>> MEMBER_SHIFT;
    if (numbers[number] === 0) numbers[number] = numberOf(crt.members, members[number]!);
    report.address = words[at]!;
    report.ports = words[at + 1]!;
    report.entry = (numbers[number]! << MEMBER_SHIFT) | (entry & ~PROVISIONAL & 15) | hint;
    report.remoteIsn = words[at + 3]!;
    report.localIsn = words[at + 4]!;
    const found = findRow(crt.table, partition, report.address, report.ports);
    if (found !== 0) {
      if (reporter === 'router') continue;
      const page = pageOfRow(crt.table, partition, found);
      readRow(crt.table.words, page, partition.mask, found, old);
      if (!replaces(old, report)) continue;
    }
    if (putPacked(crt, partition, report)) changed += 1;
  }
  return changed;
}
