/**
 * What `npm run mutants -- --explore --write` has found out about each mutant in the exhaustive explorer: the narrowest
 * scope in which it dies, and after how few actions; or why no scope can express it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Explored =
  | {
      readonly is: 'dead';
      readonly scope: string;
      /** What breaks first; `rest` is the drain. */
      readonly property: string;
      /** Actions up to there, deliveries included: there is no shorter way in this scope. */
      readonly length: number;
      readonly states: number;
    }
  | { readonly is: 'alive'; readonly scope: string; readonly states: number }
  /** The bound was met: nothing breaks within so many actions. */
  | {
      readonly is: 'open';
      readonly scope: string;
      readonly length: number;
      readonly states: number;
    }
  | { readonly is: 'not expressed'; readonly why: string };

export type ExploredByName = Readonly<Record<string, Explored>>;

const file = join(import.meta.dirname, 'explored.json');

export function readExplored(): ExploredByName {
  return JSON.parse(readFileSync(file, 'utf8')) as ExploredByName;
}

/** Sorted by name, so that the same findings are the same bytes. */
export function writeExplored(explored: ExploredByName): void {
  const names = Object.keys(explored).sort();
  const lines = names.map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(explored[name])}`);
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
}
