/**
 * The scope of an exhaustive search over the implementation: what may happen, and how often.
 *
 * Deliveries, notices, reads and routes are unlimited and in any order. What would make the search endless
 * is counted: connections, crashes, restarts, lost packets, moves.
 */
import type { Action } from '../../../impl/actions.types.ts';
import { canAct } from '../../../impl/endpoints.ts';
import {
  downStacks,
  enabledDeeds,
  enabledDeliveries,
  enabledDisturbances,
  upStacks,
} from '../../../impl/enabled.ts';
import type { Sysplex } from '../../../impl/sysplex.types.ts';
import { BUDGETS, type Budget, type Left, type StackScope } from './budget.ts';
import { enabledMoves } from './moves.ts';
import { rareActions } from './rare-actions.ts';
import type { Packet } from '../../../impl/messages.types.ts';

/** Shown even where there is none of it: what every scope is asked about. */
const ALWAYS: readonly Budget[] = ['crashes', 'restarts', 'losses', 'moves'];

/** The scope in one sentence. */
export function describeScope(scope: StackScope): string {
  const { topology, connections, start = 'serving' } = scope;
  const counted = (budget: Budget): string => `${scope[budget] ?? 0} ${budget}`;
  const rare = BUDGETS.filter((one) => !ALWAYS.includes(one) && (scope[one] ?? 0) > 0);
  return [
    `${topology.profiles.length} stacks`,
    `${connections} connections`,
    ...[...ALWAYS, ...rare].map(counted),
    ...(topology.routers.length > 1 ? [`${topology.routers.length} routers`] : []),
    ...(start === 'serving' ? [] : [`beginning ${start}`]),
  ].join(', ');
}

/** Everything that may happen next within the budget. */
export function scopedActions(scope: StackScope, state: Sysplex, left: Left): readonly Action[] {
  return [
    ...enabledDeliveries(state),
    ...opening(scope, state, left),
    ...(left.crashes > 0 ? upStacks(state).map(crash) : []),
    ...(left.restarts > 0 ? downStacks(state).map(start) : []),
    ...(left.losses > 0 ? losses(state) : []),
    ...(left.moves > 0 ? enabledMoves(scope, state) : []),
    ...enabledDeeds(state, ['write']).filter((action) => isFirstWrite(state, action)),
    ...enabledDeeds(state, ['retransmit']).filter((action) => isLost(state, action)),
    ...rareActions(scope, state, left),
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
function losses(state: Sysplex): readonly Action[] {
  return enabledDisturbances(state).filter((action) => action.do === 'LosePacket');
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
