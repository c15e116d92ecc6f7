/**
 * The progress of a search as one line: how much was found, how fast, how deep, how much is left to do.
 */
import { thousands } from '../report/tables.ts';
import type { Progress } from './search.ts';

/** What to print, given what was known so many seconds ago; null at the beginning. */
export function progressLine(now: Progress, before: Progress | null, seconds: number): string {
  const gained = now.states - (before?.states ?? 0);
  const rate = seconds > 0 ? Math.round(gained / seconds) : 0;
  const megabytes = Math.ceil(now.bytes / 2 ** 20);
  return [
    `${thousands(now.states)} states`,
    `${thousands(rate)} states/s`,
    `depth ${now.depth}`,
    `${thousands(now.queue)} in the queue`,
    `${thousands(megabytes)} MB`,
  ].join(', ');
}
