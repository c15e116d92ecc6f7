/**
 * What workers agree on: a log in shared memory of all component values, in the order of their discovery.
 *
 * The n-th entry of a position is the value with id n there, so whoever has read the log knows every id.
 * Entries are added under a lock and never change; a value is new to the cluster so rarely that the lock
 * is not felt.
 */
const LOCK = 0;
const FREE = 0;
const HELD = 1;
/** The bytes that are taken, as a number of 8-byte cells. */
const END = 1;
const CELL = 8;
const FIRST_BYTES = 1 << 20;
const BYTES_MAX = 2 ** 34;

/** What a thread needs to read a log. */
export interface LogMemory {
  readonly control: Int32Array;
  readonly bytes: SharedArrayBuffer;
}

export function emptyLog(): LogMemory {
  return {
    control: new Int32Array(new SharedArrayBuffer(8)),
    bytes: new SharedArrayBuffer(FIRST_BYTES, { maxByteLength: BYTES_MAX }),
  };
}

/** Hears of every entry, in order, once. */
export type Reader = (position: number, text: string) => void;

export class SharedLog {
  readonly #memory: LogMemory;
  readonly #reader: Reader;
  readonly #bytes: Uint8Array;
  readonly #header: DataView;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  /** How far this thread has read. */
  #read = 0;

  constructor(memory: LogMemory, reader: Reader) {
    this.#memory = memory;
    this.#reader = reader;
    this.#bytes = new Uint8Array(memory.bytes);
    this.#header = new DataView(memory.bytes);
  }

  /** Reads what others have added. */
  catchUp(): void {
    const end = Atomics.load(this.#memory.control, END) * CELL;
    while (this.#read < end) {
      const position = this.#header.getUint32(this.#read, true);
      const length = this.#header.getUint32(this.#read + 4, true);
      const from = this.#read + 8;
      const text = this.#decoder.decode(this.#bytes.slice(from, from + length));
      this.#read = nextCell(from + length);
      this.#reader(position, text);
    }
  }

  /** Adds an entry unless, once everything is read, `isKnown` says that somebody has; it is read as well. */
  add(position: number, text: string, isKnown: () => boolean): void {
    this.#acquire();
    try {
      this.catchUp();
      if (isKnown()) return;
      const encoded = this.#encoder.encode(text);
      const end = nextCell(this.#read + 8 + encoded.length);
      const { bytes, control } = this.#memory;
      if (end > bytes.byteLength) bytes.grow(Math.min(BYTES_MAX, 2 * end));
      this.#header.setUint32(this.#read, position, true);
      this.#header.setUint32(this.#read + 4, encoded.length, true);
      this.#bytes.set(encoded, this.#read + 8);
      Atomics.store(control, END, end / CELL);
      this.catchUp();
    } finally {
      this.#release();
    }
  }

  #acquire(): void {
    const { control } = this.#memory;
    while (Atomics.compareExchange(control, LOCK, FREE, HELD) !== FREE) {
      Atomics.wait(control, LOCK, HELD, 1);
    }
  }

  #release(): void {
    const { control } = this.#memory;
    Atomics.store(control, LOCK, FREE);
    Atomics.notify(control, LOCK, 1);
  }
}

function nextCell(bytes: number): number {
  return Math.ceil(bytes / CELL) * CELL;
}
