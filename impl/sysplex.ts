/**
 * The cluster as a product of components: stacks, XCF channels, routers, packets in flight, clients.
 *
 * One action touches one component and emits outputs addressed to others; an action that is not
 * enabled leaves everything as it is and answers null. Which actions are worth trying next is asked of
 * enabled.ts. Read first: actions.types.ts.
 */
import type { Address, StackName } from '../model/vocabulary.types.ts';
import type { Action } from './actions.types.ts';
import type { Announcement } from './distribution/inputs.types.ts';
import { distributionReducer } from './distribution/reduce.ts';
import { initialNetwork, silence } from './network/network.ts';
import { deliverPacket, deliverToClient, disturbPacket, learn } from './network-actions.ts';
import { atClient, atStack, type Scene } from './scene.ts';
import type { Sysplex, SysplexStepper, Topology } from './sysplex.types.ts';
import { canAct, tcpInputFor } from './endpoints.ts';
import { initialStack, stackReducer, type StackReducer, type StackState } from './stack.ts';
import { initialTcp } from './tcp/endpoint.ts';
import type { TcpState } from './tcp/tcp.types.ts';
import {
  announceJoin,
  announceLeave,
  idleMedium,
  nextOn,
  takeFrom,
  takeNotice,
} from './xcf/medium.ts';

/** Clients answer the connections that stacks open (C15): one port for each stack. */
const CLIENT_BACKLOG = 8;
const CLIENT_ISN_BASE = 5_000_000;

/** The port on which every client waits for connections from one stack. */
export function peerPort(topology: Topology, stack: StackName): number {
  return 8001 + topology.profiles.findIndex((profile) => profile.stack === stack);
}

function initialClient(topology: Topology, name: Address): TcpState {
  const ports = topology.profiles.map(({ stack }) => peerPort(topology, stack));
  const listeners = Object.fromEntries(ports.map((port) => [`${name}:${port}`, 1]));
  return { ...initialTcp(CLIENT_ISN_BASE, CLIENT_BACKLOG), listeners };
}

export function initialSysplex(topology: Topology): Sysplex {
  const { profiles, clients, routers } = topology;
  return {
    topology,
    stacks: Object.fromEntries(profiles.map(({ stack }) => [stack, null])),
    profiles: Object.fromEntries(profiles.map((profile) => [profile.stack, profile])),
    joins: 0,
    medium: idleMedium,
    network: initialNetwork(routers),
    clients: Object.fromEntries(clients.map((name) => [name, initialClient(topology, name)])),
  };
}

/** Builds the cluster's step around a stack; mutants come in by the distribution function. */
export function sysplexStepper(
  reduce: StackReducer = stackReducer(distributionReducer()),
): SysplexStepper {
  return (state, action) => {
    const scene: Scene = { state, happenings: [], reduce };
    const wasEnabled = act(scene, action);
    return wasEnabled ? { state: scene.state, happenings: scene.happenings } : null;
  };
}

function act(scene: Scene, action: Action): boolean {
  switch (action.do) {
    case 'StartStack':
      return startStack(scene, action.stack);
    case 'CrashStack':
      return crashStack(scene, action.stack);
    case 'DeliverNotice':
      return deliverNotice(scene, action.to);
    case 'DeliverXcf':
      return deliverXcf(scene, action.from, action.to);
    case 'ReadQueue':
      return readQueue(scene, action.stack);
    case 'DeliverPacket':
      return deliverPacket(scene, action);
    case 'DeliverToClient':
      return deliverToClient(scene, action.packet);
    case 'LosePacket':
    case 'DuplicatePacket':
      return disturbPacket(scene, action);
    case 'LearnRoute':
      return learn(scene, action);
    case 'ChangeProfile':
      return changeProfile(scene, action);
    default:
      return actAtEndpoint(scene, action);
  }
}

type EndpointAction = Extract<
  Action,
  { do: 'Bind' | 'Unbind' | 'Connect' | 'ConnectOut' | 'Tcp' | 'SetWeights' | 'InjectMessage' }
>;

function actAtEndpoint(scene: Scene, action: EndpointAction): boolean {
  if (!canAct(scene.state, action)) return false;
  switch (action.do) {
    case 'Bind':
      return atStack(scene, action.stack, {
        part: 'distribution',
        input: { type: 'BindRequested', dvipa: action.dvipa, port: action.port },
      });
    case 'Unbind':
      atStack(scene, action.stack, {
        part: 'tcp',
        input: { type: 'UnlistenRequested', address: action.dvipa, port: action.port },
      });
      return atStack(scene, action.stack, {
        part: 'distribution',
        input: { type: 'ListenerClosed', dvipa: action.dvipa, port: action.port },
      });
    case 'SetWeights':
      return atStack(scene, action.stack, {
        part: 'distribution',
        input: { type: 'WeightsArrived', weights: action.weights },
      });
    case 'InjectMessage':
      return inject(scene, action);
    case 'Connect':
      return atClient(scene, action.client, {
        type: 'OpenRequested',
        remote: { address: action.dvipa, port: action.to },
        local: { address: action.client, port: action.port },
        isn: action.isn,
      });
    case 'ConnectOut':
      return atStack(scene, action.stack, {
        part: 'tcp',
        input: {
          type: 'OpenRequested',
          remote: { address: action.client, port: action.to },
          local: { address: action.dvipa, port: action.port },
          isn: action.isn,
        },
      });
    case 'Tcp': {
      const input = tcpInputFor(action);
      return action.at in scene.state.clients
        ? atClient(scene, action.at, input)
        : atStack(scene, action.at, { part: 'tcp', input });
    }
  }
}

