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
    before === null ? 'no estimate yet' : estimate(now, before, seconds),
  ].join(', ');
}

/**
 * If each state that is expanded goes on to bring as many new ones as of late, fewer than one, the queue runs dry.
 * It is a guess: a state space may bulge again.
 */
function estimate(now: Progress, before: Progress, seconds: number): string {
  const expanded = now.states - now.queue - (before.states - before.queue);
  if (expanded <= 0) return 'no estimate yet';
  const growth = (now.states - before.states) / expanded;
  if (growth >= 1) return 'still growing';
  const left = (now.queue / (1 - growth)) * (seconds / expanded);
  return `perhaps ${duration(left)} left`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = seconds / 60;
  return minutes < 90 ? `${Math.ceil(minutes)} min` : `${(minutes / 60).toFixed(1)} h`;
}
