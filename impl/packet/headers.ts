/**
 * The headers of a batch of packets and the table's answers to them, in WebAssembly where the lookups are.
 *
 * Read first: header.ts, which says what a header means; headers.as says the same.
 */
import { allocate, type Storage } from '../tables/flat/storage.ts';
import { instantiate, type InPlace, type Lookups } from '../tables/flat/wasm.ts';
import { HEADERS_BINARY } from './headers-binary.ts';
import { DESTINATION, kindOf, SOURCE, tcpAt } from './header.ts';

/** Packets of one batch, as many as keys. */
export const BATCH = 64;

/** The most words of a packet's room: both headers fit with all their options. */
const SIZE_MAX = 32;

export interface Headers {
  /** Of these words, the first kind of segment of the batch, and the first answer of the table. */
  readonly kindsAt: number;
  readonly answersAt: number;
  /** The words; a change to the table may replace them. */
  readonly words: () => Int32Array;
  /** Reads `count` packets of `size` words each from word `from` on, and asks the table. */
  readonly read: (packets: Int32Array, from: number, size: number, count: number) => void;
}

interface Exports {
  readonly readHeaders: (
    packets: number,
    size: number,
    count: number,
    keys: number,
    kinds: number,
  ) => void;
}

export function headersFor(table: Storage, lookups: Lookups): Headers {
  const { inPlace } = lookups;
  if (table.memory === null || inPlace === null) return plainHeaders(lookups);
  const exports = instantiate(HEADERS_BINARY, table.memory) as unknown as Exports | null;
  return exports === null ? plainHeaders(lookups) : compiledHeaders(table, inPlace, exports);
}

function plainHeaders(lookups: Lookups): Headers {
  const keys = new Int32Array(3 * BATCH);
  const words = new Int32Array(2 * BATCH);
  const answers = words.subarray(BATCH);
  const read: Headers['read'] = (packets, from, size, count) => {
    for (let at = 0, packet = from, key = 0; at < count; at += 1, packet += size, key += 3) {
      const kind = kindOf(packets, packet, size);
      words[at] = kind;
      keys[key] = packets[packet + SOURCE]!;
      // What is no segment asks for a connection that cannot be.
      keys[key + 1] = kind < 0 ? 0 : packets[packet + tcpAt(packets, packet)]!;
      keys[key + 2] = packets[packet + DESTINATION]!;
    }
    lookups.batch(keys, 0, count, answers);
  };
  return { kindsAt: 0, answersAt: BATCH, words: () => words, read };
}

function compiledHeaders(
  table: Storage,
  { keysAt, answersAt, run }: InPlace,
  { readHeaders }: Exports,
): Headers {
  const packetsAt = allocate(table, BATCH * SIZE_MAX);
  const kindsAt = allocate(table, BATCH);
  const read: Headers['read'] = (packets, from, size, count) => {
    if (size > SIZE_MAX) throw new RangeError(`A packet's room is at most ${SIZE_MAX} words.`);
    table.words.set(packets.subarray(from, from + count * size), packetsAt);
    readHeaders(packetsAt * 4, size * 4, count, keysAt * 4, kindsAt * 4);
    run(count);
  };
  return { kindsAt, answersAt, words: () => table.words, read };
}
