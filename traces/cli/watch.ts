/**
 * Runs a command again whenever the code or one of its files has changed, until it is interrupted.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Editors write a file in several steps: what comes within this time, in milliseconds, is one change. */
const CALM = 200;

/** `args` is what stands behind `dvipa`; a run that is still going on is ended before the next. */
export function watchAndRun(args: readonly string[], file: string): void {
  let running: ChildProcess | null = null;
  let waiting: NodeJS.Timeout | null = null;
  const run = (): void => {
    running?.kill();
    running = spawn(process.execPath, [join(root, 'traces', 'cli', 'dvipa.js'), ...args], {
      stdio: 'inherit',
    });
  };
  const changed = (): void => {
    if (waiting !== null) clearTimeout(waiting);
    waiting = setTimeout(() => {
      console.log(`\n${'─'.repeat(40)} changed\n`);
      run();
    }, CALM);
  };
  for (const folder of ['impl', 'model', 'properties']) {
    watch(join(root, folder), { recursive: true }, changed);
  }
  watch(file, changed);
  run();
}
