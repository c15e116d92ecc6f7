/**
 * The native tables: compiled from native/ with g++, and asked by lines while the other contenders take turns.
 *
 * absl and DPDK join where pkg-config knows them; without g++ there is nothing native, which is said.
 */
import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Mode } from './contenders.ts';
import type { Rows } from './streams.ts';

const SOURCE = join(import.meta.dirname, 'native', 'main.cc');

const LIBRARIES = [
  { table: 'absl', define: '-DWITH_ABSL', packages: 'absl_flat_hash_map' },
  { table: 'rte_hash', define: '-DWITH_DPDK', packages: 'libdpdk' },
] as const;

export const NATIVE_TABLES = ['open-addressing', 'buckets', 'absl', 'rte_hash'] as const;
export type NativeTable = (typeof NATIVE_TABLES)[number];

export interface Native {
  readonly tables: readonly NativeTable[];
  /** The median of a stream's blocks in nanoseconds per lookup, and the sum of the members found. */
  readonly run: (
    table: NativeTable,
    mode: Mode,
    stream: number,
  ) => Promise<{ readonly nanoseconds: number; readonly sum: number }>;
  readonly stop: () => void;
}

function flagsOf(option: '--cflags' | '--libs', packages: string): readonly string[] {
  const words = execFileSync('pkg-config', [option, packages], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return words.trim().split(/\s+/);
}

function isInstalled(packages: string): boolean {
  try {
    flagsOf('--libs', packages);
    return true;
  } catch {
    return false;
  }
}

/** Compiles into `folder`; the tables that the program has. Throws what g++ says. */
function compile(folder: string): readonly NativeTable[] {
  const libraries = LIBRARIES.filter(({ packages }) => isInstalled(packages));
  execFileSync(
    'g++',
    [
      ...libraries.flatMap(({ packages }) => flagsOf('--cflags', packages)),
      // After the libraries' flags: one of them names an older processor.
      ...['-std=c++17', '-O3', '-march=native', SOURCE, '-o', join(folder, 'native')],
      ...libraries.flatMap(({ define, packages }) => [define, ...flagsOf('--libs', packages)]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' },
  );
  return ['open-addressing', 'buckets', ...libraries.map(({ table }) => table)];
}

function rowsAsBytes({ count, keys, members }: Rows): Int32Array {
  const words = new Int32Array(4 * count);
  for (let n = 0; n < count; n += 1) {
    words.set(keys.subarray(3 * n, 3 * n + 3), 4 * n);
    words[4 * n + 3] = members[n]!;
  }
  return words;
}

/** Starts the native tables over the same rows and streams. */
export function startNative(rows: Rows, streams: readonly Int32Array[]): Native {
  const folder = mkdtempSync(join(tmpdir(), 'bench-crt-'));
  const tables = compile(folder);
  writeFileSync(join(folder, 'rows'), rowsAsBytes(rows));
  writeFileSync(join(folder, 'streams'), Buffer.concat(streams.map(bytesOf)));
  const length = streams[0]!.length / 3;
  const child = spawn(
    join(folder, 'native'),
    [join(folder, 'rows'), join(folder, 'streams'), String(length)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ask = questions(child);
  return {
    tables,
    run: async (table, mode, stream) => {
      const answer = await ask(`${table} ${mode} ${stream}`);
      const [nanoseconds = NaN, sum = NaN] = answer.split(' ').map(Number);
      return { nanoseconds, sum };
    },
    stop: () => {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Writes a line and waits for the line that answers it. */
function questions(
  child: ChildProcessByStdio<Writable, Readable, null>,
): (line: string) => Promise<string> {
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (line) => {
    child.stdin.write(`${line}\n`);
    const { value, done } = await answers.next();
    if (done === true) throw new Error(`The native tables ended at "${line}".`);
    return value;
  };
}
