/**
 * Which actions a cluster offers next, by what kind of event they are.
 *
 * Every action listed is enabled; so are a few that are left out because they show nothing new (a bind
 * to an address that no profile names, for example). The order is the same on every machine.
 */
import type { Address, StackName } from '../model/vocabulary.types.ts';
import type { Action, TcpDeed } from './actions.types.ts';
import { canAct } from './endpoints.ts';
import { packetLabel } from './network/network.ts';
import type { Sysplex } from './sysplex.types.ts';
import { nextOn } from './xcf/medium.ts';

/** What must happen sooner or later: messages, notices, packets, routes. */
export function enabledDeliveries(state: Sysplex): readonly Action[] {
  return [
    ...notices(state),
    ...xcfDeliveries(state),
    ...queueReads(state),
    ...routesToLearn(state),
    ...packetDeliveries(state),
  ];
}

function notices(state: Sysplex): readonly Action[] {
  return Object.keys(state.medium.notices)
    .sort()
    .map((to) => ({ do: 'DeliverNotice', to }));
}

function xcfDeliveries({ medium }: Sysplex): readonly Action[] {
  return Object.keys(medium.channels)
    .sort()
    .flatMap((name): Action[] => {
      const [from = '', to = ''] = name.split('>');
      return nextOn(medium, from, to) === null ? [] : [{ do: 'DeliverXcf', from, to }];
    });
}

function queueReads({ stacks }: Sysplex): readonly Action[] {
  return Object.keys(stacks)
    .sort()
    .filter((stack) => (stacks[stack]?.queue.length ?? 0) > 0)
    .map((stack) => ({ do: 'ReadQueue', stack }));
}

export function routesToLearn({ network }: Sysplex): readonly Action[] {
  return Object.keys(network.routes)
    .sort()
    .flatMap((router) =>
      Object.keys(network.advertised)
        .sort()
        .flatMap((dvipa) => {
          const advertisers = network.advertised[dvipa] ?? [];
          const present = network.routes[router]?.[dvipa] ?? null;
          const news = advertisers.length === 0 ? [null] : advertisers;
          return news
            .filter((stack) => stack !== present)
            .map((stack): Action => ({ do: 'LearnRoute', router, dvipa, stack }));
        }),
    );
}

function packetDeliveries({ network }: Sysplex): readonly Action[] {
  const routers = Object.keys(network.routes).sort();
  const inbound = [...new Set(network.toCluster.map(packetLabel))].flatMap((packet) =>
    routers.map((router): Action => ({ do: 'DeliverPacket', packet, router })),
  );
  const outbound = [...new Set(network.toClients.map(packetLabel))].map((packet): Action => ({
    do: 'DeliverToClient',
    packet,
  }));
  return [...inbound, ...outbound];
}

/** What the network may do to packets, beside delivering them. */
export function enabledDisturbances({ network }: Sysplex): readonly Action[] {
  const labels = new Set([...network.toCluster, ...network.toClients].map(packetLabel));
  return [...labels].flatMap((packet): Action[] => [
    { do: 'LosePacket', packet },
    { do: 'DuplicatePacket', packet },
  ]);
}

/** What timers and applications may do with the connections that exist. */
export function enabledDeeds(state: Sysplex, deeds: readonly TcpDeed[]): readonly Action[] {
  const endpoints = [
    ...Object.keys(state.clients).map((at) => ({ at, tcp: state.clients[at] })),
    ...Object.keys(state.stacks).map((at) => ({ at, tcp: state.stacks[at]?.tcp })),
  ];
  return endpoints
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .flatMap(({ at, tcp }) =>
      Object.keys(tcp?.connections ?? {})
        .sort()
        .flatMap((connection) =>
          deeds
            .map((deed) => ({ do: 'Tcp', at, deed, connection }) as const)
            .filter((action) => canAct(state, action)),
        ),
    );
}

/** An address with a port that some profile distributes, or a range covers. */
export interface Service {
  readonly dvipa: Address;
  readonly port: number;
}

export function enabledBinds(state: Sysplex, services: readonly Service[]): readonly Action[] {
  return Object.keys(state.stacks)
    .sort()
    .flatMap((stack) =>
      services.flatMap(({ dvipa, port }) =>
        (['Bind', 'Unbind'] as const)
          .map((what) => ({ do: what, stack, dvipa, port }) as const)
          .filter((action) => canAct(state, action)),
      ),
    );
}

export function upStacks(state: Sysplex): readonly StackName[] {
  return Object.keys(state.stacks)
    .sort()
    .filter((stack) => state.stacks[stack] !== null);
}

export function downStacks(state: Sysplex): readonly StackName[] {
  return Object.keys(state.stacks)
    .sort()
    .filter((stack) => state.stacks[stack] === null);
}
