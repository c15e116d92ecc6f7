/**
 * Routing tables as plain rows and back: states are kept as data, and a version of the flat table is none.
 *
 * For the reference table both ways are the identity.
 */
import { rowsOf } from '../../../impl/tables/crt-rows.ts';
import { connectionKey, recordCrt, tableOf } from '../../../impl/tables/crt.ts';
import type { Crt, CrtTable } from '../../../impl/tables/crt.types.ts';
import { createVersions } from '../../../impl/tables/crt-versions.ts';
import type { StackState } from '../../../impl/stack.ts';

export type TableName = 'reference' | 'flat';

/** Nobody attacks a search: its secret is none. Each state begins a history of its own, so none grows long. */
const FLAT = { seed: [1, 2, 3, 4], undoMax: 100 } as const;

export function tableNamed(name: TableName): CrtTable {
  return name === 'flat' ? createVersions(FLAT) : recordCrt;
}

/** Every version of a flat table as the record that it stands for. */
export function plain(stack: StackState | null): StackState | null {
  return withTables(stack, (crt) =>
    tableOf(
      Object.fromEntries(
        [...rowsOf(crt)]
          .map((row) => [connectionKey(row.remote, row.local), row] as const)
          .sort(([one], [other]) => (one < other ? -1 : 1)),
      ),
    ),
  );
}

/** Every record as a version of `table`. */
export function revived(stack: StackState | null, table: CrtTable): StackState | null {
  return withTables(stack, (crt) =>
    rowsOf(crt).reduce((rows, row) => table.put(rows, row), table.empty),
  );
}

function withTables(stack: StackState | null, change: (crt: Crt) => Crt): StackState | null {
  if (stack === null) return null;
  const vipas = Object.entries(stack.distribution.vipas).map(([dvipa, vipa]) => {
    const { role } = vipa;
    if (!('crt' in role)) return [dvipa, vipa] as const;
    return [dvipa, { ...vipa, role: { ...role, crt: change(role.crt) } }] as const;
  });
  return {
    ...stack,
    distribution: { ...stack.distribution, vipas: Object.fromEntries(vipas) },
  };
}
