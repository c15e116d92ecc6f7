/** E6: the CRT's key leaves the client's port out, so two connections of one client share a row. */
import { recordCrt, recordOf, tableOf } from '../../impl/tables/crt.ts';
import type { CrtTable } from '../../impl/tables/crt.types.ts';
import type { Mutant } from './mutant.types.ts';

function withoutPort(key: string): string {
  return key.replace(/:\d+>/, ':0>');
}

/** The reference table under keys that lack the port; its rows keep what they say. */
const table: CrtTable = {
  ...recordCrt,
  find: (rows, key) => recordOf(rows)[withoutPort(key)] ?? null,
  put: (rows, row) => {
    const { remote, local } = row;
    const key = `${remote.address}:0>${local.address}:${local.port}`;
    return tableOf({ ...recordOf(rows), [key]: row });
  },
  removeLife: (rows, { remote, local }) => {
    const key = `${remote.address}:0>${local.address}:${local.port}`;
    const { [key]: _gone, ...rest } = recordOf(rows);
    return tableOf(rest);
  },
};

export const keyWithoutPort: Mutant = {
  name: 'E6',
  takesAway: 'the full 4-tuple is the key of the CRT',
  cites: ['E6', 'F7.146'],
  killedBy: ['P3', 'P1', 'P2', 'P5', 'P6', 'P10'],
  rules: { crt: table },
};
