/**
 * One TCP/IP stack: its VIPA distribution function, its TCP endpoint and its input queue.
 *
 * The distribution function and the endpoint are reducers of their own and meet only here: what one
 * asks for is the other's input, within one step, so that a connection and its report are one event
 * (R7). What the stack has accepted from the network and not yet read waits in its queue (R47).
 */
import { match } from 'ts-pattern';
import type { Profile } from '../model/config.types.ts';
import type { Packet } from './messages.types.ts';
import type { Member } from '../model/vocabulary.types.ts';
import type { Input, Output, Via } from './distribution/inputs.types.ts';
import { initialDistribution, type DistributionReducer } from './distribution/reduce.ts';
import type { DistributionState } from './distribution/state.types.ts';
import { initialTcp, tcpReducer } from './tcp/endpoint.ts';
import { resetFor } from './tcp/segments.ts';
import type { Tcb, TcpInput, TcpOutput, TcpState } from './tcp/tcp.types.ts';

export interface StackState {
  readonly distribution: DistributionState;
  readonly tcp: TcpState;
  /** Accepted from the network and not yet read (R47). */
  readonly queue: readonly Packet[];
}

/** What a stack hears: an input of one of its parts, or that it reads its queue. */
export type StackInput =
  | { readonly part: 'distribution'; readonly input: Input }
  | { readonly part: 'tcp'; readonly input: TcpInput }
  | { readonly part: 'queue'; readonly packet: Packet | null };

/** Everything that happened in one step, in order: effects for others and facts for observers. */
export type StackOutput = Output | TcpOutput;

export interface StackStep {
  readonly state: StackState;
  readonly outputs: readonly StackOutput[];
}

/** How far apart the initial sequence numbers of two incarnations lie. */
const ISN_SPREAD = 10_000_000;

export function initialStack(
  self: Member,
  profile: Profile,
  aware: boolean,
  backlog: number,
): StackState {
  return {
    distribution: initialDistribution(self, profile, aware),
    tcp: initialTcp(self.incarnation * ISN_SPREAD, backlog),
    queue: [],
  };
}

export type StackReducer = (state: StackState, input: StackInput) => StackStep;

/** Builds the reducer of a stack around a distribution function. */
export function stackReducer(distribute: DistributionReducer): StackReducer {
  return (state, input) => {
    const step: Step = { state, outputs: [], distribute };
    if (input.part === 'distribution') distribution(step, input.input);
    else if (input.part === 'tcp') tcp(step, input.input);
    else if (input.packet !== null) enqueue(step, input.packet);
    else readQueue(step);
    return { state: step.state, outputs: step.outputs };
  };
}

interface Step {
  state: StackState;
  readonly outputs: StackOutput[];
  readonly distribute: DistributionReducer;
}

function enqueue(step: Step, packet: Packet): void {
  step.state = { ...step.state, queue: [...step.state.queue, packet] };
}

function readQueue(step: Step): void {
  const [packet, ...queue] = step.state.queue;
  if (packet === undefined) return;
  step.state = { ...step.state, queue };
  distribution(step, { type: 'PacketArrived', packet });
}

function distribution(step: Step, input: Input): void {
  const { state, outputs } = step.distribute(step.state.distribution, input);
  if (state !== step.state.distribution) step.state = { ...step.state, distribution: state };
  for (const output of outputs) {
    step.outputs.push(output);
    obey(step, output);
  }
}

/** What the distribution function asks of its own stack; the rest leaves the stack. */
function obey(step: Step, output: Output): void {
  if (output.type === 'Deliver') {
    tcp(step, { type: 'SegmentArrived', packet: output.packet, via: output.via });
  } else if (output.type === 'Listen') {
    tcp(step, { type: 'ListenRequested', address: output.dvipa, port: output.port });
  } else if (output.type === 'Reset') {
    step.outputs.push({ type: 'Transmit', packet: resetFor(output.packet) });
  }
}

function tcp(step: Step, input: TcpInput): void {
  const { state, outputs } = tcpReducer(step.state.tcp, input);
  if (state !== step.state.tcp) step.state = { ...step.state, tcp: state };
  for (const output of outputs) {
    step.outputs.push(output);
    report(step, output);
  }
}

/** What the distribution function must hear of the endpoint, in the very step in which it happens. */
function report(step: Step, output: TcpOutput): void {
  match(output)
    .with({ type: 'Opened' }, ({ tcb, via, replaces }) => {
      distribution(step, { type: 'ConnectionOpened', ...lifeOf(tcb), via, replaces });
    })
    .with({ type: 'Ended' }, ({ tcb, reason }) => {
      // A life that is replaced in the same step is reported by its successor alone (R8).
      if (reason !== 'replaced') distribution(step, { type: 'ConnectionEnded', ...lifeOf(tcb) });
    })
    .with({ type: 'RejectSyn' }, ({ packet, via }: { packet: Packet; via: Via | null }) => {
      distribution(step, { type: 'SynRejected', packet, via });
    })
    .with({ type: 'Transmit' }, { type: 'Established' }, { type: 'Received' }, () => undefined)
    .exhaustive();
}

/** An outgoing life is named by its own number only: its first report knew no other. */
function lifeOf({ remote, local, iss, irs, isOutgoing }: Tcb) {
  return { remote, local, remoteIsn: isOutgoing ? null : irs, localIsn: iss };
}
