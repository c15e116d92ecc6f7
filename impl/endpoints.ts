/**
 * What applications and timers may do at an endpoint now: the guards of the environment.
 *
 * Declared environment: a 4-tuple is not used again, and TIME_WAIT does not end, while a segment of its
 * former life is still under way; two stacks do not open the same 4-tuple (R39, sysplex-wide ports).
 */
import type { ConnectionReport, Packet } from './messages.types.ts';
import type { Action } from './actions.types.ts';
import { holds } from './distribution/lists.ts';
import { vipaOf } from './distribution/turn.ts';
import type { StackState } from './stack.ts';
import type { Sysplex } from './sysplex.types.ts';
import { connectionKey } from './tables/crt.ts';
import type { Tcb, TcpInput, TcpState } from './tcp/tcp.types.ts';

type EndpointAction = Extract<
  Action,
  { do: 'Bind' | 'Unbind' | 'Connect' | 'ConnectOut' | 'Tcp' | 'SetWeights' | 'InjectMessage' }
>;
type TcpAction = Extract<Action, { do: 'Tcp' }>;

/** Two applications on one port are enough to tell counting from a flag (R15). */
const MOST_LISTENERS = 2;
/** Unacknowledged segments of one connection; more of them show nothing new. */
const MOST_UNACKED = 2;

export function canAct(state: Sysplex, action: EndpointAction): boolean {
  switch (action.do) {
    case 'Bind':
      return isUp(state, action.stack) && listenersAt(state, action) < MOST_LISTENERS;
    case 'Unbind':
      return listenersAt(state, action) > 0;
    case 'SetWeights':
      return isUp(state, action.stack);
    case 'InjectMessage':
      return isUp(state, action.to);
    case 'Connect':
      return isFree(state, `${action.client}:${action.port}`, `${action.dvipa}:${action.to}`);
    case 'ConnectOut':
      return (
        mayOpen(state.stacks[action.stack] ?? null, action.dvipa) &&
        !isSpokenOf(state, `${action.client}:${action.to}>${action.dvipa}:${action.port}`) &&
        isFree(state, `${action.client}:${action.to}`, `${action.dvipa}:${action.port}`)
      );
    case 'Tcp': {
      const tcb = endpointAt(state, action.at)?.connections[action.connection];
      return tcb !== undefined && canDo(state, tcb, action);
    }
  }
}

function isUp(state: Sysplex, stack: string): boolean {
  return (state.stacks[stack] ?? null) !== null;
}

export function endpointAt(state: Sysplex, at: string): TcpState | undefined {
  return state.clients[at] ?? state.stacks[at]?.tcp;
}

function listenersAt(
  state: Sysplex,
  { stack, dvipa, port }: { stack: string; dvipa: string; port: number },
): number {
  return state.stacks[stack]?.tcp.listeners[`${dvipa}:${port}`] ?? 0;
}

function mayOpen(stack: StackState | null, dvipa: string): boolean {
  if (stack === null) return false;
  const { distribution } = stack;
  const vipa = vipaOf(distribution, dvipa);
  return distribution.joining.length === 0 && vipa.claim !== null && holds(distribution, vipa);
}

/** Nobody uses the 4-tuple as its client or in its outgoing direction, and nothing of it travels. */
function isFree(state: Sysplex, remote: string, local: string): boolean {
  const asClient = `${local}>${remote}`;
  const [name = ''] = remote.split(':');
  if (state.clients[name]?.connections[asClient] !== undefined) return false;
  return !isTravelling(state, remote, local);
}

/** Sysplex-wide ports with delayed reuse (R39): no stack holds the 4-tuple or still reports about it. */
function isSpokenOf({ stacks, medium }: Sysplex, key: string): boolean {
  const isKey = ({ remote, local }: ConnectionReport): boolean =>
    connectionKey(remote, local) === key;
  return (
    Object.values(stacks).some((stack) => stack?.tcp.connections[key] !== undefined) ||
    Object.values(medium.channels).some((channel) =>
      channel.some(
        ({ body }) =>
          (body.type === 'NEWCONN' && body.connections.some(isKey)) ||
          (body.type === 'TERMCONN' && isKey(body.connection)),
      ),
    )
  );
}

/** Is a segment of the 4-tuple in the network, in a queue, or on its way over XCF? */
function isTravelling(state: Sysplex, one: string, other: string): boolean {
  const isOfTuple = ({ source, destination }: Packet): boolean => {
    const from = `${source.address}:${source.port}`;
    const to = `${destination.address}:${destination.port}`;
    return (from === one && to === other) || (from === other && to === one);
  };
  const { network, medium, stacks } = state;
  return (
    network.toCluster.some(isOfTuple) ||
    network.toClients.some(isOfTuple) ||
    Object.values(stacks).some((stack) => stack?.queue.some(isOfTuple)) ||
    Object.values(medium.channels).some((channel) =>
      channel.some(({ body }) => 'packet' in body && isOfTuple(body.packet)),
    )
  );
}

function canDo(state: Sysplex, tcb: Tcb, { deed }: TcpAction): boolean {
  switch (deed) {
    case 'write':
      return (
        (tcb.state === 'ESTABLISHED' || tcb.state === 'CLOSE_WAIT') &&
        tcb.unacked.length < MOST_UNACKED
      );
    case 'close':
      return tcb.state === 'ESTABLISHED' || tcb.state === 'CLOSE_WAIT';
    case 'abort':
      return tcb.state !== 'TIME_WAIT';
    case 'retransmit':
      return tcb.unacked.length > 0;
    case 'giveUp':
      return tcb.state === 'SYN_SENT' || tcb.state === 'SYN_RCVD';
    case 'expire': {
      if (tcb.state !== 'TIME_WAIT') return false;
      const [one = '', other = ''] = connectionKey(tcb.remote, tcb.local).split('>');
      return !isTravelling(state, one, other);
    }
  }
}

export function tcpInputFor({ deed, connection: key }: TcpAction): TcpInput {
  const types = {
    write: 'DataWritten',
    close: 'CloseRequested',
    abort: 'AbortRequested',
    retransmit: 'RetransmitDue',
    giveUp: 'GaveUp',
    expire: 'TimeWaitExpired',
  } as const;
  return { type: types[deed], key };
}
