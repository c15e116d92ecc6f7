/**
 * The flat table as versions, for the pure reducers: the newest version is flat and changes in place, and an
 * older one is read through a log of what was undone since.
 *
 * A change to an older version copies it into a table of its own. The log has an end: a version that it no
 * longer reaches is gone, and every use of it throws `VersionGone`. Read first: crt.types.ts.
 */
import { connectionKey, isSameLife, isSameMember, isSameRow } from './crt.ts';
import {
  allRows,
  createCrt,
  getRow,
  putRow,
  removeKey,
  type FlatCrt,
  type FlatRow,
  type Key,
} from './crt-flat.ts';
import { createNames, endsOf, keyOf, readKey, type Names } from './crt-names.ts';
import type { Crt, CrtRow, CrtTable } from './crt.types.ts';
import { createHash, type Seed } from './flat/keyed-hash.ts';
import { heapStorage } from './flat/storage.ts';

/** What a change replaced: the row that was there before, or null. */
interface Undo {
  readonly key: Key;
  readonly before: FlatRow | null;
}

/** One flat table and the way back from its newest version. */
interface History {
  readonly crt: FlatCrt;
  readonly names: Names;
  /** `undo[n]` leads from version `first + n + 1` back to `first + n`. */
  undo: Undo[];
  first: number;
}

/** A version is older than the log reaches. */
class VersionGone extends Error {
  override readonly name = 'VersionGone';
}

/** A version of a flat table. Written as JSON it is the reference table's record. */
class CrtVersion {
  readonly history: History;
  readonly number: number;

  constructor(history: History, number: number) {
    this.history = history;
    this.number = number;
  }

  toJSON(): Readonly<Record<string, CrtRow>> {
    const rows = sortedRows(this);
    return Object.fromEntries(rows.map((row) => [connectionKey(row.remote, row.local), row]));
  }
}

function newest({ first, undo }: History): number {
  return first + undo.length;
}

/** The changes since a version, oldest first. */
function changesSince({ history, number }: CrtVersion): readonly Undo[] {
  if (number < history.first) {
    throw new VersionGone(
      `Version ${number} of a routing table is gone; the oldest that can be read is ${history.first}.`,
    );
  }
  return number === newest(history) ? [] : history.undo.slice(number - history.first);
}

function isSameKey(one: Key, other: Key): boolean {
  return one.address === other.address && one.ports === other.ports && one.dvipa === other.dvipa;
}

function flatRowAt(version: CrtVersion, key: Key): FlatRow | null {
  const change = changesSince(version).find((undo) => isSameKey(undo.key, key));
  return change === undefined ? getRow(version.history.crt, key) : change.before;
}

function toRow({ names }: History, row: FlatRow): CrtRow {
  const { target, remoteIsn, localIsn, provisional } = row;
  return { ...endsOf(names, row), target, remoteIsn, localIsn, provisional };
}

function toFlat(names: Names, row: CrtRow): FlatRow {
  const { remote, local, target, remoteIsn, localIsn, provisional } = row;
  return { ...keyOf(names, remote, local), target, remoteIsn, localIsn, provisional };
}

function isPort(port: number): boolean {
  return port >= 0 && port <= 0xffff;
}

/** Drops what is older than the log must reach, half of it at a time, so that a change stays cheap. */
function forget(history: History, undoMax: number): void {
  if (history.undo.length <= 2 * undoMax) return;
  history.first += history.undo.length - undoMax;
  history.undo = history.undo.slice(-undoMax);
}

function flatRowsOf(version: CrtVersion): readonly FlatRow[] {
  const undone = new Map<string, FlatRow | null>();
  const textOf = ({ address, ports, dvipa }: Key): string => `${address} ${ports} ${dvipa}`;
  for (const { key, before } of changesSince(version)) {
    const text = textOf(key);
    if (!undone.has(text)) undone.set(text, before);
  }
  const rows = allRows(version.history.crt).filter((row) => !undone.has(textOf(row)));
  return [...rows, ...[...undone.values()].filter((row) => row !== null)];
}

