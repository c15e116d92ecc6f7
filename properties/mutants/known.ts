/**
 * What `npm run mutants -- --write` has found out about each mutant: the smallest scope in which it dies, how
 * long the shrunk counterexample was, and how short one can be.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Known {
  /** The smallest folder under impl/profile/ in which a campaign kills it. */
  readonly scope: string;
  /** The promise that breaks first. */
  readonly promise: string;
  /** Actions of the counterexample as the campaign shrank it, … */
  readonly shrunk: number;
  /** … of the shortest one that is known, … */
  readonly shortest: number;
  /** … and up to which length the search has tried every list (properties/mutants/shortest.ts). */
  readonly exhausted: number;
  /** Distinct states that the search went through. */
  readonly states: number;
}

export type KnownByName = Readonly<Record<string, Known>>;

const file = join(import.meta.dirname, 'known.json');

export function readKnown(): KnownByName {
  return JSON.parse(readFileSync(file, 'utf8')) as KnownByName;
}

/** Sorted by name, so that the same findings are the same bytes. */
export function writeKnown(known: KnownByName): void {
  const names = Object.keys(known).sort();
  const lines = names.map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(known[name])}`);
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
}

/** Is no shorter counterexample possible within the scope of the search? */
export function isProved({ shortest, exhausted }: Known): boolean {
  return exhausted >= shortest - 1;
}

/** How many times as long as the shortest the shrunk counterexamples are, on average. */
export function averageRatio(known: readonly Known[]): number {
  const ratios = known.map(({ shrunk, shortest }) =>
    shortest === 0 ? 1 + shrunk : shrunk / shortest,
  );
  return ratios.reduce((sum, ratio) => sum + ratio, 0) / Math.max(known.length, 1);
}
