/**
 * The tables of a component as rows of text, each under a key: what pictures show of a state.
 */
import type { Role, Vipa } from '../../impl/distribution/state.types.ts';
import { rowsOf } from '../../impl/tables/crt-rows.ts';
import type { CrtRow } from '../../impl/tables/crt.types.ts';
import type { DptRow } from '../../impl/tables/dpt.ts';
import type { TcpState } from '../../impl/tcp/tcp.types.ts';
import { epochLabel, socketName } from './labels.ts';

/** Equal keys with other texts are a changed row. */
export type Rows = ReadonlyMap<string, string>;

export const none: Rows = new Map();

export function ownerRow(dvipa: string, { claim }: Vipa): Rows {
  if (claim === null) return none;
  const version = claim.version > 0 ? `, list ${claim.version}` : '';
  return new Map([['', `${dvipa} by ${epochLabel(claim.epoch)}${version}`]]);
}

export function roleRow(dvipa: string, role: Role): Rows {
  if (role.is === 'none') return none;
  const awaited = role.is === 'rebuilding' ? role.awaiting.map(({ stack }) => stack) : [];
  const waits = awaited.length > 0 ? `, awaits ${awaited.join(' ')}` : '';
  return new Map([['', `${role.is} ${dvipa}${waits}`]]);
}

export function dptRows(dvipa: string, role: Role): Rows {
  const dpt: readonly DptRow[] = 'dpt' in role ? role.dpt : [];
  return new Map(
    dpt.map(({ stack, port, listeners }) => [
      `${port} ${stack}`,
      `${dvipa}:${port} on ${stack} ×${listeners}`,
    ]),
  );
}

export function crtRows(role: Role): Rows {
  const rows: readonly CrtRow[] = 'crt' in role ? rowsOf(role.crt) : [];
  return new Map(
    rows.map(({ remote, local, target, provisional, remoteIsn }) => {
      const key = `${socketName(remote)}>${socketName(local)}`;
      const hint = provisional ? ' (hint)' : '';
      const life = remoteIsn === null ? '' : ` isn ${remoteIsn}`;
      return [key, `${key} on ${target.stack}${life}${hint}`];
    }),
  );
}

export function listenerRows(dvipa: string, listeners: Vipa['listeners']): Rows {
  return new Map(
    Object.entries(listeners)
      .filter(([, count]) => count > 0)
      .map(([port, count]) => [port, `${dvipa}:${port} ×${count}`]),
  );
}

/** A connection of this endpoint, named from here. */
export function tcpRows(state: TcpState | undefined): Rows {
  return new Map(
    Object.values(state?.connections ?? {}).map(({ remote, local, state: is }) => {
      const key = `${socketName(local)}-${socketName(remote)}`;
      return [key, `${key} ${is}`];
    }),
  );
}
