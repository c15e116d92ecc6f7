/**
 * A cluster as a row of components, and back: one per stack, channel, queue of notices, router, bag of
 * packets and client. Packets in flight are a bag, so their order is forgotten.
 */
import type { Network } from '../../../impl/network/network.ts';
import { packetLabel } from '../../../impl/network/network.ts';
import type { Packet } from '../../../impl/messages.types.ts';
import type { Sysplex } from '../../../impl/sysplex.types.ts';

interface Shape {
  readonly stacks: readonly string[];
  readonly channels: readonly string[];
  readonly clients: readonly string[];
  readonly routers: readonly string[];
}

function shapeOf(state: Sysplex): Shape {
  const stacks = Object.keys(state.stacks).sort();
  return {
    stacks,
    channels: stacks.flatMap((from) =>
      stacks.filter((to) => to !== from).map((to) => `${from}>${to}`),
    ),
    clients: Object.keys(state.clients).sort(),
    routers: Object.keys(state.network.routes).sort(),
  };
}

/** The names of the components, in their order; the last is the budget's. */
export function positionsOf(state: Sysplex): readonly string[] {
  const { stacks, channels, clients, routers } = shapeOf(state);
  return [
    ...stacks,
    ...channels,
    ...stacks.map((name) => `notices ${name}`),
    ...clients,
    ...routers.map((name) => `routes ${name}`),
    ...['advertised', 'to the cluster', 'to clients', 'joins', 'profiles', 'budget'],
  ];
}

const nothing: readonly never[] = [];
const bags = new WeakMap<readonly Packet[], readonly Packet[]>();

export function bag(packets: readonly Packet[]): readonly Packet[] {
  if (packets.length < 2) return packets;
  const present = bags.get(packets);
  if (present !== undefined) return present;
  const keyed = packets.map((packet) => ({
    packet,
    key: `${packetLabel(packet)} ${packet.seq} ${packet.ack}`,
  }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const sorted = keyed.map(({ packet }) => packet);
  bags.set(packets, sorted);
  return sorted;
}

export function split(state: Sysplex): readonly unknown[] {
  const { stacks, channels, clients, routers } = shapeOf(state);
  const { medium, network } = state;
  return [
    ...stacks.map((name) => state.stacks[name] ?? null),
    ...channels.map((name) => medium.channels[name] ?? nothing),
    ...stacks.map((name) => medium.notices[name] ?? nothing),
    ...clients.map((name) => state.clients[name]),
    ...routers.map((name) => network.routes[name]),
    ...[network.advertised, bag(network.toCluster), bag(network.toClients), state.joins],
    state.profiles,
  ];
}

/** The inverse of split; what never changes comes from the first state. */
export function joined(first: Sysplex, components: readonly unknown[]): Sysplex {
  const { stacks, channels, clients, routers } = shapeOf(first);
  let at = 0;
  const take = <T>(names: readonly string[]): Record<string, T> =>
    Object.fromEntries(names.map((name) => [name, components[at++] as T]));
  const taken = {
    stacks: take<Sysplex['stacks'][string]>(stacks),
    channels: full(take<Sysplex['medium']['channels'][string]>(channels)),
    notices: full(take<Sysplex['medium']['notices'][string]>(stacks)),
    clients: take<Sysplex['clients'][string]>(clients),
    routes: take<Network['routes'][string]>(routers),
  };
  const [advertised, toCluster, toClients, joins, profiles] = components.slice(at);
  return {
    ...first,
    stacks: taken.stacks,
    medium: { channels: taken.channels, notices: taken.notices },
    network: {
      advertised: advertised as Network['advertised'],
      routes: taken.routes,
      toCluster: toCluster as Network['toCluster'],
      toClients: toClients as Network['toClients'],
    },
    clients: taken.clients,
    joins: joins as number,
    profiles: profiles as Sysplex['profiles'],
  };
}

/** A medium names no queue that is empty. */
function full<T>(queues: Record<string, readonly T[]>): Record<string, readonly T[]> {
  return Object.fromEntries(Object.entries(queues).filter(([, queue]) => queue.length > 0));
}
