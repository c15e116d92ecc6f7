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

function isSameMember(one: Member, other: Member): boolean {
  return one.stack === other.stack && one.incarnation === other.incarnation;
}

function isSameRow(one: CrtRow, other: CrtRow): boolean {
  return (
    isSameMember(one.target, other.target) &&
    one.remoteIsn === other.remoteIsn &&
    one.localIsn === other.localIsn &&
    one.provisional === other.provisional
  );
}

function removeWhere(table: Crt, gone: (row: CrtRow) => boolean): Crt {
  const kept = Object.entries(table).filter(([, row]) => !gone(row));
  return kept.length === Object.keys(table).length ? table : Object.fromEntries(kept);
}

/** The reference implementation of the table. */
export const recordCrt: CrtTable = {
  empty: {},

  find(table, key) {
    return table[key] ?? null;
  },

  put(table, row) {
    const key = connectionKey(row.remote, row.local);
    const old = table[key];
    if (old !== undefined && isSameRow(old, row)) return table;
    return { ...table, [key]: row };
  },

  removeLife(table, life) {
    const key = connectionKey(life.remote, life.local);
    const row = table[key];
    if (row === undefined) return table;
    if (!isSameMember(row.target, life.target) || !isSameLife(row, life)) return table;
    const { [key]: _gone, ...rest } = table;
    return rest;
  },

  removeTarget(table, target) {
    return removeWhere(table, (row) => isSameMember(row.target, target));
  },

  removeUnconfirmed(table, target) {
    return removeWhere(table, (row) => row.provisional && isSameMember(row.target, target));
  },

  rows(table) {
    return Object.values(table);
  },
};
