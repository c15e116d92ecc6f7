/**
 * One step in the making: the cluster as it stands, what has happened so far, and how a component's
 * outputs reach the others.
 */
import type { Packet } from './messages.types.ts';
import type { Address, StackName } from '../model/vocabulary.types.ts';
import { addPacket, advertise, withdraw } from './network/network.ts';
import type { StackInput, StackOutput, StackReducer } from './stack.ts';
import type { Happening, Sysplex } from './sysplex.types.ts';
import { tcpReducer } from './tcp/endpoint.ts';
import type { TcpInput } from './tcp/tcp.types.ts';
import { sendOn } from './xcf/medium.ts';

export interface Scene {
  state: Sysplex;
  readonly happenings: Happening[];
  readonly reduce: StackReducer;
}

/** One step of one stack; what it emits goes to the medium and to the network. */
export function atStack(scene: Scene, name: StackName, input: StackInput): boolean {
  const stack = scene.state.stacks[name];
  if (stack === null || stack === undefined) return false;
  const { state, outputs } = scene.reduce(stack, input);
  scene.state = { ...scene.state, stacks: { ...scene.state.stacks, [name]: state } };
  for (const output of outputs) {
    scene.happenings.push({ at: name, output });
    scene.state = emit(scene.state, name, output);
  }
  return true;
}

function emit(state: Sysplex, from: StackName, output: StackOutput): Sysplex {
  switch (output.type) {
    case 'Send': {
      const { to } = output.envelope;
      const receiver = state.stacks[to.stack]?.distribution.self;
      // XCF knows its members: nothing goes to an incarnation that is no more.
      if (receiver?.incarnation !== to.incarnation) return state;
      return { ...state, medium: sendOn(state.medium, output.envelope) };
    }
    case 'Transmit':
      return { ...state, network: addPacket(state.network, 'toClients', output.packet) };
    case 'Advertise':
      return { ...state, network: advertise(state.network, output.dvipa, from) };
    case 'Withdraw':
      return { ...state, network: withdraw(state.network, output.dvipa, from) };
    default:
      return state;
  }
}

export function atClient(scene: Scene, name: Address, input: TcpInput): boolean {
  const client = scene.state.clients[name];
  if (client === undefined) return false;
  const { state, outputs } = tcpReducer(client, input);
  const packets = outputs.flatMap((output): Packet[] =>
    output.type === 'Transmit' ? [output.packet] : [],
  );
  for (const output of outputs) scene.happenings.push({ at: name, output });
  scene.state = {
    ...scene.state,
    clients: { ...scene.state.clients, [name]: state },
    network: packets.reduce(
      (network, packet) => addPacket(network, 'toCluster', packet),
      scene.state.network,
    ),
  };
  return true;
}
