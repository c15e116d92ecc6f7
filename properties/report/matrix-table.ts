/**
 * The matrix of promises and mutants for a terminal: in how many runs a promise broke, and, after a slash, how
 * many actions a shrunk counterexample to it has. A star marks what breaks in the committed trace as well.
 */
import type { MatrixRow } from '../mutants/matrix.ts';
import { table } from './tables.ts';

export interface NamedRow {
  readonly name: string;
  readonly row: MatrixRow;
}

export function matrixTable(rows: readonly NamedRow[], promises: readonly string[]): string {
  const cells = rows.map(({ name, row }) => [name, ...promises.map((id) => cellText(row, id))]);
  return table(
    ['mutant', ...promises],
    [...cells, ['kills', ...promises.map((id) => String(killsOf(rows, id)))]],
  );
}

function cellText(row: MatrixRow, id: string): string {
  const { runs = 0, length = null, inTrace = false } = row[id] ?? {};
  const star = inTrace ? '*' : '';
  return runs === 0 ? star : `${runs}/${length ?? ''}${star}`;
}

/** How many mutants a promise kills, in a run or in the committed trace. */
export function killsOf(rows: readonly NamedRow[], id: string): number {
  return rows.filter(({ row }) => (row[id]?.runs ?? 0) > 0 || row[id]?.inTrace === true).length;
}
