/**
 * The lookups in WebAssembly over a table in linear memory, or those of TypeScript where that is not to be had.
 *
 * Read first: lookup.as. Left out: changes to the table, which TypeScript makes in the same memory.
 */
import { LOOKUP_BINARY } from './lookup-binary.ts';
import { BATCH, lookup, lookupBatch } from './lookup.ts';
import { allocate, type Storage } from './storage.ts';

export interface Lookups {
  /** Are they in WebAssembly? */
  readonly compiled: boolean;
  /** The number of a connection's member, or 0. */
  readonly one: (address: number, ports: number, dvipa: number) => number;
  /** At most 64 keys of three words each, from word `from` on; `members` gets their numbers, or 0. */
  readonly batch: (keys: Int32Array, from: number, count: number, members: Int32Array) => void;
}

interface Exports {
  readonly lookup: (address: number, ports: number, dvipa: number) => number;
  readonly lookupBatch: (keys: number, count: number, members: number, notes: number) => number;
}

let compiled: WebAssembly.Module | null = null;

function binary(): Uint8Array {
  return Uint8Array.from(atob(LOOKUP_BINARY), (character) => character.charCodeAt(0));
}

/** The exports over a memory, or null where WebAssembly, or its vectors, are missing. */
function instantiate(memory: WebAssembly.Memory): Exports | null {
  try {
    compiled ??= new WebAssembly.Module(binary());
    return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Exports;
  } catch {
    return null;
  }
}

/** The fastest lookups that there are for a table. */
export function lookupsFor(table: Storage): Lookups {
  const exports = table.memory === null ? null : instantiate(table.memory);
  return exports === null ? plainLookups(table) : compiledLookups(table, exports);
}

/** The lookups in TypeScript. */
export function plainLookups(table: Storage): Lookups {
  return {
    compiled: false,
    one: (address, ports, dvipa) => lookup(table, address, ports, dvipa),
    batch: (keys, from, count, members) => {
      lookupBatch(table, keys, from, count, members);
    },
  };
}

function compiledLookups(table: Storage, exports: Exports): Lookups {
  const keysAt = allocate(table, 7 * BATCH);
  const membersAt = keysAt + 3 * BATCH;
  const notesAt = membersAt + BATCH;
  const { lookup: one, lookupBatch: run } = exports;
  return {
    compiled: true,
    one,
    batch: (keys, from, count, members) => {
      const isWhole = from === 0 && keys.length === 3 * count;
      table.words.set(isWhole ? keys : keys.subarray(from, from + 3 * count), keysAt);
      run(keysAt * 4, count, membersAt * 4, notesAt * 4);
      const { words } = table;
      for (let at = 0; at < count; at += 1) members[at] = words[membersAt + at]!;
    },
  };
}
