/**
 * The lookups in WebAssembly over a table in linear memory, or those of TypeScript where that is not to be had.
 *
 * Read first: lookup.as. Left out: changes to the table, which TypeScript makes in the same memory.
 */
import { LOOKUP_BINARY } from './lookup-binary.ts';
import { BATCH, lookup, lookupBatch } from './lookup.ts';
import { allocate, type Storage } from './storage.ts';

export interface Lookups {
  /** The number of a connection's member, or 0, and above it the DVIPA's label. */
  readonly one: (address: number, ports: number, dvipa: number) => number;
  /** At most 64 keys of three words each, from word `from` on; `answers` gets a word each. */
  readonly batch: (keys: Int32Array, from: number, count: number, answers: Int32Array) => void;
  /** Null where they are not in WebAssembly. */
  readonly inPlace: InPlace | null;
}

/** Where a batch lies in linear memory, for who writes its keys there. */
export interface InPlace {
  /** Words of the first key and of the first answer. */
  readonly keysAt: number;
  readonly answersAt: number;
  readonly run: (count: number) => void;
}

interface Exports {
  readonly lookup: (address: number, ports: number, dvipa: number) => number;
  readonly lookupBatch: (keys: number, count: number, answers: number) => number;
}

/** Words that a batch writes from its first answer on. */
const NOTES = 288;

const modules = new Map<string, WebAssembly.Module>();

/** What a module, written as base64, exports over a memory; null where WebAssembly, or its vectors, are missing. */
export function instantiate(
  binary: string,
  memory: WebAssembly.Memory,
): Readonly<Record<string, unknown>> | null {
  try {
    const module =
      modules.get(binary) ??
      new WebAssembly.Module(Uint8Array.from(atob(binary), (letter) => letter.charCodeAt(0)));
    modules.set(binary, module);
    return new WebAssembly.Instance(module, { env: { memory } }).exports;
  } catch {
    return null;
  }
}

/** The fastest lookups that there are for a table. */
export function lookupsFor(table: Storage): Lookups {
  const exports = table.memory === null ? null : instantiate(LOOKUP_BINARY, table.memory);
  // What a module exports has no type; the tests compare the lookups with those of TypeScript.
  return exports === null
    ? plainLookups(table)
    : compiledLookups(table, exports as unknown as Exports);
}

/** The lookups in TypeScript. */
export function plainLookups(table: Storage): Lookups {
  return {
    inPlace: null,
    one: (address, ports, dvipa) => lookup(table, address, ports, dvipa),
    batch: (keys, from, count, answers) => {
      lookupBatch(table, keys, from, count, answers);
    },
  };
}

function compiledLookups(table: Storage, exports: Exports): Lookups {
  // A key and an answer more than a batch, then the batch's own notes: lookup.as says what for.
  const keysAt = allocate(table, 3 * (BATCH + 1) + NOTES);
  const answersAt = keysAt + 3 * (BATCH + 1);
  const { lookup: one, lookupBatch: run } = exports;
  const inPlace: InPlace = {
    keysAt,
    answersAt,
    run: (count) => void run(keysAt * 4, count, answersAt * 4),
  };
  const answersOf = (): Int32Array => table.words.subarray(answersAt, answersAt + BATCH);
  let found = answersOf();
  return {
    inPlace,
    one,
    batch: (keys, from, count, answers) => {
      const isWhole = from === 0 && keys.length === 3 * count;
      table.words.set(isWhole ? keys : keys.subarray(from, from + 3 * count), keysAt);
      inPlace.run(count);
      // Memory that has grown leaves its former views without words.
      if (found.length === 0) found = answersOf();
      answers.set(count === BATCH ? found : found.subarray(0, count));
    },
  };
}
