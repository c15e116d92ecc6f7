/**
 * A search on disk: whatever kills the process, the last checkpoint is whole and can be gone on with.
 *
 * Each checkpoint writes new files of values and of states, and only then replaces the small file that
 * names them; the former ones are deleted last.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { FileReader, writeWhole } from './whole-file.ts';

const HEAD = 'checkpoint.json';
const DATA = /^(?:states|values)-(\d+)$/;

const count = z.int().nonnegative();
const ranges = z.array(z.strictObject({ from: count, to: count }));
const fileSchema = z.strictObject({ name: z.string(), sha256: z.string() });

const headSchema = z.strictObject({
  /** What was being explored, and how: only the same can be gone on with. */
  identity: z.string(),
  values: fileSchema,
  states: fileSchema,
  bits: z.array(count),
  next: count,
  levels: z.array(ranges),
  frontier: ranges,
  nextLevel: ranges,
  levelStart: count,
  expanded: count,
  transitions: count,
  fullStates: count,
  fullTransitions: count,
  eager: count,
  actions: z.array(count),
  seen: z.array(z.int()),
});

export type CheckpointHead = Omit<z.infer<typeof headSchema>, 'values' | 'states'>;

/** All of a search, ready to be written. */
export interface Snapshot {
  readonly head: CheckpointHead;
  /** Encodings of component values by position. */
  readonly values: readonly (readonly string[])[];
  /** Arrays of 32-bit cells, one after the other. */
  readonly cells: readonly Int32Array[];
}

/** A checkpoint that is being read. */
export interface Loaded {
  readonly head: CheckpointHead;
  /** Calls back with every value. */
  readonly eachValue: (visit: (position: number, text: string) => void) => void;
  /** Fills arrays with what was written, in order; throws a CheckpointProblem if it is damaged. */
  readonly fill: (cells: readonly Int32Array[]) => void;
}

/** A checkpoint that cannot be used; the message names the file. */
export class CheckpointProblem extends Error {}

/** Writes a checkpoint into a directory. */
export function saveCheckpoint(directory: string, { head, values, cells }: Snapshot): void {
  mkdirSync(directory, { recursive: true });
  const former = readdirSync(directory).filter((name) => DATA.test(name));
  const number = 1 + Math.max(0, ...former.map((name) => Number(DATA.exec(name)?.[1])));
  const write = (name: string, parts: Iterable<Uint8Array>) => {
    const hash = createHash('sha256');
    writeWhole(join(directory, name), parts, hash);
    return { name, sha256: hash.digest('hex') };
  };
  const files = {
    values: write(`values-${number}`, linesOf(values)),
    states: write(`states-${number}`, cells.map(bytesOf)),
  };
  const text = Buffer.from(JSON.stringify({ ...head, ...files }));
  writeWhole(join(directory, `${HEAD}.new`), [text], null);
  renameSync(join(directory, `${HEAD}.new`), join(directory, HEAD));
  for (const name of former) rmSync(join(directory, name), { force: true });
}

/** Opens the checkpoint in a directory; null when there is none. Throws a CheckpointProblem. */
export function loadCheckpoint(directory: string, identity: string): Loaded | null {
  const file = join(directory, HEAD);
  if (!existsSync(file)) return null;
  const { values, states, ...head } = headOf(file);
  if (head.identity !== identity) {
    throw new CheckpointProblem(
      `${file}: it is of another search: expected ${identity}, found ${head.identity}`,
    );
  }
  return {
    head,
    eachValue: (visit) => {
      const reader = new FileReader(join(directory, values.name));
      for (const line of reader.lines()) {
        const tab = line.indexOf('\t');
        visit(Number(line.slice(0, tab)), line.slice(tab + 1));
      }
      checkHash(reader, values.sha256);
    },
    fill: (cells) => {
      const reader = new FileReader(join(directory, states.name));
      for (const each of cells) reader.fill(bytesOf(each));
      checkHash(reader, states.sha256);
    },
  };
}

function headOf(file: string): z.infer<typeof headSchema> {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (problem) {
    const { message } = problem as Error;
    throw new CheckpointProblem(`${file}: not JSON (${message})`, { cause: problem });
  }
  const parsed = headSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CheckpointProblem(
    `${file}: at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
  );
}

function checkHash(reader: FileReader, expected: string): void {
  const found = reader.close();
  if (found === expected) return;
  throw new CheckpointProblem(
    `${reader.file}: damaged: expected SHA-256 ${expected}, found ${found}`,
  );
}

function* linesOf(values: readonly (readonly string[])[]): Generator<Uint8Array> {
  for (const [position, texts] of values.entries()) {
    for (const text of texts) yield Buffer.from(`${position}\t${text}\n`);
  }
}

function bytesOf(cells: Int32Array): Uint8Array {
  return new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength);
}
