/**
 * The commands that a report tells: they work where it was printed, also outside of the clone's own folder.
 */
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');

/** A file as one names it from here. */
export function fromHere(file: string): string {
  return relative(process.cwd(), file);
}

/** `npm run replay -- FILE` at the top of the clone; from elsewhere the program by its path. */
export function commandFor(name: 'replay' | 'show', args: readonly string[]): string {
  const isAtTop = process.cwd() === root;
  const called = isAtTop ? CALLS[name] : `node ${quoted(fromHere(PROGRAM))} ${name}`;
  return [called, ...args.map(quoted)].join(' ');
}

const PROGRAM = join(root, 'traces', 'cli', 'dvipa.js');

const CALLS = { replay: 'npm run replay --', show: 'npx dvipa show' } as const;

/** As a shell needs it. */
function quoted(word: string): string {
  return /^[\w./:=@+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