function announcementOf(stack: StackName, state: StackState): Announcement {
  const { self, aware, profile } = state.distribution;
  return { member: { stack, incarnation: self.incarnation }, aware, xcf: profile.xcf };
}

/** Live stacks other than `but`, sorted, so that the same run happens on every machine. */
function liveStacks(state: Sysplex, but: StackName): readonly [StackName, StackState][] {
  return Object.keys(state.stacks)
    .sort()
    .flatMap((name): [StackName, StackState][] => {
      const stack = state.stacks[name];
      return stack === null || stack === undefined || name === but ? [] : [[name, stack]];
    });
}

function startStack(scene: Scene, stack: StackName): boolean {
  const { state } = scene;
  const profile = state.profiles[stack];
  if (state.stacks[stack] !== null || profile === undefined) return false;

  const self = { stack, incarnation: state.joins + 1 };
  const { unaware, backlog } = state.topology;
  const fresh = initialStack(self, profile, !unaware.includes(stack), backlog);
  const others = liveStacks(state, stack);
  const observers = others.map(([name]) => name);
  scene.state = {
    ...state,
    joins: self.incarnation,
    stacks: { ...state.stacks, [stack]: fresh },
    medium: announceJoin(state.medium, announcementOf(stack, fresh), observers),
  };
  const members = others.map(([name, other]) => announcementOf(name, other));
  return atStack(scene, stack, { part: 'distribution', input: { type: 'StackStarted', members } });
}

/** Everything of the stack is gone: tables, connections, its queue, what was on its way to it. */
function crashStack(scene: Scene, stack: StackName): boolean {
  const { state } = scene;
  const crashed = state.stacks[stack];
  if (crashed === null || crashed === undefined) return false;
  const observers = liveStacks(state, stack).map(([name]) => name);
  scene.state = {
    ...state,
    stacks: { ...state.stacks, [stack]: null },
    medium: announceLeave(state.medium, crashed.distribution.self, observers),
    network: silence(state.network, stack),
  };
  return true;
}

function deliverNotice(scene: Scene, to: StackName): boolean {
  const [notice] = scene.state.medium.notices[to] ?? [];
  if (notice === undefined) return false;
  scene.state = { ...scene.state, medium: takeNotice(scene.state.medium, to) };
  return atStack(scene, to, { part: 'distribution', input: notice });
}

function deliverXcf(scene: Scene, from: StackName, to: StackName): boolean {
  const envelope = nextOn(scene.state.medium, from, to);
  if (envelope === null) return false;
  scene.state = { ...scene.state, medium: takeFrom(scene.state.medium, from, to) };
  const input = { type: 'MessageArrived', envelope } as const;
  return atStack(scene, to, { part: 'distribution', input });
}

/** A message from nobody's channel, in the name of a member that lives or has lived (P10). */
function inject(scene: Scene, action: Extract<Action, { do: 'InjectMessage' }>): boolean {
  const to = scene.state.stacks[action.to]?.distribution;
  if (to === undefined) return false;
  const incarnation = to.view[action.from]?.incarnation ?? 0;
  const from = { stack: action.from, incarnation };
  const envelope = { from, to: to.self, body: action.body };
  const input = { type: 'MessageArrived', envelope } as const;
  return atStack(scene, action.to, { part: 'distribution', input });
}

function readQueue(scene: Scene, stack: StackName): boolean {
  const queue = scene.state.stacks[stack]?.queue ?? [];
  if (queue.length === 0) return false;
  return atStack(scene, stack, { part: 'queue', packet: null });
}

function changeProfile(
  scene: Scene,
  { stack, profile: index }: Extract<Action, { do: 'ChangeProfile' }>,
): boolean {
  const profile = scene.state.topology.changes[stack]?.[index];
  const present = JSON.stringify(scene.state.profiles[stack]);
  if (profile === undefined || present === JSON.stringify(profile)) return false;
  scene.state = { ...scene.state, profiles: { ...scene.state.profiles, [stack]: profile } };
  const input = { type: 'ProfileChanged', profile } as const;
  return atStack(scene, stack, { part: 'distribution', input }) || true;
}