/** The rows of a version, sorted by key: a flat table has no order of its own. */
function sortedRows(version: CrtVersion): readonly CrtRow[] {
  return flatRowsOf(version)
    .map((row) => toRow(version.history, row))
    .map((row) => ({ row, key: connectionKey(row.remote, row.local) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ row }) => row);
}

/** The rows of a version that this file made, sorted by key, or null if another did. */
export function rowsOfVersion(table: Crt): readonly CrtRow[] | null {
  const inside: unknown = table;
  return inside instanceof CrtVersion ? sortedRows(inside) : null;
}

/** Only this file makes versions, and gives them out as `Crt`. */
function tableOf(version: CrtVersion): Crt {
  return version as unknown as Crt;
}

function versionOf(table: Crt): CrtVersion {
  const inside: unknown = table;
  if (inside instanceof CrtVersion) return inside;
  throw new TypeError('This routing table is no version of a flat one.');
}

export interface VersionOptions {
  /** The secret of the keyed hash, 128 bits. */
  readonly seed: Seed;
  /** So many changes can be undone, at least; what is older may be gone. */
  readonly undoMax: number;
}

/** Flat tables as versions; whatever they are asked, they answer as the reference table. */
export function createVersions({ seed, undoMax }: VersionOptions): CrtTable {
  const hash = createHash(seed);
  const names = createNames();
  const start = (): History => ({ crt: createCrt(heapStorage(hash)), names, undo: [], first: 0 });
  const empty = new CrtVersion(start(), 0);

  /** The history to change: the version's own if it is the newest, else a copy. */
  const toChange = (version: CrtVersion): History => {
    const { history, number } = version;
    if (number === newest(history) && version !== empty) return history;
    const copy = start();
    for (const row of flatRowsOf(version)) putRow(copy.crt, row);
    return copy;
  };

  const change = (version: CrtVersion, rows: readonly FlatRow[], isPut: boolean): Crt => {
    const history = toChange(version);
    for (const row of rows) {
      history.undo.push({ key: row, before: getRow(history.crt, row) });
      if (isPut) putRow(history.crt, row);
      else removeKey(history.crt, row);
    }
    forget(history, undoMax);
    return tableOf(new CrtVersion(history, newest(history)));
  };

  return { empty: tableOf(empty), find: findRow, ...changes(names, change), rows: rowsSorted };
}

function findRow(crt: Crt, key: string): CrtRow | null {
  const version = versionOf(crt);
  const { remote, local } = readKey(key);
  if (!isPort(remote.port) || !isPort(local.port)) return null;
  const row = flatRowAt(version, keyOf(version.history.names, remote, local));
  return row === null ? null : toRow(version.history, row);
}

function rowsSorted(crt: Crt): readonly CrtRow[] {
  return sortedRows(versionOf(crt));
}

type Changes = Pick<CrtTable, 'put' | 'removeLife' | 'removeTarget' | 'removeUnconfirmed'>;

/** What changes a table, by way of `change`: it puts rows into a version, or removes them. */
function changes(
  names: Names,
  change: (version: CrtVersion, rows: readonly FlatRow[], isPut: boolean) => Crt,
): Changes {
  const removeWhere = (crt: Crt, isGone: (row: FlatRow) => boolean): Crt => {
    const rows = flatRowsOf(versionOf(crt)).filter(isGone);
    return rows.length === 0 ? crt : change(versionOf(crt), rows, false);
  };
  return {
    put(crt, row) {
      const flat = toFlat(names, row);
      const old = flatRowAt(versionOf(crt), flat);
      return old !== null && isSameRow(old, flat) ? crt : change(versionOf(crt), [flat], true);
    },

    removeLife(crt, life) {
      const row = flatRowAt(versionOf(crt), keyOf(names, life.remote, life.local));
      if (row === null || !isSameMember(row.target, life.target)) return crt;
      if (!isSameLife(toRow(versionOf(crt).history, row), life)) return crt;
      return change(versionOf(crt), [row], false);
    },

    removeTarget: (crt, target) => removeWhere(crt, (row) => isSameMember(row.target, target)),

    removeUnconfirmed: (crt, target) =>
      removeWhere(crt, (row) => row.provisional && isSameMember(row.target, target)),
  };
}
