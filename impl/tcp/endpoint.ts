/**
 * A TCP endpoint as a pure reducer: `(state, input) => { state, outputs }`.
 *
 * Read first: tcp.types.ts. This file holds what an application and the timers ask for; what a
 * segment does to a connection stands in arrive.ts. The state machine is RFC 9293's.
 */
import { match } from 'ts-pattern';
import { connectionKey } from '../tables/crt.ts';
import { arrive } from './arrive.ts';
import { segmentOf } from './segments.ts';
import type { Tcb, TcbState, TcpInput, TcpOutput, TcpState, TcpStep } from './tcp.types.ts';

/** An endpoint without listeners or connections; `nextIsn` keeps the lives of all endpoints apart. */
export function initialTcp(nextIsn: number, backlog: number): TcpState {
  return { listeners: {}, connections: {}, nextIsn, backlog };
}

export function tcpReducer(state: TcpState, input: TcpInput): TcpStep {
  return match(input)
    .with({ type: 'SegmentArrived' }, ({ packet, via }) => arrive(state, packet, via))
    .with({ type: 'OpenRequested' }, (input) => open(state, input))
    .with({ type: 'ListenRequested' }, ({ address, port }) => listen(state, address, port, 1))
    .with({ type: 'UnlistenRequested' }, ({ address, port }) => listen(state, address, port, -1))
    .with({ type: 'DataWritten' }, ({ key }) => withTcb(state, key, write))
    .with({ type: 'CloseRequested' }, ({ key }) => withTcb(state, key, close))
    .with({ type: 'AbortRequested' }, ({ key }) => withTcb(state, key, abort))
    .with({ type: 'RetransmitDue' }, ({ key }) => withTcb(state, key, retransmit))
    .with({ type: 'GaveUp' }, ({ key }) => withTcb(state, key, end('gaveUp')))
    .with({ type: 'TimeWaitExpired' }, ({ key }) => withTcb(state, key, end('closed')))
    .exhaustive();
}

function open(
  state: TcpState,
  { remote, local, isn: iss }: Extract<TcpInput, { type: 'OpenRequested' }>,
): TcpStep {
  const tcb: Tcb = {
    remote,
    local,
    state: 'SYN_SENT',
    isOutgoing: true,
    iss,
    irs: null,
    rcvNxt: 0,
    sndNxt: iss + 1,
    unacked: [{ kind: 'SYN', seq: iss }],
  };
  const key = connectionKey(tcb.remote, tcb.local);
  return {
    state: { ...state, connections: { ...state.connections, [key]: tcb } },
    outputs: [
      // The distribution function hears of it before the SYN leaves (R39).
      { type: 'Opened', tcb, via: null, replaces: false },
      { type: 'Transmit', packet: segmentOf(tcb, 'SYN', iss) },
    ],
  };
}

function listen(state: TcpState, address: string, port: number, by: 1 | -1): TcpStep {
  const name = `${address}:${port}`;
  const { [name]: count = 0, ...others } = state.listeners;
  const next = count + by;
  const listeners = next > 0 ? { ...others, [name]: next } : others;
  return { state: { ...state, listeners }, outputs: [] };
}

interface TcbStep {
  /** Null when the connection has ended. */
  readonly tcb: Tcb | null;
  readonly outputs: readonly TcpOutput[];
}

function withTcb(state: TcpState, key: string, step: (tcb: Tcb) => TcbStep): TcpStep {
  const tcb = state.connections[key];
  if (tcb === undefined) return { state, outputs: [] };
  const { tcb: next, outputs } = step(tcb);
  if (next === tcb) return { state, outputs };
  const { [key]: _old, ...others } = state.connections;
  const connections = next === null ? others : { ...state.connections, [key]: next };
  return { state: { ...state, connections }, outputs };
}

/** One segment of data from the application. */
function write(tcb: Tcb): TcbStep {
  if (tcb.state !== 'ESTABLISHED' && tcb.state !== 'CLOSE_WAIT') return { tcb, outputs: [] };
  return transmitNext(tcb, 'DATA', tcb.state);
}

const afterClose: Partial<Record<TcbState, TcbState>> = {
  SYN_RCVD: 'FIN_WAIT_1',
  ESTABLISHED: 'FIN_WAIT_1',
  CLOSE_WAIT: 'LAST_ACK',
};

function close(tcb: Tcb): TcbStep {
  if (tcb.state === 'SYN_SENT') return end('aborted')(tcb);
  const next = afterClose[tcb.state];
  return next === undefined ? { tcb, outputs: [] } : transmitNext(tcb, 'FIN', next);
}

function transmitNext(tcb: Tcb, kind: 'DATA' | 'FIN', state: TcbState): TcbStep {
  const seq = tcb.sndNxt;
  const unacked = [...tcb.unacked, { kind, seq }];
  return {
    tcb: { ...tcb, state, sndNxt: seq + 1, unacked },
    outputs: [{ type: 'Transmit', packet: segmentOf(tcb, kind, seq) }],
  };
}

function abort(tcb: Tcb): TcbStep {
  const isSynchronised = tcb.state !== 'SYN_SENT' && tcb.state !== 'TIME_WAIT';
  const rst: TcpOutput = { type: 'Transmit', packet: segmentOf(tcb, 'RST', tcb.sndNxt) };
  const ended = end('aborted')(tcb);
  return isSynchronised ? { tcb: null, outputs: [rst, ...ended.outputs] } : ended;
}

function end(reason: 'closed' | 'aborted' | 'gaveUp'): (tcb: Tcb) => TcbStep {
  return (tcb) => ({ tcb: null, outputs: [{ type: 'Ended', tcb, reason }] });
}

/** Sends the oldest unacknowledged segment again. */
function retransmit(tcb: Tcb): TcbStep {
  const [oldest] = tcb.unacked;
  if (oldest === undefined) return { tcb, outputs: [] };
  const packet = segmentOf(tcb, oldest.kind, oldest.seq);
  return { tcb, outputs: [{ type: 'Transmit', packet }] };
}
