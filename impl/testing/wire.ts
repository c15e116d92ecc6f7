/**
 * Two TCP endpoints and the wire between them: client K and server S, which listens on port 60.
 */
import type { Packet, SegmentKind } from '../messages.types.ts';
import { initialTcp, tcpReducer } from '../tcp/endpoint.ts';
import type { Tcb, TcpInput, TcpOutput, TcpState } from '../tcp/tcp.types.ts';

type End = 'K' | 'S';
type Deed = Extract<TcpInput, { readonly key: string }>['type'];

const sockets = { K: { address: 'K', port: 1 }, S: { address: 'S', port: 60 } };
export const keys = { K: 'S:60>K:1', S: 'K:1>S:60' };
export const SERVER_ISN = 5_000;

export class Wire {
  readonly ends: Record<End, TcpState> = {
    K: initialTcp(9_000_000, 1),
    S: { ...initialTcp(SERVER_ISN, 1), listeners: { 'S:60': 1 } },
  };
  /** Sent and not delivered, oldest first. */
  flying: readonly Packet[] = [];

  /** What an end hears; what it sends flies, and everything it says is returned. */
  hear(at: End, input: TcpInput): readonly TcpOutput[] {
    const { state, outputs } = tcpReducer(this.ends[at], input);
    this.ends[at] = state;
    this.flying = [
      ...this.flying,
      ...outputs.flatMap((o) => ('packet' in o && o.type === 'Transmit' ? [o.packet] : [])),
    ];
    return outputs;
  }

  do(at: End, type: Deed): readonly TcpOutput[] {
    return this.hear(at, { type, key: keys[at] });
  }

  /** The client's SYN flies. */
  open(isn = 1_000): this {
    this.hear('K', { type: 'OpenRequested', remote: sockets.S, local: sockets.K, isn });
    return this;
  }

  arrive(at: End, packet: Packet): readonly TcpOutput[] {
    return this.hear(at, { type: 'SegmentArrived', packet, via: null });
  }

  /** Delivers the oldest flying segments, all of them unless `count` says how many. */
  fly(count = 50): this {
    for (let left = count; left > 0; left -= 1) {
      const [packet, ...rest] = this.flying;
      if (packet === undefined) break;
      this.flying = rest;
      this.arrive(packet.destination.address === 'K' ? 'K' : 'S', packet);
    }
    return this;
  }

  lose(): this {
    this.flying = [];
    return this;
  }

  /** An established connection with nothing under way. */
  connected(): this {
    return this.open().fly();
  }

  tcb(at: End): Tcb {
    const tcb = this.ends[at].connections[keys[at]];
    if (tcb === undefined) throw new Error(`${at} has no connection`);
    return tcb;
  }

  /** The states of client and server. */
  get states(): readonly [string, string] {
    const of = (at: End): string => this.ends[at].connections[keys[at]]?.state ?? 'CLOSED';
    return [of('K'), of('S')];
  }

  /** A segment to `at` as its peer would send it now, or with other numbers. */
  segment(at: End, kind: SegmentKind, numbers: Partial<Pick<Packet, 'seq' | 'ack'>> = {}): Packet {
    const { rcvNxt, sndNxt } = this.tcb(at);
    const peer = at === 'K' ? 'S' : 'K';
    const ends = { source: sockets[peer], destination: sockets[at] };
    return { ...ends, kind, seq: rcvNxt, ack: sndNxt, ...numbers };
  }

  /** What an end sends when it is asked to retransmit. */
  again(at: End): readonly SegmentKind[] {
    return kinds(this.do(at, 'RetransmitDue'));
  }
}

/** A client's first segment to port `to` of S. */
export function synTo(to: number, seq = 1_000, port = 1): Packet {
  const ends = { source: { address: 'K', port }, destination: { address: 'S', port: to } };
  return { ...ends, kind: 'SYN', seq, ack: null };
}

/** The segments that an end has sent, by kind. */
export function kinds(outputs: readonly TcpOutput[]): readonly SegmentKind[] {
  return outputs.flatMap((output) => (output.type === 'Transmit' ? [output.packet.kind] : []));
}

export function types(outputs: readonly TcpOutput[]): readonly TcpOutput['type'][] {
  return outputs.map(({ type }) => type);
}

/** Why connections ended. */
export function reasons(outputs: readonly TcpOutput[]): readonly string[] {
  return outputs.flatMap((output) => (output.type === 'Ended' ? [output.reason] : []));
}
