/**
 * Files that are written in one go and reach the disk, and that are read from start to end, both with a hash.
 */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';

const BUFFER = 1 << 20;

/** Writes parts one after the other and waits until they are on the disk. */
export function writeWhole(file: string, parts: Iterable<Uint8Array>, hash: Hash | null): void {
  const opened = openSync(file, 'w');
  const buffer = Buffer.alloc(BUFFER);
  let held = 0;
  const flush = (bytes: Uint8Array): void => {
    hash?.update(bytes);
    for (let done = 0; done < bytes.length;) done += writeSync(opened, bytes, done);
  };
  try {
    for (const part of parts) {
      if (held + part.length > BUFFER) {
        flush(buffer.subarray(0, held));
        held = 0;
      }
      if (part.length > BUFFER) flush(part);
      else {
        buffer.set(part, held);
        held += part.length;
      }
    }
    flush(buffer.subarray(0, held));
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

export class FileReader {
  readonly file: string;
  readonly #opened: number;
  readonly #hash = createHash('sha256');

  constructor(file: string) {
    this.file = file;
    this.#opened = openSync(file, 'r');
  }

  /** Fills bytes with what comes next; what is missing stays zero, and the hash will tell. */
  fill(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) {
      const read = readSync(this.#opened, bytes, done, bytes.length - done, null);
      if (read === 0) return;
      this.#hash.update(bytes.subarray(done, done + read));
      done += read;
    }
  }

  /** The lines of the rest of the file. */
  *lines(): Generator<string> {
    let rest = Buffer.alloc(0);
    for (;;) {
      const part = Buffer.alloc(BUFFER);
      const read = readSync(this.#opened, part, 0, BUFFER, null);
      if (read === 0) return;
      this.#hash.update(part.subarray(0, read));
      const text = Buffer.concat([rest, part.subarray(0, read)]);
      let from = 0;
      for (let end = text.indexOf(10); end !== -1; end = text.indexOf(10, from)) {
        yield text.toString('utf8', from, end);
        from = end + 1;
      }
      rest = text.subarray(from);
    }
  }

  /** Closes the file; the SHA-256 of what was read. */
  close(): string {
    closeSync(this.#opened);
    return this.#hash.digest('hex');
  }
}
