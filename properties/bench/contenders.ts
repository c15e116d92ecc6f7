/**
 * The tables that are compared, each loaded with the same rows and asked by a loop of its own.
 *
 * A loop that several contenders shared would call through a site that has seen many functions, which costs
 * more than some of the lookups. So the loops repeat each other.
 */
import { createCrt, putPacked, type FlatCrt } from '../../impl/tables/crt-flat.ts';
import type { Seed } from '../../impl/tables/flat/keyed-hash.ts';
import { lookup, lookupBatch } from '../../impl/tables/flat/lookup.ts';
import { numberOf } from '../../impl/tables/flat/members.ts';
import { partitionOf } from '../../impl/tables/flat/table.ts';
import { linearStorage } from '../../impl/tables/flat/storage.ts';
import { lookupsFor } from '../../impl/tables/flat/wasm.ts';
import { BLOCK, type Rows } from './streams.ts';

export type Mode = 'one' | 'dependent' | 'batch';

export interface Contender {
  readonly name: string;
  readonly mode: Mode;
  /** Looks up one block of a stream from word `from` on; the sum of the members' numbers. */
  readonly run: (stream: Int32Array, from: number) => number;
}

/** A secret for each run, as a table that faces the network has one. */
function secret(): Seed {
  const [a = 0, b = 0, c = 0, d = 0] = crypto.getRandomValues(new Int32Array(4));
  return [a, b, c, d];
}

/** An empty table whose members have the numbers 1 to `stacks`. */
export function emptyCrt(stacks = 32, seed: Seed = secret()): FlatCrt {
  const crt = createCrt(linearStorage(seed));
  for (let n = 1; n <= stacks; n += 1) numberOf(crt.members, { stack: `S${n}`, incarnation: 1 });
  return crt;
}

const row = { address: 0, ports: 0, entry: 0, remoteIsn: 0, localIsn: 0 };

/** Puts row `n`; 16 is one member's number in a row's halfword. */
export function putNumber(crt: FlatCrt, { keys, members }: Rows, n: number): void {
  row.address = keys[3 * n]!;
  row.ports = keys[3 * n + 1]!;
  row.entry = members[n]! * 16;
  row.remoteIsn = n;
  row.localIsn = ~n;
  putPacked(crt, partitionOf(crt.table, keys[3 * n + 2]!), row);
}

export function loadCrt(rows: Rows): FlatCrt {
  const crt = emptyCrt();
  for (let n = 0; n < rows.count; n += 1) putNumber(crt, rows, n);
  return crt;
}

/** The table asked in TypeScript and in WebAssembly. */
export function flatContenders(rows: Rows): readonly Contender[] {
  const crt = loadCrt(rows);
  return [...plainContenders(crt), ...compiledContenders(crt)];
}

function plainContenders({ table }: FlatCrt): readonly Contender[] {
  const name = 'flat, TypeScript';
  const members = new Int32Array(64);
  const one: Contender['run'] = (keys, from) => {
    let sum = 0;
    for (let key = from; key < from + 3 * BLOCK; key += 3) {
      sum += lookup(table, keys[key]!, keys[key + 1]!, keys[key + 2]!);
    }
    return sum;
  };
  const dependent: Contender['run'] = (keys, from) => {
    let sum = 0;
    let member = 0;
    for (let key = from; key < from + 3 * BLOCK; key += 3) {
      member = lookup(table, keys[key]! ^ (member >>> 20), keys[key + 1]!, keys[key + 2]!);
      sum += member;
    }
    return sum;
  };
  const batch: Contender['run'] = (keys, from) => {
    let sum = 0;
    for (let key = from; key < from + 3 * BLOCK; key += 192) {
      lookupBatch(table, keys, key, 64, members);
      for (let at = 0; at < 64; at += 1) sum += members[at]!;
    }
    return sum;
  };
  return [
    { name, mode: 'one', run: one },
    { name, mode: 'dependent', run: dependent },
    { name, mode: 'batch', run: batch },
  ];
}

