/**
 * The state, inputs and outputs of a TCP endpoint: of a stack in the cluster, or of a client.
 *
 * Enough TCP to be hurt by a mistake of the cluster: half-open connections, retransmission, resets,
 * orderly release, TIME_WAIT and the reuse of a 4-tuple. Left out: flow and congestion control, urgent data,
 * options, simultaneous open, out-of-order buffering; none of them sees which stack answers.
 */
import type { Packet, SegmentKind } from '../messages.types.ts';
import type { Address, Port, Socket } from '../../model/vocabulary.types.ts';
import type { Via } from '../distribution/inputs.types.ts';

export type TcbState =
  | 'SYN_SENT'
  | 'SYN_RCVD'
  | 'ESTABLISHED'
  | 'FIN_WAIT_1'
  | 'FIN_WAIT_2'
  | 'CLOSE_WAIT'
  | 'CLOSING'
  | 'LAST_ACK'
  | 'TIME_WAIT';

/** Transmission control block. Sequence numbers are plain integers; lives are far apart. */
export interface Tcb {
  readonly remote: Socket;
  readonly local: Socket;
  readonly state: TcbState;
  /** Opened by this end? */
  readonly isOutgoing: boolean;
  /** Initial sequence number of this end. */
  readonly iss: number;
  /** Initial sequence number of the other end; null until its SYN or SYN-ACK has come. */
  readonly irs: number | null;
  readonly rcvNxt: number;
  readonly sndNxt: number;
  /** Sent and not acknowledged, oldest first: what a retransmission sends again. */
  readonly unacked: readonly { readonly kind: SegmentKind; readonly seq: number }[];
}

export interface TcpState {
  /** Listening applications per `address:port`. */
  readonly listeners: Readonly<Record<string, number>>;
  readonly connections: Readonly<Record<string, Tcb>>;
  /** The initial sequence number for the next SYN that is accepted; no two lives share one. */
  readonly nextIsn: number;
  /** How many half-open connections one listener holds. */
  readonly backlog: number;
}

export type EndReason = 'closed' | 'aborted' | 'resetByPeer' | 'gaveUp' | 'replaced';

export type TcpInput =
  | { readonly type: 'SegmentArrived'; readonly packet: Packet; readonly via: Via | null }
  | {
      readonly type: 'OpenRequested';
      readonly remote: Socket;
      readonly local: Socket;
      readonly isn: number;
    }
  | { readonly type: 'ListenRequested'; readonly address: Address; readonly port: Port }
  | { readonly type: 'UnlistenRequested'; readonly address: Address; readonly port: Port }
  | { readonly type: 'DataWritten'; readonly key: string }
  | { readonly type: 'CloseRequested'; readonly key: string }
  | { readonly type: 'AbortRequested'; readonly key: string }
  | { readonly type: 'RetransmitDue'; readonly key: string }
  | { readonly type: 'GaveUp'; readonly key: string }
  | { readonly type: 'TimeWaitExpired'; readonly key: string };

export type TcpOutput =
  | { readonly type: 'Transmit'; readonly packet: Packet }
  | {
      readonly type: 'Opened';
      readonly tcb: Tcb;
      readonly via: Via | null;
      readonly replaces: boolean;
    }
  | { readonly type: 'Established'; readonly key: string }
  | { readonly type: 'Received'; readonly key: string; readonly packet: Packet }
  | { readonly type: 'Ended'; readonly tcb: Tcb; readonly reason: EndReason }
  | { readonly type: 'RejectSyn'; readonly packet: Packet; readonly via: Via | null };

export interface TcpStep {
  readonly state: TcpState;
  readonly outputs: readonly TcpOutput[];
}
