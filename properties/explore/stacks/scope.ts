/**
 * The scope of an exhaustive search over the implementation: what may happen, and how often.
 *
 * Deliveries, notices, reads and routes are unlimited and in any order. What would make the search endless
 * is counted: connections, crashes, restarts, lost packets, moves.
 */
import type { Action } from '../../../impl/actions.types.ts';
import { canAct } from '../../../impl/endpoints.ts';
import { downStacks, enabledDeeds, enabledDeliveries, upStacks } from '../../../impl/enabled.ts';
import { packetLabel } from '../../../impl/network/network.ts';
import type { Sysplex, Topology } from '../../../impl/sysplex.types.ts';
import { enabledMoves } from './moves.ts';
import type { Packet } from '../../../impl/messages.types.ts';

export interface StackScope {
  readonly topology: Topology;
  /** Connections that clients open, each once. */
  readonly connections: number;
  readonly crashes: number;
  readonly restarts: number;
  /** Packets that the network loses. */
  readonly losses: number;
  /** Times that an application begins to listen; none when left out. */
  readonly moves?: number;
}

/** What is left of the scope's budget. */
export interface Left {
  readonly opened: number;
  readonly crashes: number;
  readonly restarts: number;
  readonly losses: number;
  readonly moves: number;
}

export function wholeBudget({ crashes, restarts, losses, moves = 0 }: StackScope): Left {
  return { opened: 0, crashes, restarts, losses, moves };
}

/** The scope in one sentence. */
export function describeScope(scope: StackScope): string {
  const { topology, connections, crashes, restarts, losses, moves = 0 } = scope;
  const stale = topology.routers.length > 1 ? `, ${topology.routers.length} routers` : '';
  return (
    `${topology.profiles.length} stacks, ${connections} connections, ${crashes} crashes, ` +
    `${restarts} restarts, ${losses} losses, ${moves} moves${stale}`
  );
}

/** Everything that may happen next within the budget. */
export function scopedActions(scope: StackScope, state: Sysplex, left: Left): readonly Action[] {
  return [
    ...enabledDeliveries(state),
    ...opening(scope, state, left),
    ...(left.crashes > 0 ? upStacks(state).map(crash) : []),
    ...(left.restarts > 0 ? downStacks(state).map(start) : []),
    ...(left.losses > 0 ? labels(state).map(lose) : []),
    ...(left.moves > 0 ? enabledMoves(scope.topology, state) : []),
    ...enabledDeeds(state, ['write']).filter((action) => isFirstWrite(state, action)),
    ...enabledDeeds(state, ['retransmit']).filter((action) => isLost(state, action)),
  ];
}

export function opening({ topology, connections }: StackScope, state: Sysplex, { opened }: Left) {
  const [application] = topology.applications;
  const client = topology.clients[opened % topology.clients.length];
  if (opened >= connections || application === undefined || client === undefined) return [];
  const { dvipa, port: to } = application;
  const isn = 1_000 * (opened + 1);
  const action: Action = { do: 'Connect', client, port: 1_001 + opened, dvipa, to, isn };
  return canAct(state, action) ? [action] : [];
}

export function crash(stack: string): Action {
  return { do: 'CrashStack', stack };
}
export function start(stack: string): Action {
  return { do: 'StartStack', stack };
}
function lose(packet: string): Action {
  return { do: 'LosePacket', packet };
}

function labels({ network }: Sysplex): readonly string[] {
  return [...new Set([...network.toCluster, ...network.toClients].map(packetLabel))];
}

/** A client sends one byte on each connection: more of them show nothing new. */
export function isFirstWrite(state: Sysplex, action: Action): boolean {
  if (action.do !== 'Tcp') return false;
  const tcb = state.clients[action.at]?.connections[action.connection];
  return tcb?.sndNxt === (tcb?.iss ?? 0) + 1;
}

/** A timer runs out only when nothing of the connection is under way any more: what was sent is lost. */
export function isLost(state: Sysplex, action: Action): boolean {
  if (action.do !== 'Tcp') return false;
  const [one = '', other = ''] = action.connection.split('>');
  const isOfTuple = ({ source, destination }: Packet): boolean => {
    const from = `${source.address}:${source.port}`;
    const to = `${destination.address}:${destination.port}`;
    return (from === one && to === other) || (from === other && to === one);
  };
  const { network, medium, stacks } = state;
  return !(
    network.toCluster.some(isOfTuple) ||
    network.toClients.some(isOfTuple) ||
    Object.values(stacks).some((stack) => stack?.queue.some(isOfTuple)) ||
    Object.values(medium.channels).some((channel) =>
      channel.some(({ body }) => 'packet' in body && isOfTuple(body.packet)),
    )
  );
}

/** The budget after an action. */
export function spent(left: Left, action: Action): Left {
  switch (action.do) {
    case 'Connect':
      return { ...left, opened: left.opened + 1 };
    case 'CrashStack':
      return { ...left, crashes: left.crashes - 1 };
    case 'StartStack':
      return { ...left, restarts: left.restarts - 1 };
    case 'LosePacket':
      return { ...left, losses: left.losses - 1 };
    case 'Bind':
      return { ...left, moves: left.moves - 1 };
    default:
      return left;
  }
}
