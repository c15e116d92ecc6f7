/**
 * How far a share that was counted may be from the true one: Wilson's score interval at 95 %.
 *
 * Unlike the textbook interval it stays within 0 and 1 and is honest about none, all, and few runs.
 */

/** The 97.5th percentile of the normal distribution: 95 % lie between it and its mirror image. */
const Z = 1.959964;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The interval for `seen` out of `runs`, both ends from 0 to 1; without a run anything is possible. */
export function wilson(seen: number, runs: number): Interval {
  if (runs === 0) return { low: 0, high: 1 };
  const share = seen / runs;
  const spread = (Z * Z) / runs;
  const centre = (share + spread / 2) / (1 + spread);
  const reach = (Z * Math.sqrt((share * (1 - share)) / runs + spread / (4 * runs))) / (1 + spread);
  return {
    low: seen === 0 ? 0 : centre - reach,
    high: seen === runs ? 1 : centre + reach,
  };
}

/** A share as people read it, for example `12.5 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
