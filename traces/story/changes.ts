/**
 * What one step changed, row by row: tables, roles, connections, routes. Found by comparing the states around it;
 * what a step did not touch has the same reference in both.
 */
import type { StackState } from '../../impl/stack.ts';
import type { DistributionState, Vipa } from '../../impl/distribution/state.types.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import type { TcpState } from '../../impl/tcp/tcp.types.ts';
import {
  crtRows,
  dptRows,
  listenerRows,
  none,
  ownerRow,
  roleRow,
  tcpRows,
  type Rows,
} from './rows.ts';

export type Table = 'stack' | 'owner' | 'role' | 'DPT' | 'CRT' | 'listeners' | 'TCP' | 'network';

export interface Change {
  /** The stack, client or router that it is a change of, or `network`. */
  readonly where: string;
  readonly table: Table;
  /** The DVIPA that it concerns, where it concerns one. */
  readonly dvipa: string | null;
  readonly sign: '+' | '-' | '~';
  readonly text: string;
}

/** `CRT + C1:1001>DVA1:60 on MVS2`; what the network knows is said without the table's name. */
export function changeLabel({ table, sign, text }: Change): string {
  return table === 'network' || table === 'stack' ? `${sign} ${text}` : `${table} ${sign} ${text}`;
}

export function changesBetween(before: Sysplex, after: Sysplex): readonly Change[] {
  const stacks = Object.keys(after.stacks).flatMap((name) =>
    changesOfStack(name, before.stacks[name] ?? null, after.stacks[name] ?? null),
  );
  const clients = Object.keys(after.clients).flatMap((name) =>
    changesOfTcp(name, before.clients[name], after.clients[name]),
  );
  return [...stacks, ...clients, ...changesOfNetwork(before, after)];
}

type Place = Pick<Change, 'where' | 'table' | 'dvipa'>;

function compare(place: Place, before: Rows, after: Rows): readonly Change[] {
  const gone = [...before].filter(([key]) => !after.has(key));
  const come = [...after].filter(([key]) => !before.has(key));
  const other = [...after].filter(([key, text]) => before.has(key) && before.get(key) !== text);
  const as = (sign: Change['sign'], rows: readonly (readonly [string, string])[]) =>
    rows.map(([, text]): Change => ({ ...place, sign, text }));
  return [...as('-', gone), ...as('+', come), ...as('~', other)];
}

function changesOfStack(
  where: string,
  before: StackState | null,
  after: StackState | null,
): readonly Change[] {
  if (before === after) return [];
  const place = { where, table: 'stack', dvipa: null } as const;
  if (after === null) return [{ ...place, sign: '-', text: `${where} is down` }];
  const { self } = after.distribution;
  const isNew = before?.distribution.self.incarnation !== self.incarnation;
  const old = isNew ? null : before;
  const birth: Change = {
    ...place,
    sign: '+',
    text: `${where} up, incarnation ${self.incarnation}`,
  };
  return [
    ...(isNew ? [birth] : []),
    ...changesOfFunction(where, old?.distribution, after.distribution),
    ...changesOfTcp(where, old?.tcp, after.tcp),
  ];
}

function changesOfFunction(
  where: string,
  before: DistributionState | undefined,
  after: DistributionState,
): readonly Change[] {
  if (before === after) return [];
  const dvipas = [...new Set([...Object.keys(before?.vipas ?? {}), ...Object.keys(after.vipas)])];
  return dvipas
    .sort()
    .flatMap((dvipa) => changesOfVipa(where, dvipa, before?.vipas[dvipa], after.vipas[dvipa]));
}

function changesOfVipa(
  where: string,
  dvipa: string,
  before: Vipa | undefined,
  after: Vipa | undefined,
): readonly Change[] {
  if (before === after) return [];
  const part = (table: Table, rows: (vipa: Vipa) => Rows): readonly Change[] =>
    compare(
      { where, table, dvipa },
      before === undefined ? none : rows(before),
      after === undefined ? none : rows(after),
    );
  return [
    ...part('owner', (vipa) => ownerRow(dvipa, vipa)),
    ...part('role', (vipa) => roleRow(dvipa, vipa.role)),
    ...part('DPT', ({ role }) => dptRows(dvipa, role)),
    ...part('CRT', ({ role }) => crtRows(role)),
    ...part('listeners', ({ listeners }) => listenerRows(dvipa, listeners)),
  ];
}

function changesOfTcp(
  where: string,
  before: TcpState | undefined,
  after: TcpState | undefined,
): readonly Change[] {
  if (before?.connections === after?.connections) return [];
  return compare({ where, table: 'TCP', dvipa: null }, tcpRows(before), tcpRows(after));
}

function changesOfNetwork(before: Sysplex, after: Sysplex): readonly Change[] {
  const { network: old } = before;
  const { network } = after;
  if (old === network) return [];
  const advertised = (all: Sysplex['network']['advertised']): Rows =>
    new Map(
      Object.entries(all).flatMap(([dvipa, names]) =>
        names.map((name) => [`${dvipa} ${name}`, `${name} advertises ${dvipa}`] as const),
      ),
    );
  const routes = (all: Readonly<Record<string, string>> | undefined): Rows =>
    new Map(Object.entries(all ?? {}).map(([dvipa, name]) => [dvipa, `${dvipa} via ${name}`]));
  const place = { table: 'network', dvipa: null } as const;
  return [
    ...compare(
      { ...place, where: 'network' },
      advertised(old.advertised),
      advertised(network.advertised),
    ),
    ...Object.keys(network.routes).flatMap((where) =>
      compare({ ...place, where }, routes(old.routes[where]), routes(network.routes[where])),
    ),
  ];
}
