/**
 * The Current Routing Table's rows and the interface that every implementation of it keeps.
 *
 * Read first: the source on Figure 7 (blocks 146, 152) and Figure 8 (164, 162). The key is the full
 * 4-tuple (E6). A row names a life of its connection by the initial sequence numbers (R9).
 */
import type { ConnectionReport } from '../messages.types.ts';
import type { Member } from '../../model/vocabulary.types.ts';

export interface CrtRow extends ConnectionReport {
  /** Reported by a former router only: dropped unless the endpoint's own snapshot confirms it (R25). */
  readonly provisional: boolean;
}

declare const opaque: unique symbol;

/** A version of the table. Only the functions of its `CrtTable`, and `rowsOf`, look inside. */
export interface Crt {
  readonly [opaque]: never;
}

/** Pure operations: each returns a new version, or the same reference when nothing changed. */
export interface CrtTable {
  readonly empty: Crt;
  /** The row of a 4-tuple, or null. */
  find(table: Crt, key: string): CrtRow | null;
  put(table: Crt, row: CrtRow): Crt;
  /** Removes the row if it is this target's and of this life; anything else is left alone (R9). */
  removeLife(table: Crt, life: ConnectionReport): Crt;
  /** Removes every row of a member that has left (R12). */
  removeTarget(table: Crt, target: Member): Crt;
  /** Removes what a former router reported of this target and the target itself did not (R25). */
  removeUnconfirmed(table: Crt, target: Member): Crt;
  /** Every row, sorted by key. */
  rows(table: Crt): readonly CrtRow[];
}
