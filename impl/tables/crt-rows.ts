/**
 * The rows of any version of any table, for those who look at a cluster from outside.
 */
import { recordOf } from './crt.ts';
import type { Crt, CrtRow } from './crt.types.ts';
import { rowsOfVersion } from './crt-versions.ts';

/** Every row, in no particular order. */
export function rowsOf(table: Crt): readonly CrtRow[] {
  return rowsOfVersion(table) ?? Object.values(recordOf(table));
}
