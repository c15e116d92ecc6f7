/**
 * The five messages that stacks exchange over XCF, and the TCP segments that they route.
 *
 * Read first: the source on Figures 6, 8, 9 and 10. Every control message names its sender's
 * incarnation (in the envelope) and the ownership epoch it speaks of (R13, R29). Names in capitals
 * are the names on the wire.
 */
import type { ClaimKind, Distribution } from '../model/config.types.ts';
import type { Address, Epoch, Member, Port, Socket, StackName } from '../model/vocabulary.types.ts';

/** The list of a primary, and which of its lists that is: the newest counts, whoever passes it on (R33). */
export interface PrimaryList {
  /** The claim under which the primary sent it, … */
  readonly epoch: Epoch;
  /** … and the version of that claim. */
  readonly version: number;
  /** Null when the primary does not distribute the DVIPA. */
  readonly distribution: Distribution | null;
}

/** "I route this DVIPA": the part of a VIPA list that speaks of one address (F5.102, F9.201). */
export interface Claim {
  readonly dvipa: Address;
  /** Names the claimant; the highest epoch wins everywhere (R17). */
  readonly epoch: Epoch;
  /** Counts the lists of one owner under one epoch: a profile change sends the next (R33). */
  readonly version: number;
  readonly kind: ClaimKind;
  /** The live owner that this claim takes the DVIPA from: it tells what it routes first (F10.304). */
  readonly former: Member | null;
  /** The list that applies while this owner routes; null when the DVIPA is not distributed. */
  readonly distribution: Distribution | null;
  /** The newest list of a primary that the claimant knows, for a backup without a list of its own (F6.134). */
  readonly inherited: PrimaryList | null;
}

/** Who is primary and backup of what: every stack tells all others (F5.102, D3). */
export interface Definitions {
  readonly primary: readonly Address[];
  readonly backup: readonly {
    readonly dvipa: Address;
    readonly rank: number;
    /** May it create the DVIPA when that is active nowhere? */
    readonly creates: boolean;
  }[];
}

/** One connection as its endpoint, or the stack that routed it, reports it. */
export interface ConnectionReport {
  /** The outside end. */
  readonly remote: Socket;
  /** The DVIPA and its port. */
  readonly local: Socket;
  readonly target: Member;
  /** The outside end's initial sequence number; null while an outgoing SYN is unanswered. */
  readonly remoteIsn: number | null;
  /** The target's initial sequence number; null when the reporter only routed the SYN. */
  readonly localIsn: number | null;
}

export interface VipaList {
  readonly type: 'VIPA_list';
  readonly definitions: Definitions;
  readonly claims: readonly Claim[];
}

/** The complete set of listeners of the sender for one DVIPA: it replaces the sender's rows (R14). */
export interface Srvstat {
  readonly type: 'SRVSTAT';
  readonly dvipa: Address;
  readonly epoch: Epoch;
  readonly listeners: readonly { readonly port: Port; readonly count: number }[];
}

export interface Newconn {
  readonly type: 'NEWCONN';
  readonly dvipa: Address;
  readonly epoch: Epoch;
  readonly connections: readonly ConnectionReport[];
  /** `endpoint`: the sender's own connections. `router`: those that it routed (F10.306). */
  readonly reporter: 'endpoint' | 'router';
  /**
   * The explicit end of the endpoint's snapshot for this epoch (R2, R20), or null inside one. It
   * names the members that the sender, as a former owner, may have routed connections to: the new
   * owner waits for their snapshots too, though it may not have heard of them yet.
   */
  readonly end: { readonly routedTo: readonly Member[] } | null;
}

export interface Termconn {
  readonly type: 'TERMCONN';
  readonly dvipa: Address;
  readonly epoch: Epoch;
  readonly connection: ConnectionReport;
}

/** `takeback`: give me what you route (F10.304). `routing`: my tables are complete (F9.212). */
export interface Dvipa {
  readonly type: 'DVIPA';
  readonly dvipa: Address;
  readonly epoch: Epoch;
  readonly intent: 'takeback' | 'routing';
}

export type ControlMessage = VipaList | Srvstat | Newconn | Termconn | Dvipa;

/** What a TCP segment is for. DATA and FIN acknowledge; each of SYN, SYN-ACK, DATA, FIN counts one. */
export type SegmentKind = 'SYN' | 'SYN-ACK' | 'ACK' | 'DATA' | 'FIN' | 'RST';

/** One IP packet with its TCP segment. Sequence numbers are the wire's. */
export interface Packet {
  readonly source: Socket;
  readonly destination: Socket;
  readonly kind: SegmentKind;
  readonly seq: number;
  readonly ack: number | null;
}

/** How an owner came to a target: a fresh choice may be accepted, a followed entry only resumed. */
export type Choice = 'selected' | 'followed';

/** A packet on its second hop: from the owner to the target of its connection (F7.150). */
export interface RoutedPacket {
  readonly type: 'routed';
  readonly packet: Packet;
  readonly epoch: Epoch;
  readonly choice: Choice;
  /** Targets that gave this SYN back already (R11). */
  readonly tried: readonly StackName[];
}

/** A packet on its first hop: from a stack that does not own the DVIPA to the one that does (R26). */
export interface RedirectedPacket {
  readonly type: 'redirected';
  readonly packet: Packet;
}

/** A SYN that its target could not accept goes back to the owner that chose the target (R10, R11). */
export interface ReturnedPacket {
  readonly type: 'returned';
  readonly packet: Packet;
  readonly epoch: Epoch;
  /** Only a choice that comes back is undone; a SYN that followed an entry proves nothing of it. */
  readonly choice: Choice;
  readonly tried: readonly StackName[];
}

export type XcfBody = ControlMessage | RoutedPacket | RedirectedPacket | ReturnedPacket;

/** What travels on one XCF channel. XCF drops it when the receiver's incarnation has changed. */
export interface Envelope {
  readonly from: Member;
  readonly to: Member;
  readonly body: XcfBody;
}
