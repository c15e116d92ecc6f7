/**
 * The DPT and the CRT of every stack in one state, in the columns of the product's displays (Netstat VDPT and VCRT).
 *
 * A VDPT is shown by stacks that route; a VCRT by them and by stacks that are giving a DVIPA up. RDY counts
 * listening applications, ActiveConn the connections that the CRT has on that target.
 */
import type { Vipa } from '../../impl/distribution/state.types.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { rowsOf } from '../../impl/tables/crt-rows.ts';
import type { CrtRow } from '../../impl/tables/crt.types.ts';

export function tablesText({ stacks }: Sysplex): readonly string[] {
  return Object.keys(stacks)
    .sort()
    .flatMap((name) => {
      const stack = stacks[name] ?? null;
      if (stack === null) return [`${name} is down`, ''];
      const { self, aware, vipas } = stack.distribution;
      const without = aware ? '' : ', without the distribution function';
      const shown = Object.entries(vipas).flatMap(([dvipa, vipa]) => ofVipa(dvipa, vipa));
      const nothing = shown.length === 0 ? ['  no DVIPA is known here'] : shown;
      return [`${name}, incarnation ${self.incarnation}${without}`, ...nothing, ''];
    });
}

function ofVipa(dvipa: string, { claim, role }: Vipa): readonly string[] {
  const owner = claim === null ? 'nobody' : claim.epoch.stack;
  const head = `  ${dvipa}: routed by ${owner}; here ${role.is === 'none' ? 'no role' : role.is}`;
  if (role.is === 'none') return [head];
  const rows = [...rowsOf(role.crt)].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return [head, ...('dpt' in role ? vdpt(dvipa, role.dpt, rows) : []), ...vcrt(rows)];
}

function vdpt(
  dvipa: string,
  dpt: readonly { stack: string; port: number; listeners: number }[],
  rows: readonly CrtRow[],
): readonly string[] {
  const active = (stack: string, port: number): number =>
    rows.filter(({ target, local }) => target.stack === stack && local.port === port).length;
  const lines = dpt.map(({ stack, port, listeners }) => [
    ...[dvipa, String(port), stack, String(listeners)],
    String(active(stack, port)),
  ]);
  return table('VDPT', ['Dest IPaddr', 'DPort', 'DestXCF', 'RDY', 'ActiveConn'], lines);
}

function vcrt(rows: readonly CrtRow[]): readonly string[] {
  const lines = rows.map(({ local, remote, target, provisional }) => [
    ...[local.address, String(local.port), remote.address, String(remote.port)],
    provisional ? `${target.stack} (hint)` : target.stack,
  ]);
  return table('VCRT', ['Dest IPaddr', 'DPort', 'Src IPaddr', 'SPort', 'DestXCF'], lines);
}

function keyOf({ local, remote }: CrtRow): string {
  return JSON.stringify([local, remote]);
}

function table(
  name: string,
  heads: readonly string[],
  lines: readonly (readonly string[])[],
): readonly string[] {
  if (lines.length === 0) return [`    ${name}  empty`];
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...lines.map((line) => (line[at] ?? '').length)),
  );
  const render = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const indent = ' '.repeat(name.length + 6);
  return [`    ${name}  ${render(heads)}`, ...lines.map((line) => indent + render(line))];
}
