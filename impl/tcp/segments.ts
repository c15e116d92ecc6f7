/**
 * Building segments, and the sequence-number questions that decide whether one belongs to a life.
 *
 * Each of SYN, SYN-ACK, DATA and FIN takes one sequence number. A segment of another life of the same
 * 4-tuple lies outside the window, because lives are further apart than a window is wide.
 */
import type { Packet, SegmentKind } from '../messages.types.ts';
import type { Tcb } from './tcp.types.ts';

/** How far ahead of the next expected number a segment is still of this life. */
const WINDOW = 64;

/** The distance between the initial sequence numbers of two lives. */
export const LIFE_SPAN = 1000;

export function lengthOf(kind: SegmentKind): number {
  return kind === 'ACK' || kind === 'RST' ? 0 : 1;
}

/** A segment of an existing connection; everything but a first SYN acknowledges. */
export function segmentOf(tcb: Tcb, kind: SegmentKind, seq: number): Packet {
  const ack = kind === 'SYN' ? null : tcb.rcvNxt;
  return { source: tcb.local, destination: tcb.remote, kind, seq, ack };
}

/** The reset that answers a segment for which no connection exists (RFC 9293, 3.5.2). */
export function resetFor(packet: Packet): Packet {
  const seq = packet.ack ?? 0;
  const ack = packet.ack === null ? packet.seq + lengthOf(packet.kind) : null;
  return { source: packet.destination, destination: packet.source, kind: 'RST', seq, ack };
}

/** Is a segment in the receive window? */
export function isInWindow(tcb: Tcb, packet: Packet): boolean {
  return packet.seq >= tcb.rcvNxt && packet.seq < tcb.rcvNxt + WINDOW;
}

/** Does a sequence number of the outside end belong to the life that began with `irs`? */
export function isOfLife(irs: number, seq: number): boolean {
  return seq >= irs && seq < irs + LIFE_SPAN;
}
