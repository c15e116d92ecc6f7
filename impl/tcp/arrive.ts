/**
 * What an arriving segment does: to a listener, to a connection, or to nobody (RFC 9293, 3.10.7).
 *
 * Read first: tcp.types.ts. The sequence number is looked at first, so that a segment of another life
 * changes nothing; a half-open end answers an acknowledgement of what it never sent with a reset.
 */
import type { Packet } from '../messages.types.ts';
import type { Via } from '../distribution/inputs.types.ts';
import { inboundKey } from '../tables/crt.ts';
import { isInWindow, lengthOf, LIFE_SPAN, resetFor, segmentOf } from './segments.ts';
import type { EndReason, Tcb, TcbState, TcpOutput, TcpState, TcpStep } from './tcp.types.ts';

export function arrive(state: TcpState, packet: Packet, via: Via | null): TcpStep {
  const key = inboundKey(packet);
  const tcb = state.connections[key];
  if (tcb === undefined) return arriveClosed(state, packet, via);
  if (tcb.state === 'TIME_WAIT' && packet.kind === 'SYN' && packet.seq > tcb.rcvNxt) {
    return reuse(state, tcb, packet, via);
  }
  return tcb.state === 'SYN_SENT'
    ? arriveSynSent(state, key, tcb, packet)
    : arriveSynchronised(state, key, tcb, packet);
}

function unchanged(state: TcpState, ...outputs: readonly TcpOutput[]): TcpStep {
  return { state, outputs };
}

function transmit(packet: Packet): TcpOutput {
  return { type: 'Transmit', packet };
}

function replaceTcb(
  state: TcpState,
  key: string,
  tcb: Tcb,
  outputs: readonly TcpOutput[],
): TcpStep {
  if (state.connections[key] === tcb) return { state, outputs };
  return { state: { ...state, connections: { ...state.connections, [key]: tcb } }, outputs };
}

function endTcb(state: TcpState, key: string, tcb: Tcb, reason: EndReason): TcpStep {
  const { [key]: _ended, ...connections } = state.connections;
  return { state: { ...state, connections }, outputs: [{ type: 'Ended', tcb, reason }] };
}

/** No connection: a listener may accept a SYN; every other segment but a reset is reset. */
function arriveClosed(state: TcpState, packet: Packet, via: Via | null): TcpStep {
  if (packet.kind === 'RST') return unchanged(state);
  if (packet.kind !== 'SYN' || !isListening(state, packet)) {
    return unchanged(state, transmit(resetFor(packet)));
  }
  if (halfOpen(state, packet) >= state.backlog) {
    return unchanged(state, { type: 'RejectSyn', packet, via });
  }
  return accept(state, packet, via, false);
}

function listenerName(packet: Packet): string {
  return `${packet.destination.address}:${packet.destination.port}`;
}

function isListening(state: TcpState, packet: Packet): boolean {
  return (state.listeners[listenerName(packet)] ?? 0) > 0;
}

function halfOpen(state: TcpState, packet: Packet): number {
  const { address, port } = packet.destination;
  return Object.values(state.connections).filter(
    ({ local, state: at }) => at === 'SYN_RCVD' && local.address === address && local.port === port,
  ).length;
}

function accept(state: TcpState, syn: Packet, via: Via | null, replaces: boolean): TcpStep {
  const iss = state.nextIsn;
  const tcb: Tcb = {
    remote: syn.source,
    local: syn.destination,
    state: 'SYN_RCVD',
    isOutgoing: false,
    iss,
    irs: syn.seq,
    rcvNxt: syn.seq + 1,
    sndNxt: iss + 1,
    unacked: [{ kind: 'SYN-ACK', seq: iss }],
  };
  const next = { ...state, nextIsn: iss + LIFE_SPAN };
  return replaceTcb(next, inboundKey(syn), tcb, [
    { type: 'Opened', tcb, via, replaces },
    transmit(segmentOf(tcb, 'SYN-ACK', iss)),
  ]);
}

/**
 * A new life of a 4-tuple whose former life is in TIME_WAIT: one step, so that no gap is seen (R8). Where nobody
 * listens any more the former life ends all the same, and the SYN goes back: another target may listen (R10).
 */
function reuse(state: TcpState, old: Tcb, syn: Packet, via: Via | null): TcpStep {
  if (!isListening(state, syn)) {
    const ended = endTcb(state, inboundKey(syn), old, 'closed');
    return { ...ended, outputs: [...ended.outputs, { type: 'RejectSyn', packet: syn, via }] };
  }
  const step = accept(state, syn, via, true);
  const ended: TcpOutput = { type: 'Ended', tcb: old, reason: 'replaced' };
  return { state: step.state, outputs: [ended, ...step.outputs] };
}

