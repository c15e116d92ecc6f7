/**
 * P5 and P6: with nothing in flight the owner's tables are the truth, and what ended never comes back.
 *
 * Here the tables are what is judged, against the TCP endpoints of all stacks.
 */
import { claims } from '../../model/promises.ts';
import type { StackState } from '../../impl/stack.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { isListed, isTarget } from '../../impl/distribution/lists.ts';
import type { Vipa } from '../../impl/distribution/state.types.ts';
import { vipaOf } from '../../impl/distribution/turn.ts';
import { rowsOf as rowsOfTable } from '../../impl/tables/crt-rows.ts';
import { connectionKey, inboundKey } from '../../impl/tables/crt.ts';
import type { CrtRow } from '../../impl/tables/crt.types.ts';
import { channelName } from '../../impl/xcf/medium.ts';
import { describeLife, livesOf } from './lives.ts';
import type { AlwaysPromise, EventuallyPromise } from './promise.types.ts';

interface OwnedVipa {
  readonly owner: string;
  readonly component: StackState;
  readonly dvipa: string;
  readonly vipa: Vipa;
}

/** The DVIPAs that somebody owns with complete tables. */
function ownedVipas(state: Sysplex): readonly OwnedVipa[] {
  return Object.entries(state.stacks).flatMap(([owner, component]) =>
    component === null
      ? []
      : Object.entries(component.distribution.vipas)
          .filter(([, vipa]) => vipa.role.is === 'owner')
          .map(([dvipa, vipa]) => ({ owner, component, dvipa, vipa })),
  );
}

function rowsOf({ role }: Vipa): readonly CrtRow[] {
  return role.is === 'owner' ? rowsOfTable(role.crt) : [];
}

export const tablesTellTheTruth: EventuallyPromise = {
  kind: 'eventually',
  id: 'P5',
  claim: claims.P5,
  cites: ['F5.108', 'F8.162', 'F8.164', 'F8.166', 'C9', 'C11', 'C14', 'R14', 'R15', 'R16'],
  needs: ['owner'],
  witness: ({ state, isQuiet }, checked) => {
    if (!isQuiet) return 'the cluster never comes to rest';
    for (const owned of ownedVipas(state)) {
      if (concernsAnybody(state, owned)) checked();
      const found = wrongCrt(state, owned) ?? wrongDpt(state, owned);
      if (found !== null) return found;
    }
    return null;
  },
};

/** An entry, or somebody who listens or is connected: empty tables for nobody say nothing. */
function concernsAnybody({ stacks }: Sysplex, { dvipa, vipa }: OwnedVipa): boolean {
  const { role } = vipa;
  if (role.is === 'owner' && (role.dpt.length > 0 || rowsOf(vipa).length > 0)) return true;
  return Object.values(stacks).some(
    (stack) =>
      Object.keys(stack?.tcp.listeners ?? {}).some((name) => name.startsWith(`${dvipa}:`)) ||
      Object.values(stack?.tcp.connections ?? {}).some(({ local }) => local.address === dvipa),
  );
}

function wrongCrt(state: Sysplex, { owner, dvipa, vipa }: OwnedVipa): string | null {
  const lives = livesOf(state).filter(({ tcb }) => tcb.local.address === dvipa);
  const rows = rowsOf(vipa);
  for (const life of lives) {
    const row = rows.find(({ remote, local }) => connectionKey(remote, local) === life.key);
    const stack = row?.target.stack;
    if (stack === undefined) return `the CRT of ${owner} lacks ${describeLife(life)}`;
    if (stack !== life.stack) return `the CRT of ${owner} has ${stack} for ${describeLife(life)}`;
  }
  const stale = rows.find(
    (row) =>
      !lives.some(({ key, stack, tcb }) => {
        const isThere = key === connectionKey(row.remote, row.local) && stack === row.target.stack;
        return isThere && (row.remoteIsn === null || row.remoteIsn === tcb.irs);
      }),
  );
  if (stale === undefined) return null;
  const key = connectionKey(stale.remote, stale.local);
  return `the CRT of ${owner} has ${key} on ${stale.target.stack}, where no such connection lives`;
}