function compiledContenders({ table }: FlatCrt): readonly Contender[] {
  const name = 'flat, WebAssembly';
  const members = new Int32Array(64);
  const lookups = lookupsFor(table);
  const find = lookups.one;
  const findBatch = lookups.batch;
  const one: Contender['run'] = (keys, from) => {
    let sum = 0;
    for (let key = from; key < from + 3 * BLOCK; key += 3) {
      sum += find(keys[key]!, keys[key + 1]!, keys[key + 2]!);
    }
    return sum;
  };
  const dependent: Contender['run'] = (keys, from) => {
    let sum = 0;
    let member = 0;
    for (let key = from; key < from + 3 * BLOCK; key += 3) {
      member = find(keys[key]! ^ (member >>> 20), keys[key + 1]!, keys[key + 2]!);
      sum += member;
    }
    return sum;
  };
  const batch: Contender['run'] = (keys, from) => {
    let sum = 0;
    for (let key = from; key < from + 3 * BLOCK; key += 192) {
      findBatch(keys, key, 64, members);
      for (let at = 0; at < 64; at += 1) sum += members[at]!;
    }
    return sum;
  };
  return [
    { name, mode: 'one', run: one },
    { name, mode: 'dependent', run: dependent },
    { name, mode: 'batch', run: batch },
  ];
}

function stringOf(keys: Int32Array, at: number): string {
  return `${keys[at]!}:${keys[at + 1]!}>${keys[at + 2]!}`;
}

/** A number below 2^53 for each connection: address, outside port, and the service in five bits. */
function numberKey(keys: Int32Array, at: number): number {
  const ports = keys[at + 1]!;
  const service = ((ports >>> 24) & 7) * 4 + ((keys[at + 2]! >>> 24) & 3);
  return (keys[at]! >>> 0) * 2_097_152 + (ports & 0xffff) * 32 + service;
}

function bigIntOf(keys: Int32Array, at: number): bigint {
  return (
    (BigInt(keys[at]! >>> 0) << 64n) | (BigInt(keys[at + 1]! >>> 0) << 32n) | BigInt(keys[at + 2]!)
  );
}

function loaded<K>({ count, keys, members }: Rows, keyOf: (keys: Int32Array, at: number) => K) {
  const map = new Map<K, number>();
  for (let n = 0; n < count; n += 1) map.set(keyOf(keys, 3 * n), members[n]!);
  return map;
}

export function stringMap(rows: Rows): Contender {
  const map = loaded(rows, stringOf);
  const run: Contender['run'] = (keys, from) => {
    let sum = 0;
    for (let key = from; key < from + 3 * BLOCK; key += 3) sum += map.get(stringOf(keys, key)) ?? 0;
    return sum;
  };
  return { name: 'Map, string key', mode: 'one', run };
}

export function numberMap(rows: Rows): Contender {
  const map = loaded(rows, numberKey);
  const run: Contender['run'] = (keys, from) => {
    let sum = 0;
    for (let key = from; key < from + 3 * BLOCK; key += 3) {
      sum += map.get(numberKey(keys, key)) ?? 0;
    }
    return sum;
  };
  return { name: 'Map, number key', mode: 'one', run };
}

export function bigIntMap(rows: Rows): Contender {
  const map = loaded(rows, bigIntOf);
  const run: Contender['run'] = (keys, from) => {
    let sum = 0;
    for (let key = from; key < from + 3 * BLOCK; key += 3) sum += map.get(bigIntOf(keys, key)) ?? 0;
    return sum;
  };
  return { name: 'Map, BigInt key', mode: 'one', run };
}

export function nestedMap({ count, keys, members }: Rows): Contender {
  const map = new Map<number, Map<number, Map<number, number>>>();
  for (let at = 0; at < 3 * count; at += 3) {
    const clients = map.get(keys[at + 2]!) ?? new Map<number, Map<number, number>>();
    const ports = clients.get(keys[at]!) ?? new Map<number, number>();
    map.set(keys[at + 2]!, clients.set(keys[at]!, ports.set(keys[at + 1]!, members[at / 3]!)));
  }
  const run: Contender['run'] = (stream, from) => {
    let sum = 0;
    for (let key = from; key < from + 3 * BLOCK; key += 3) {
      const ports = map.get(stream[key + 2]!)?.get(stream[key]!);
      sum += ports?.get(stream[key + 1]!) ?? 0;
    }
    return sum;
  };
  return { name: 'Map of Map of Map', mode: 'one', run };
}
