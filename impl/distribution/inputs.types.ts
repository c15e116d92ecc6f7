/**
 * What a VIPA distribution function hears and what it asks for. Delivery order, choices and failures
 * arrive as inputs in the past tense; everything it does leaves as an output in the imperative.
 */
import type { Profile } from '../../model/config.types.ts';
import type { Choice, Envelope, Packet } from '../messages.types.ts';
import type {
  Address,
  Epoch,
  Member,
  Port,
  Socket,
  StackName,
} from '../../model/vocabulary.types.ts';

/** What the membership service says of a member (R37). */
export interface Announcement {
  readonly member: Member;
  readonly aware: boolean;
  readonly xcf: Address;
}

/** How a packet came to the local TCP; null when no owner chose: it is the owner's own business. */
export interface Via {
  readonly choice: Choice;
  readonly epoch: Epoch;
  readonly tried: readonly StackName[];
}

export interface StackStarted {
  readonly type: 'StackStarted';
  readonly members: readonly Announcement[];
}
export interface MemberJoined extends Announcement {
  readonly type: 'MemberJoined';
}
export interface MemberLeft {
  readonly type: 'MemberLeft';
  readonly member: Member;
}
export interface MessageArrived {
  readonly type: 'MessageArrived';
  readonly envelope: Envelope;
}
export interface PacketArrived {
  readonly type: 'PacketArrived';
  readonly packet: Packet;
}
/** An application binds to a DVIPA in order to listen on a port. */
export interface BindRequested {
  readonly type: 'BindRequested';
  readonly dvipa: Address;
  readonly port: Port;
}
export interface ListenerClosed {
  readonly type: 'ListenerClosed';
  readonly dvipa: Address;
  readonly port: Port;
}
export interface ConnectionOpened {
  readonly type: 'ConnectionOpened';
  readonly remote: Socket;
  readonly local: Socket;
  readonly remoteIsn: number | null;
  readonly localIsn: number;
  readonly via: Via | null;
  /** True when the endpoint ended a former life of the 4-tuple in the same step (R8). */
  readonly replaces: boolean;
}
export interface ConnectionEnded {
  readonly type: 'ConnectionEnded';
  readonly remote: Socket;
  readonly local: Socket;
  readonly remoteIsn: number | null;
  readonly localIsn: number;
}
/** The endpoint had no room for a SYN that it was given (R10). */
export interface SynRejected {
  readonly type: 'SynRejected';
  readonly packet: Packet;
  readonly via: Via | null;
}
export interface ProfileChanged {
  readonly type: 'ProfileChanged';
  readonly profile: Profile;
}
export interface WeightsArrived {
  readonly type: 'WeightsArrived';
  readonly weights: Readonly<Record<StackName, number>>;
}

export type Input =
  | StackStarted
  | MemberJoined
  | MemberLeft
  | MessageArrived
  | PacketArrived
  | BindRequested
  | ListenerClosed
  | ConnectionOpened
  | ConnectionEnded
  | SynRejected
  | ProfileChanged
  | WeightsArrived;

/** Why an input changed nothing (P10). Every reason is reached by a test. */
export type IgnoreReason =
  | 'UnawareOfDistribution'
  | 'SenderHasLeft'
  | 'StaleEpoch'
  | 'NotOwner'
  | 'NotCandidate'
  | 'NotMoving'
  | 'AlreadyComplete'
  | 'AlreadyRerouted'
  | 'UnknownConnection'
  | 'UnknownDvipa'
  | 'UnknownWhileRebuilding'
  | 'SynWhileRebuilding'
  | 'SynAckWhileRebuilding'
  | 'UnknownSynAck'
  | 'UnknownReset'
  | 'NoLiveOwner'
  | 'Malformed';

/** Why a connection attempt or a segment is answered with a reset. */
export type ResetReason = 'NoListeningCandidate' | 'NoSuchConnection';

export interface Send {
  readonly type: 'Send';
  readonly envelope: Envelope;
}
export interface Advertise {
  readonly type: 'Advertise';
  readonly dvipa: Address;
}
export interface Withdraw {
  readonly type: 'Withdraw';
  readonly dvipa: Address;
}
/** The home list gains or loses an internal, non-advertised address (F6.126, F12.525). */
export interface AddAddress {
  readonly type: 'AddAddress';
  readonly dvipa: Address;
}
export interface DeleteAddress {
  readonly type: 'DeleteAddress';
  readonly dvipa: Address;
}
/** Give a packet to the TCP of this stack. */
export interface Deliver {
  readonly type: 'Deliver';
  readonly packet: Packet;
  readonly via: Via | null;
}
/** Answer a packet with a reset. */
export interface Reset {
  readonly type: 'Reset';
  readonly packet: Packet;
  readonly reason: ResetReason;
}
/** The bind succeeded: the application listens. */
export interface Listen {
  readonly type: 'Listen';
  readonly dvipa: Address;
  readonly port: Port;
}
export interface RefuseBind {
  readonly type: 'RefuseBind';
  readonly dvipa: Address;
  readonly port: Port;
  readonly error: 'EADDRNOTAVAIL' | 'EAGAIN';
}
/** A fresh choice of a target (F7.144); `retry` when an earlier target gave the SYN back. */
export interface Selected {
  readonly type: 'Selected';
  readonly packet: Packet;
  readonly epoch: Epoch;
  readonly target: Member;
  readonly candidates: readonly { readonly target: StackName; readonly weight: number }[];
  readonly retry: boolean;
}
export interface Ignore {
  readonly type: 'Ignore';
  readonly reason: IgnoreReason;
}
/** A SYN that no target has room for is dropped; its client sends it again (R10). */
export interface Discard {
  readonly type: 'Discard';
  readonly packet: Packet;
}
/** A block of the source's figures, or another requirement, was executed. */
export interface Reached {
  readonly type: 'Reached';
  readonly id: string;
}

export type Output =
  | Send
  | Advertise
  | Withdraw
  | AddAddress
  | DeleteAddress
  | Deliver
  | Reset
  | Listen
  | RefuseBind
  | Selected
  | Ignore
  | Discard
  | Reached;
