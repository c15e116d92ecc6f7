/**
 * What happens in the network around the cluster: packets arrive, are lost or doubled, routers learn.
 */
import type { Action } from './actions.types.ts';
import { addPacket, findPacket, learnRoute, removePacket } from './network/network.ts';
import { atClient, atStack, type Scene } from './scene.ts';

/** To where the router's route leads: to a queue, or, at a dead stack, to nowhere. */
export function deliverPacket(
  scene: Scene,
  { packet: label, router }: Extract<Action, { do: 'DeliverPacket' }>,
): boolean {
  const { network } = scene.state;
  const packet = findPacket(network, 'toCluster', label);
  if (packet === undefined) return false;
  const hop = network.routes[router]?.[packet.destination.address];
  scene.state = { ...scene.state, network: removePacket(network, 'toCluster', packet) };
  const isUp = hop !== undefined && (scene.state.stacks[hop] ?? null) !== null;
  return isUp ? atStack(scene, hop, { part: 'queue', packet }) : true;
}

export function deliverToClient(scene: Scene, label: string): boolean {
  const { network } = scene.state;
  const packet = findPacket(network, 'toClients', label);
  if (packet === undefined) return false;
  scene.state = { ...scene.state, network: removePacket(network, 'toClients', packet) };
  // To an address that is no client's the packet is lost, like one to a dead stack.
  atClient(scene, packet.destination.address, { type: 'SegmentArrived', packet, via: null });
  return true;
}

export function disturbPacket(
  scene: Scene,
  action: Extract<Action, { do: 'LosePacket' | 'DuplicatePacket' }>,
): boolean {
  const { network } = scene.state;
  for (const direction of ['toCluster', 'toClients'] as const) {
    const packet = findPacket(network, direction, action.packet);
    if (packet === undefined) continue;
    const next = action.do === 'LosePacket' ? removePacket : addPacket;
    scene.state = { ...scene.state, network: next(network, direction, packet) };
    return true;
  }
  return false;
}

export function learn(scene: Scene, action: Extract<Action, { do: 'LearnRoute' }>): boolean {
  const { network } = scene.state;
  const { router, dvipa, stack } = action;
  const routes = network.routes[router];
  if (routes === undefined) return false;
  const advertisers = network.advertised[dvipa] ?? [];
  const present = routes[dvipa] ?? null;
  const isTrue = stack === null ? advertisers.length === 0 : advertisers.includes(stack);
  if (!isTrue || present === stack) return false;
  scene.state = { ...scene.state, network: learnRoute(network, router, dvipa, stack) };
  return true;
}
