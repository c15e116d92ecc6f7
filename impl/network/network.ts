/**
 * The network around the cluster: routers that learn late and not all at once, and packets in flight.
 *
 * Packets are a bag: any of them may be next, be lost or be duplicated. A router forwards by what it
 * has learned, which may be a stack that no longer owns the address, or no longer lives (R22, R27).
 */
import type { Packet } from '../messages.types.ts';
import type { Address, Socket, StackName } from '../../model/vocabulary.types.ts';

export type RouterName = string;

export interface Network {
  /** Who advertises an address at present; two while it changes hands. */
  readonly advertised: Readonly<Record<Address, readonly StackName[]>>;
  /** What each router believes. */
  readonly routes: Readonly<Record<RouterName, Readonly<Record<Address, StackName>>>>;
  readonly toCluster: readonly Packet[];
  readonly toClients: readonly Packet[];
}

export function initialNetwork(routers: readonly RouterName[]): Network {
  return {
    advertised: {},
    routes: Object.fromEntries(routers.map((name) => [name, {}])),
    toCluster: [],
    toClients: [],
  };
}

export type Direction = 'toCluster' | 'toClients';

function socketLabel({ address, port }: Socket): string {
  return `${address}:${port}`;
}

/**
 * A packet's name in actions and traces. It leaves sequence numbers out, so that a shrunk trace, whose
 * numbers differ, still means the same packet.
 */
export function packetLabel({ source, destination, kind }: Packet): string {
  return `${socketLabel(source)}>${socketLabel(destination)} ${kind}`;
}

export function findPacket(
  network: Network,
  direction: Direction,
  label: string,
): Packet | undefined {
  return network[direction].find((packet) => packetLabel(packet) === label);
}

export function addPacket(network: Network, direction: Direction, packet: Packet): Network {
  return { ...network, [direction]: [...network[direction], packet] };
}

export function removePacket(network: Network, direction: Direction, packet: Packet): Network {
  const index = network[direction].indexOf(packet);
  return { ...network, [direction]: network[direction].filter((_, at) => at !== index) };
}

export function advertise(network: Network, dvipa: Address, stack: StackName): Network {
  const others = (network.advertised[dvipa] ?? []).filter((name) => name !== stack);
  return {
    ...network,
    advertised: { ...network.advertised, [dvipa]: [...others, stack].sort() },
  };
}

export function withdraw(network: Network, dvipa: Address, stack: StackName): Network {
  const others = (network.advertised[dvipa] ?? []).filter((name) => name !== stack);
  return { ...network, advertised: { ...network.advertised, [dvipa]: others } };
}

/** A stack is gone, and with it all that it advertised. Routers learn of it when they learn. */
export function silence(network: Network, stack: StackName): Network {
  return Object.keys(network.advertised).reduce(
    (rest, dvipa) => withdraw(rest, dvipa, stack),
    network,
  );
}

/** A router takes over a present advertisement, or drops a route that nobody advertises. */
export function learnRoute(
  network: Network,
  router: RouterName,
  dvipa: Address,
  stack: StackName | null,
): Network {
  const { [dvipa]: _old, ...others } = network.routes[router] ?? {};
  const routes = stack === null ? others : { ...others, [dvipa]: stack };
  return { ...network, routes: { ...network.routes, [router]: routes } };
}
