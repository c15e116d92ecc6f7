/**
 * Landmarks of the environment: what an action did to a cluster in a telling state.
 */
import { connectionKey } from '../../impl/tables/crt.ts';
import { rowsOf } from '../../impl/tables/crt-rows.ts';
import type { Action, TcpDeed } from '../../impl/actions.types.ts';
import { isTarget } from '../../impl/distribution/lists.ts';
import type { Role, Vipa } from '../../impl/distribution/state.types.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { channelName } from '../../impl/xcf/medium.ts';
import type { Newconn, XcfBody } from '../../impl/messages.types.ts';
import { livesOf } from './lives.ts';
import type { Observation } from './promise.types.ts';

type Step = Omit<Observation, 'ledger' | 'step'>;
type Only<Do extends Action['do']> = Extract<Action, { do: Do }>;

const deeds: Readonly<Partial<Record<TcpDeed, readonly string[]>>> = {
  expire: ['timeWaitEnds'],
  retransmit: ['retransmitted'],
  abort: ['aborted'],
  giveUp: ['givenUp'],
};

/** The landmarks that an executed action reached. */
export function landmarkOfAction({ before, action, after }: Step): readonly string[] {
  switch (action.do) {
    case 'StartStack':
      return joins(before, action);
    case 'CrashStack':
      return targetLost(before, action) ? ['targetLost'] : [];
    case 'DeliverXcf':
      return messages(before, after, action);
    case 'DeliverPacket':
      return leadsToTheDead(before, action) ? ['deadRoute'] : [];
    case 'LosePacket':
      return action.packet.endsWith(' SYN') ? ['synLost'] : [];
    case 'DuplicatePacket':
      return ['duplicated'];
    case 'Unbind':
      return closesListener(after, action) ? ['listenerCloses'] : [];
    case 'ChangeProfile':
      return unlists(before, after, action) ? ['unlisted'] : [];
    case 'Tcp':
      return deeds[action.deed] ?? [];
    case 'InjectMessage':
      return ['junk'];
    default:
      return [];
  }
}

function vipasOf(state: Sysplex, stack: string): readonly (readonly [string, Vipa])[] {
  return Object.entries(state.stacks[stack]?.distribution.vipas ?? {});
}

function isRebuilding(state: Sysplex, stack: string): boolean {
  return vipasOf(state, stack).some(([, { role }]) => role.is === 'rebuilding');
}

function joins(state: Sysplex, { stack }: Only<'StartStack'>): readonly string[] {
  const isUnnoticed = Object.values(state.medium.notices).some((queue) =>
    queue.some(({ type, member }) => type === 'MemberLeft' && member.stack === stack),
  );
  const isMidTakeover = Object.keys(state.stacks).some((name) => isRebuilding(state, name));
  return [
    ...(isUnnoticed ? ['quickRestart'] : []),
    ...(isMidTakeover ? ['joinerMidTakeover'] : []),
  ];
}

/** Another stack has, as owner, a route to a connection that dies here. */
function targetLost(state: Sysplex, { stack }: Only<'CrashStack'>): boolean {
  const others = Object.keys(state.stacks).filter((name) => name !== stack);
  return others.some((name) =>
    vipasOf(state, name).some(
      ([, { role }]) =>
        role.is === 'owner' && rowsOf(role.crt).some(({ target }) => target.stack === stack),
    ),
  );
}

function messages(
  before: Sysplex,
  after: Sysplex,
  { from, to }: Only<'DeliverXcf'>,
): readonly string[] {
  const body: XcfBody | undefined = before.medium.channels[channelName(from, to)]?.[0]?.body;
  if (body?.type !== 'TERMCONN' && body?.type !== 'NEWCONN') return [];
  const was = before.stacks[to]?.distribution.vipas[body.dvipa];
  const is = after.stacks[to]?.distribution.vipas[body.dvipa];
  if (was?.role.is !== 'rebuilding' || is === undefined) return [];
  if (body.type === 'TERMCONN') {
    return removesRow(was.role, is.role) ? ['termconnCrosses'] : [];
  }
  return dropsHint(was.role, is.role, body, from) ? ['hintDropped'] : [];
}

/** A stale TERMCONN, or one of a connection that nobody has reported yet, is ignored. */
function removesRow(was: Role, is: Role): boolean {
  if (was.is !== 'rebuilding' || is.is === 'none') return false;
  return rowsOf(is.crt).length < rowsOf(was.crt).length;
}

/** The end of a snapshot takes a row away that only a former router had reported (R25). */
function dropsHint(was: Role, is: Role, { end }: Newconn, from: string): boolean {
  if (end === null || was.is !== 'rebuilding' || is.is === 'none') return false;
  const kept = new Set(rowsOf(is.crt).map(({ remote, local }) => connectionKey(remote, local)));
  return rowsOf(was.crt).some(
    ({ provisional, target, remote, local }) =>
      provisional && target.stack === from && !kept.has(connectionKey(remote, local)),
  );
}

function leadsToTheDead(
  { network, stacks }: Sysplex,
  { packet, router }: Only<'DeliverPacket'>,
): boolean {
  const [, dvipa = ''] = /^\S+>(\S+):\d+ /.exec(packet) ?? [];
  const hop = network.routes[router]?.[dvipa];
  return hop !== undefined && (stacks[hop] ?? null) === null;
}

function closesListener(state: Sysplex, { stack, dvipa, port }: Only<'Unbind'>): boolean {
  const tcp = state.stacks[stack]?.tcp;
  if (tcp === undefined || (tcp.listeners[`${dvipa}:${port}`] ?? 0) > 0) return false;
  return Object.values(tcp.connections).some(
    ({ local }) => local.address === dvipa && local.port === port,
  );
}

/** An owner's list covered a stack whose connections live, and does not any more (R32). */
function unlists(before: Sysplex, after: Sysplex, { stack }: Only<'ChangeProfile'>): boolean {
  const lives = livesOf(after);
  return vipasOf(after, stack).some(([dvipa, { claim, role }]) => {
    if (role.is !== 'owner' && role.is !== 'rebuilding') return false;
    const old = before.stacks[stack]?.distribution.vipas[dvipa]?.claim?.distribution ?? null;
    return lives.some((life) => {
      const xcf = after.stacks[life.stack]?.distribution.profile.xcf ?? '';
      const isNow = isTarget(claim?.distribution ?? null, xcf);
      return life.tcb.local.address === dvipa && isTarget(old, xcf) && !isNow;
    });
  });
}