function wrongDpt(state: Sysplex, { owner, dvipa, vipa }: OwnedVipa): string | null {
  if (vipa.role.is !== 'owner') return null;
  const list = vipa.claim?.distribution ?? null;
  const expected = Object.entries(state.stacks)
    .flatMap(([stack, component]) => {
      if (!component?.distribution.aware) return [];
      if (!isTarget(list, component.distribution.profile.xcf)) return [];
      return Object.entries(component.tcp.listeners)
        .filter(([name]) => name.startsWith(`${dvipa}:`))
        .map(([name, count]) => ({ stack, port: Number(name.slice(dvipa.length + 1)), count }))
        .filter(({ port }) => isListed(list, port));
    })
    .map(({ stack, port, count }) => `${count} on ${stack} port ${port}`)
    .sort();
  const actual = vipa.role.dpt
    .map(({ stack, port, listeners }) => `${listeners} on ${stack} port ${port}`)
    .sort();
  if (actual.join() === expected.join()) return null;
  return (
    `the DPT of ${owner} for ${dvipa} has [${actual.join('; ')}], ` +
    `but the listening candidates are [${expected.join('; ')}]`
  );
}

export const nothingComesBack: AlwaysPromise = {
  kind: 'always',
  id: 'P6',
  claim: claims.P6,
  cites: ['F8.162', 'C11', 'R6', 'R7', 'R9', 'R13', 'R25'],
  needs: ['owner'],
  witness: ({ before, after }, checked) => {
    if (before.stacks === after.stacks) return null;
    for (const owned of ownedVipas(after)) {
      const old = before.stacks[owned.owner]?.distribution.vipas[owned.dvipa];
      if (old?.role === owned.vipa.role && before.medium === after.medium) continue;
      const rows = rowsOf(owned.vipa);
      if (old !== undefined && old.role !== owned.vipa.role) countRemoved(old, rows, checked);
      for (const row of rows) {
        const found = revenant(after, owned, row, checked);
        if (found !== null) return found;
      }
    }
    return null;
  },
};

/** Each row that has gone in this step, as its connection has ended or its target has left. */
function countRemoved(old: Vipa, rows: readonly CrtRow[], checked: () => void): void {
  const present = new Set(rows.map(({ remote, local }) => connectionKey(remote, local)));
  for (const { remote, local } of rowsOf(old)) {
    if (!present.has(connectionKey(remote, local))) checked();
  }
}

/** A row whose connection is gone although everything about it has arrived. */
function revenant(
  state: Sysplex,
  { owner, component, dvipa, vipa }: OwnedVipa,
  row: CrtRow,
  checked: () => void,
): string | null {
  const { stack, incarnation } = row.target;
  const key = connectionKey(row.remote, row.local);
  const view = component.distribution.view[stack]?.incarnation;
  if (stack !== owner && view !== incarnation) {
    return `the CRT of ${owner} has ${key} on a former life of ${stack}`;
  }
  const target = state.stacks[stack];
  const hasLeft = target?.distribution.self.incarnation !== incarnation;
  if (target === null || target === undefined || hasLeft) return null;

  // A target that knows a higher claim speaks to that owner: this table is a superseded one (R7).
  const { claim } = vipaOf(target.distribution, dvipa);
  if (claim?.epoch.incarnation !== vipa.claim?.epoch.incarnation) return null;
  if (claim?.epoch.number !== vipa.claim?.epoch.number) return null;

  const tcb = target.tcp.connections[key];
  const lives = tcb !== undefined && (row.remoteIsn === null || row.remoteIsn === tcb.irs);
  if (lives) return null;
  checked();
  if (isSpokenOf(state, owner, stack, key)) return null;
  return `the CRT of ${owner} has ${key} on ${stack}, where it has ended and nothing is in flight`;
}

/** Is anything under way between owner and target that may still change the row? */
function isSpokenOf(state: Sysplex, owner: string, target: string, key: string): boolean {
  const { channels } = state.medium;
  const toOwner = channels[channelName(target, owner)] ?? [];
  const toTarget = channels[channelName(owner, target)] ?? [];
  const isControl = toOwner.some(({ body }) => body.type === 'TERMCONN' || body.type === 'NEWCONN');
  const isPacket = [...toOwner, ...toTarget].some(
    ({ body }) => 'packet' in body && inboundKey(body.packet) === key,
  );
  return isControl || isPacket;
}
