/**
 * What a scope allows only where it counts it: connections that stacks open, ends of connections, applications that
 * stop, packets that are doubled, profiles that change.
 */
import type { Action } from '../../../impl/actions.types.ts';
import { canAct } from '../../../impl/endpoints.ts';
import {
  enabledBinds,
  enabledDeeds,
  enabledDisturbances,
  upStacks,
} from '../../../impl/enabled.ts';
import { peerPort } from '../../../impl/sysplex.ts';
import type { Sysplex } from '../../../impl/sysplex.types.ts';
import { ENDS, type Left, type StackScope } from './budget.ts';

/** A port of its own, beside that of the application. */
const EPHEMERAL_PORT = 40_001;
const OUTGOING_ISN = 500_000;

export function rareActions(scope: StackScope, state: Sysplex, left: Left): readonly Action[] {
  return [
    ...upStacks(state).flatMap((stack) => outgoing(scope, state, left, stack)),
    ...(left.ends > 0 ? enabledDeeds(state, ENDS) : []),
    ...(left.unbinds > 0 ? unbinds(scope, state) : []),
    ...(left.duplicates > 0 ? doubled(state) : []),
    ...(left.changes > 0 ? changes(scope) : []),
  ];
}

/** From the port of the application, or from one of its own, to the client's port for this stack. */
export function outgoing(
  { topology, outgoing: all = 0 }: StackScope,
  state: Sysplex,
  left: Left,
  stack: string,
): readonly Action[] {
  const [application] = topology.applications;
  const [client] = topology.clients;
  if (left.outgoing === 0 || application === undefined || client === undefined) return [];
  const { dvipa } = application;
  const isn = OUTGOING_ISN + 1_000 * (all - left.outgoing);
  const to = peerPort(topology, stack);
  return [application.port, EPHEMERAL_PORT]
    .map((port) => ({ do: 'ConnectOut', stack, dvipa, port, client, to, isn }) as const)
    .filter((action) => canAct(state, action));
}

export function unbinds({ topology }: StackScope, state: Sysplex): readonly Action[] {
  const [application] = topology.applications;
  if (application === undefined) return [];
  return enabledBinds(state, [application]).filter((action) => action.do === 'Unbind');
}

function doubled(state: Sysplex): readonly Action[] {
  return enabledDisturbances(state).filter((action) => action.do === 'DuplicatePacket');
}

/** Every variation for every stack: one that is in force already is no step. */
export function changes({ topology }: StackScope): readonly Action[] {
  return Object.entries(topology.changes).flatMap(([stack, all]) =>
    all.map((_, profile): Action => ({ do: 'ChangeProfile', stack, profile })),
  );
}
