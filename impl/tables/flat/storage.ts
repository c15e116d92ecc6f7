/**
 * Where the words of a flat table come from: an array on the heap for small tables, or a WebAssembly memory,
 * which grows in place and which the lookups in WebAssembly read without copying.
 *
 * Left out: giving memory back. What a table no longer needs, it keeps for its own later use.
 */
import * as layout from './layout.ts';
import { createHash, type Seed } from './keyed-hash.ts';

const { HASH_AT, HASH_WORDS } = layout;

export interface Storage {
  words: Int32Array;
  /** The words of the keyed hash. */
  readonly hash: Int32Array;
  /** The first word never handed out. */
  next: number;
  /** The memory behind `words`, or null for an array on the heap. */
  readonly memory: WebAssembly.Memory | null;
}

const PAGE_BYTES = 65_536;
const PAGE_WORDS = PAGE_BYTES / 4;
/** 4 GiB, the most that 32-bit WebAssembly can address. */
const PAGES_MAX = 65_536;

/** For tables of at most some ten thousand rows, such as those of reducers: growth copies. */
export function heapStorage(hash: Int32Array): Storage {
  return { words: new Int32Array(512), hash, next: HASH_AT, memory: null };
}

/** For large tables: growth copies nothing. The seed must be secret, and another for each table. */
export function linearStorage(seed: Seed): Storage {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: PAGES_MAX });
  const words = new Int32Array(memory.buffer);
  const hash = createHash(seed);
  words.set(hash, HASH_AT);
  return { words, hash, next: HASH_AT + HASH_WORDS, memory };
}

/** Hands out `size` zeroed words whose first is a multiple of a cache line; may replace `words`. */
export function allocate(storage: Storage, size: number): number {
  const at = (storage.next + 15) & ~15;
  storage.next = at + size;
  if (storage.next > storage.words.length) grow(storage);
  return at;
}

function grow(storage: Storage): void {
  const { memory, words, next } = storage;
  if (memory === null) {
    storage.words = new Int32Array(Math.max(next, 2 * words.length));
    storage.words.set(words);
    return;
  }
  const has = memory.buffer.byteLength / PAGE_BYTES;
  const missing = Math.ceil(next / PAGE_WORDS) - has;
  // A sixteenth more, so that growing is rare; pages that nobody touches take no memory.
  memory.grow(Math.max(missing, Math.min(PAGES_MAX - has, has >>> 4)));
  storage.words = new Int32Array(memory.buffer);
}
