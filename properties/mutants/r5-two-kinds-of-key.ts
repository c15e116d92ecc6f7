/**
 * R5, PM76397: a NEWCONN of a target and a client's SYN enter the same connection under different keys, and
 * what is found first is the more specific one, whoever is right.
 */
import { connectionKey, recordCrt, recordOf, tableOf } from '../../impl/tables/crt.ts';
import type { CrtTable } from '../../impl/tables/crt.types.ts';
import type { Mutant } from './mutant.types.ts';

/** What a target reports goes under a key of its own, which a removal finds only second. */
function reported(key: string): string {
  return `reported ${key}`;
}

const table: CrtTable = {
  ...recordCrt,
  find: (table, key) => {
    const rows = recordOf(table);
    return rows[key] ?? rows[reported(key)] ?? null;
  },
  put: (rows, row) => {
    const key = connectionKey(row.remote, row.local);
    const isFromSyn = row.localIsn === null;
    return tableOf({ ...recordOf(rows), [isFromSyn ? key : reported(key)]: row });
  },
  removeLife: (rows, life) => {
    const kept = recordCrt.removeLife(rows, life);
    if (kept !== rows) return kept;
    const key = reported(connectionKey(life.remote, life.local));
    const { [key]: gone, ...rest } = recordOf(rows);
    return gone?.target.stack === life.target.stack ? tableOf(rest) : rows;
  },
};

export const twoKindsOfKey: Mutant = {
  name: 'R5',
  takesAway: 'a SYN and a NEWCONN find or create the same row',
  cites: ['R5', 'PM76397', 'F7.146', 'F8.164'],
  killedBy: ['P1', 'P2', 'P3', 'P5', 'P6'],
  rules: { crt: table },
};
