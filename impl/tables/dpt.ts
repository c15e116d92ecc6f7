/**
 * The Destination Port Table of one DVIPA: who listens on which port, and with how many listeners.
 *
 * Read first: the source on Figure 5 (block 108) and Figure 8 (block 166). Rows count listeners, so
 * that one of two applications on a stack may stop (R15). A report replaces its sender's rows (R14).
 */
import type { Member, Port, StackName } from '../../model/vocabulary.types.ts';

export interface DptRow {
  readonly stack: StackName;
  readonly incarnation: number;
  readonly port: Port;
  readonly listeners: number;
}

/** Sorted by port, then stack: equal tables are equal data. */
export type Dpt = readonly DptRow[];

/** Replaces all rows of `member` by what it reports now; the same reference when nothing changes. */
export function replaceRows(
  dpt: Dpt,
  member: Member,
  listeners: readonly { readonly port: Port; readonly count: number }[],
): Dpt {
  const rows = listeners
    .filter(({ count }) => count > 0)
    .map(({ port, count }) => ({ ...member, port, listeners: count }));
  const next = [...dpt.filter((row) => row.stack !== member.stack), ...rows];
  next.sort((a, b) => a.port - b.port || (a.stack < b.stack ? -1 : 1));
  return isSameTable(dpt, next) ? dpt : next;
}

/** Keeps the rows that `keep` allows: after a change of the candidate list, or a departure (R12). */
export function filterRows(dpt: Dpt, keep: (row: DptRow) => boolean): Dpt {
  return dpt.every(keep) ? dpt : dpt.filter(keep);
}

/** The current actual targets for a port, sorted by name. */
export function listening(dpt: Dpt, port: Port): readonly StackName[] {
  return dpt.filter((row) => row.port === port).map((row) => row.stack);
}

function isSameTable(one: Dpt, other: Dpt): boolean {
  return one.length === other.length && one.every((row, at) => isSameRow(row, other[at]));
}

function isSameRow(one: DptRow, other: DptRow | undefined): boolean {
  return (
    one.stack === other?.stack &&
    one.incarnation === other.incarnation &&
    one.port === other.port &&
    one.listeners === other.listeners
  );
}
