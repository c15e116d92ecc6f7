/**
 * Stands in for `ava` while code mutants run: the tests are collected, and run in this process as often as wanted.
 *
 * AVA starts one process or thread per test file; thousands of mutants cannot wait for that. A test is judged by
 * AVA's own class (no public part of AVA; its version is pinned), so an assertion means the same. Left out: hooks,
 * macros, snapshots and modifiers, which these tests do not use.
 */
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import * as fc from 'fast-check';

interface Verdict {
  readonly passed: boolean;
  readonly error: unknown;
}

type TestClass = new (options: object) => { run(): Verdict | Promise<Verdict> };

const judge = new URL('../../node_modules/ava/lib/test.js', import.meta.url);
const { default: AvaTest } = (await import(judge.href)) as { default: TestClass };

export interface Collected {
  /** Unique: the file, and the title in it. */
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  run(): Promise<Verdict>;
}

type Implementation = (t: ExecutionContext) => void | Promise<void>;

/** Every test of every file loaded so far, in order. */
export const collected: Collected[] = [];

// One seed, so that a mutant's fate is the same every night; no shrinking, for nobody reads the counterexample.
fc.configureGlobal({ seed: 1, endOnFailure: true });

function whereCalled(): Pick<Collected, 'file' | 'line' | 'column'> {
  const frames = (new Error().stack ?? '').split('\n').slice(3);
  const found = /(file:\S+?):(\d+):(\d+)\)?$/.exec(frames[0] ?? '');
  if (found === null) throw new Error('a test must be declared by a file');
  const [, url = '', line, column] = found;
  return { file: fileURLToPath(url), line: Number(line), column: Number(column) };
}

function test(title: string, fn: Implementation): void {
  const where = whereCalled();
  const metadata = { taskIndex: collected.length, failing: false, inline: false };
  const run = async (): Promise<Verdict> => {
    const options = { title, fn, metadata, failWithoutAssertions: true };
    return new AvaTest({ ...options, notifyTimeoutUpdate: () => undefined }).run();
  };
  collected.push({ id: `${where.file}: ${title}`, title, ...where, run });
}

/** A serial test is a long one: thousands of mutants cannot wait for it, and shorter ones say the same. */
const serial = (): void => undefined;

export default Object.assign(test, { serial });