function arriveSynSent(state: TcpState, key: string, tcb: Tcb, packet: Packet): TcpStep {
  const acknowledgesSyn = packet.ack === tcb.iss + 1;
  if (packet.kind === 'RST') {
    return acknowledgesSyn ? endTcb(state, key, tcb, 'resetByPeer') : unchanged(state);
  }
  if (!acknowledgesSyn) {
    // The answer to another life, or a simultaneous open, which this endpoint does not do.
    return packet.ack === null ? unchanged(state) : unchanged(state, transmit(resetFor(packet)));
  }
  if (packet.kind !== 'SYN-ACK') return unchanged(state);
  const next: Tcb = {
    ...tcb,
    state: 'ESTABLISHED',
    irs: packet.seq,
    rcvNxt: packet.seq + 1,
    unacked: [],
  };
  return replaceTcb(state, key, next, [
    { type: 'Established', key },
    transmit(segmentOf(next, 'ACK', next.sndNxt)),
  ]);
}

function arriveSynchronised(state: TcpState, key: string, tcb: Tcb, packet: Packet): TcpStep {
  const acknowledge = transmit(segmentOf(tcb, 'ACK', tcb.sndNxt));
  if (packet.kind === 'SYN' && tcb.state === 'SYN_RCVD' && packet.seq === tcb.irs) {
    return unchanged(state, transmit(segmentOf(tcb, 'SYN-ACK', tcb.iss)));
  }
  if (packet.kind === 'RST') {
    // Only an exact match counts, and none in TIME_WAIT, which old duplicates must not cut short (RFC 1337).
    return packet.seq === tcb.rcvNxt && tcb.state !== 'TIME_WAIT'
      ? endTcb(state, key, tcb, 'resetByPeer')
      : unchanged(state);
  }
  if (packet.seq !== tcb.rcvNxt && lengthOf(packet.kind) > 0) return unchanged(state, acknowledge);
  if (!isInWindow(tcb, packet)) return unchanged(state);
  if (packet.kind === 'SYN' || packet.kind === 'SYN-ACK') return unchanged(state, acknowledge);

  const acked = packet.ack ?? 0;
  if (tcb.state === 'SYN_RCVD' && acked !== tcb.iss + 1) {
    return unchanged(state, transmit(resetFor(packet)));
  }
  if (acked > tcb.sndNxt) return unchanged(state, acknowledge);
  const established: readonly TcpOutput[] =
    tcb.state === 'SYN_RCVD' ? [{ type: 'Established', key }] : [];
  return consume(state, key, acknowledgeUpTo(tcb, acked), packet, established);
}

const afterFinAcked: Partial<Record<TcbState, TcbState>> = {
  FIN_WAIT_1: 'FIN_WAIT_2',
  CLOSING: 'TIME_WAIT',
};

function acknowledgeUpTo(tcb: Tcb, acked: number): Tcb {
  const unacked = tcb.unacked.filter(({ seq }) => seq >= acked);
  const established: Tcb = tcb.state === 'SYN_RCVD' ? { ...tcb, state: 'ESTABLISHED' } : tcb;
  if (unacked.length === established.unacked.length) return established;
  const next = unacked.length === 0 ? afterFinAcked[established.state] : undefined;
  return { ...established, unacked, state: next ?? established.state };
}

const afterFinReceived: Partial<Record<TcbState, TcbState>> = {
  ESTABLISHED: 'CLOSE_WAIT',
  FIN_WAIT_1: 'CLOSING',
  FIN_WAIT_2: 'TIME_WAIT',
};

/** Takes in what the segment carries, once its acknowledgement has been taken in. */
function consume(
  state: TcpState,
  key: string,
  tcb: Tcb,
  packet: Packet,
  established: readonly TcpOutput[],
): TcpStep {
  if (tcb.state === 'LAST_ACK' && tcb.unacked.length === 0) {
    return endTcb(state, key, tcb, 'closed');
  }
  if (packet.kind === 'ACK') return replaceTcb(state, key, tcb, established);

  const taken: Tcb = { ...tcb, rcvNxt: packet.seq + 1 };
  const next: Tcb =
    packet.kind === 'FIN' ? { ...taken, state: afterFinReceived[tcb.state] ?? tcb.state } : taken;
  return replaceTcb(state, key, next, [
    ...established,
    { type: 'Received', key, packet },
    transmit(segmentOf(next, 'ACK', next.sndNxt)),
  ]);
}
