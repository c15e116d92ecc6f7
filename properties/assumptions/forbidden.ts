/**
 * What endpoints would do if no guard of the environment kept them from it.
 */
import type { Action } from '../../impl/actions.types.ts';
import { endpointAt } from '../../impl/endpoints.ts';
import { upStacks } from '../../impl/enabled.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import type { Tcb } from '../../impl/tcp/tcp.types.ts';

/** Generated lives begin below this number; above it lie those of clients and stacks. */
const GENERATED_BELOW = 1_000_000;
const APART = 1_000;

function tcbs(state: Sysplex): readonly Tcb[] {
  const endpoints = [...Object.keys(state.clients), ...upStacks(state)];
  return endpoints.flatMap((at) => Object.values(endpointAt(state, at)?.connections ?? {}));
}

/** An initial sequence number beyond every one that is in use. */
export function freshIsn(state: Sysplex): number {
  const { toCluster, toClients } = state.network;
  const numbers = [
    ...tcbs(state).flatMap(({ iss, irs }) => [iss, irs ?? 0]),
    ...[...toCluster, ...toClients].flatMap(({ seq, ack }) => [seq, ack ?? 0]),
  ].filter((number) => number < GENERATED_BELOW);
  return (Math.floor(Math.max(0, ...numbers) / APART) + 50) * APART;
}

/** The endpoints that hold a connection in TIME_WAIT. */
export function timeWaits(state: Sysplex): readonly string[] {
  return [...Object.keys(state.clients), ...upStacks(state)]
    .sort()
    .filter((at) =>
      Object.values(endpointAt(state, at)?.connections ?? {}).some(
        (tcb) => tcb.state === 'TIME_WAIT',
      ),
    );
}

/** Openings of 4-tuples that a client already knows, from every stack that does not hold them itself. */
export function openings(state: Sysplex): readonly Extract<Action, { do: 'ConnectOut' }>[] {
  return Object.entries(state.clients).flatMap(([client, tcp]) =>
    Object.values(tcp.connections).flatMap(({ local, remote }) =>
      upStacks(state)
        .map((stack) => ({
          do: 'ConnectOut' as const,
          stack,
          dvipa: remote.address,
          port: remote.port,
          client,
          to: local.port,
          isn: freshIsn(state),
        }))
        .filter(({ stack }) => {
          const key = `${client}:${local.port}>${remote.address}:${remote.port}`;
          return endpointAt(state, stack)?.connections[key] === undefined;
        }),
    ),
  );
}
