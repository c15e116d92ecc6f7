/**
 * What a stack or a client holds in one state, table by table: the panel beside a picture.
 */
import type { Vipa } from '../../impl/distribution/state.types.ts';
import type { StackState } from '../../impl/stack.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { packetName } from './labels.ts';
import { crtRows, dptRows, listenerRows, ownerRow, roleRow, tcpRows, type Rows } from './rows.ts';

export interface Table {
  /** `DPT`, `CRT`, … */
  readonly name: string;
  readonly rows: readonly string[];
}

export interface Panel {
  readonly name: string;
  /** `incarnation 2`, `down`, `client` */
  readonly is: string;
  readonly tables: readonly Table[];
}

/** The stacks first, then the clients; empty tables are left out. */
export function panelsOf({ stacks, clients }: Sysplex): readonly Panel[] {
  return [
    ...Object.entries(stacks).map(([name, stack]) => panelOfStack(name, stack)),
    ...Object.entries(clients).map(([name, tcp]): Panel => ({
      name,
      is: 'client',
      tables: filled([['connections', tcpRows(tcp)]]),
    })),
  ];
}

function panelOfStack(name: string, stack: StackState | null): Panel {
  if (stack === null) return { name, is: 'down', tables: [] };
  const { self, aware, vipas } = stack.distribution;
  const without = aware ? '' : ', without the function';
  const all = Object.entries(vipas);
  const gather = (rows: (dvipa: string, vipa: Vipa) => Rows): Rows =>
    new Map(
      all.flatMap(([dvipa, vipa]) =>
        [...rows(dvipa, vipa)].map(([key, text]) => [`${dvipa} ${key}`, text] as const),
      ),
    );
  return {
    name,
    is: `incarnation ${self.incarnation}${without}`,
    tables: filled([
      ['routed', gather(ownerRow)],
      ['role', gather((dvipa, { role }) => roleRow(dvipa, role))],
      ['DPT', gather((dvipa, { role }) => dptRows(dvipa, role))],
      ['CRT', gather((_dvipa, { role }) => crtRows(role))],
      ['listeners', gather((dvipa, { listeners }) => listenerRows(dvipa, listeners))],
      ['connections', tcpRows(stack.tcp)],
      ['queue', new Map(stack.queue.map((packet, at) => [String(at), packetName(packet)]))],
    ]),
  };
}

function filled(tables: readonly (readonly [string, Rows])[]): readonly Table[] {
  return tables
    .map(([name, rows]) => ({ name, rows: [...rows.values()] }))
    .filter(({ rows }) => rows.length > 0);
}
