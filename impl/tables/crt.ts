/**
 * The plain Current Routing Table: one record, for the explorer and as the reference for faster ones.
 *
 * Read first: crt.types.ts. Left out: speed at a million rows, which is another table's purpose.
 */
import type { ConnectionReport, Packet } from '../messages.types.ts';
import type { Member, Socket } from '../../model/vocabulary.types.ts';
import type { Crt, CrtRow, CrtTable } from './crt.types.ts';

/** The full 4-tuple, outside end first (E6). */
export function connectionKey(remote: Socket, local: Socket): string {
  return `${remote.address}:${remote.port}>${local.address}:${local.port}`;
}

/** The key of the connection that an inbound packet belongs to. */
export function inboundKey(packet: Packet): string {
  return connectionKey(packet.source, packet.destination);
}

/**
 * Are two reports about the same life of a 4-tuple (R9)? An incoming life is named by the number of its
 * SYN, which the router knows; an outgoing one by the target's own number, as no other is known yet.
 */
export function isSameLife(one: ConnectionReport, other: ConnectionReport): boolean {
  if (one.remoteIsn !== other.remoteIsn) return false;
  if (one.remoteIsn === null) return one.localIsn === other.localIsn;
  return one.localIsn === null || other.localIsn === null || one.localIsn === other.localIsn;
}

type RowContent = Pick<CrtRow, 'target' | 'remoteIsn' | 'localIsn' | 'provisional'>;

/** One life of one stack. */
export function isSameMember(one: Member, other: Member): boolean {
  return one.stack === other.stack && one.incarnation === other.incarnation;
}

/** Do two rows of one connection say the same? */
export function isSameRow(one: RowContent, other: RowContent): boolean {
  return (
    isSameMember(one.target, other.target) &&
    one.remoteIsn === other.remoteIsn &&
    one.localIsn === other.localIsn &&
    one.provisional === other.provisional
  );
}

/** The reference table's rows by their keys. */
export type CrtRecord = Readonly<Record<string, CrtRow>>;

/** What the reference table's functions know of a version that they made. */
export function recordOf(table: Crt): CrtRecord {
  return table as unknown as CrtRecord;
}

export function tableOf(record: CrtRecord): Crt {
  return record as unknown as Crt;
}

function removeWhere(table: Crt, gone: (row: CrtRow) => boolean): Crt {
  const rows = Object.entries(recordOf(table));
  const kept = rows.filter(([, row]) => !gone(row));
  return kept.length === rows.length ? table : tableOf(Object.fromEntries(kept));
}

/** The reference implementation of the table. */
export const recordCrt: CrtTable = {
  empty: tableOf({}),

  find(table, key) {
    return recordOf(table)[key] ?? null;
  },

  put(table, row) {
    const key = connectionKey(row.remote, row.local);
    const old = recordOf(table)[key];
    if (old !== undefined && isSameRow(old, row)) return table;
    return tableOf({ ...recordOf(table), [key]: row });
  },

  removeLife(table, life) {
    const key = connectionKey(life.remote, life.local);
    const row = recordOf(table)[key];
    if (row === undefined) return table;
    if (!isSameMember(row.target, life.target) || !isSameLife(row, life)) return table;
    const { [key]: _gone, ...rest } = recordOf(table);
    return tableOf(rest);
  },

  removeTarget(table, target) {
    return removeWhere(table, (row) => isSameMember(row.target, target));
  },

  removeUnconfirmed(table, target) {
    return removeWhere(table, (row) => row.provisional && isSameMember(row.target, target));
  },

  rows(table) {
    return Object.entries(recordOf(table))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, row]) => row);
  },
};
