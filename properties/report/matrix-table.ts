/**
 * The matrix of promises and mutants for a terminal: in how many interleavings a promise broke, and, after a slash,
 * how many actions a shrunk counterexample to it has. A star marks what breaks in the committed trace as well.
 */
import { REFINEMENT, type Cell, type MatrixRow } from '../mutants/matrix.ts';
import { table, thousands } from './tables.ts';

export interface NamedRow {
  readonly name: string;
  readonly row: MatrixRow;
}

export function matrixTable(rows: readonly NamedRow[], judging: readonly string[]): string {
  const cells = rows.map(({ name, row }) => [
    ...[name, thousands(row.of)],
    ...judging.map((id) => cellText(row, id)),
    foundText(row),
  ]);
  const sums = ['kills', '', ...judging.map((id) => String(killsOf(rows, id))), ''];
  return table(['mutant', 'of', ...judging, 'found'], [...cells, sums]);
}

function cellText({ cells }: MatrixRow, id: string): string {
  const { runs = 0, length = null, inTrace = false } = cells[id] ?? {};
  const star = inTrace ? '*' : '';
  return runs === 0 ? star : `${runs}/${length ?? ''}${star}`;
}

/** How many mutants a promise kills, in a run or in the committed trace. */
export function killsOf(rows: readonly NamedRow[], id: string): number {
  return rows.filter(({ row: { cells } }) => {
    const { runs = 0, inTrace = false } = cells[id] ?? {};
    return runs > 0 || inTrace;
  }).length;
}

/** Does a promise break so? The refinement is none, and no row is found by it alone. */
function hasPromise({ cells }: MatrixRow, breaks: (cell: Cell) => boolean): boolean {
  return Object.entries(cells).some(([id, cell]) => id !== REFINEMENT && breaks(cell));
}

const isByChance = (row: MatrixRow): boolean => hasPromise(row, ({ runs }) => runs > 0);

const isByTrace = (row: MatrixRow): boolean =>
  !isByChance(row) && hasPromise(row, ({ inTrace }) => inTrace);

function foundText(row: MatrixRow): string {
  if (isByChance(row)) return 'by chance';
  return isByTrace(row) ? 'by its trace' : 'NOT FOUND';
}

/** The number of interleavings that every row tells of, at least. */
export function fewestOf(rows: readonly NamedRow[]): number {
  return Math.min(...rows.map(({ row }) => row.of));
}

/** How many mutants chance finds in the fewest interleavings, how many in more, and how many not at all. */
export function foundSentence(rows: readonly NamedRow[]): string {
  const fewest = fewestOf(rows);
  const most = Math.max(...rows.map(({ row }) => row.of));
  const count = (isMeant: (row: MatrixRow) => boolean): number =>
    rows.filter(({ row }) => isMeant(row)).length;
  const soon = count((row) => isByChance(row) && row.of === fewest);
  const late = count(isByChance) - soon;
  const traced = count(isByTrace);
  const never = rows.length - soon - late - traced;
  const parts = [
    `${soon} of ${rows.length} mutants in ${thousands(fewest)} interleavings`,
    late === 0 ? '' : `${late} more in ${thousands(most)}`,
    traced === 0 ? '' : `${traced} by their traces alone`,
    never === 0 ? '' : `${never} not at all`,
  ];
  return `Noticed by a promise: ${parts.filter((part) => part !== '').join(', ')}.`;
}
