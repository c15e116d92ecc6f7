/**
 * The state of one VIPA distribution function (numeral 23 of the source).
 *
 * Roles are a union, each with only its own fields. Targets and backups need no role: whether a
 * stack is one follows from the claim it knows and from its own profile.
 */
import type { ClaimKind, Profile } from '../../model/config.types.ts';
import type { Claim, Definitions, PrimaryList } from '../messages.types.ts';
import type { Address, Incarnation, Member, StackName } from '../../model/vocabulary.types.ts';
import type { Crt } from '../tables/crt.types.ts';
import type { Dpt } from '../tables/dpt.ts';
import type { Shares } from '../tables/selection.ts';

/** Another stack, as the membership service and its own VIPA list describe it. */
export interface Peer {
  readonly incarnation: Incarnation;
  /** Has it the distribution function? The capability bit of R37. */
  readonly aware: boolean;
  readonly xcf: Address;
  /** Null until its first VIPA list has come. */
  readonly definitions: Definitions | null;
}

/** A connection whose endpoint is this stack's TCP. */
export interface LocalConnection {
  readonly remoteIsn: number | null;
  readonly localIsn: number;
}

/** Claims the DVIPA and collects snapshots; routes what it knows and resets nothing (R2, R3). */
export interface Rebuilding {
  readonly is: 'rebuilding';
  readonly dpt: Dpt;
  readonly crt: Crt;
  /** Members whose snapshot for this epoch has not ended yet. */
  readonly awaiting: readonly Member[];
  readonly answered: readonly StackName[];
  /** The owner that lived when this claim was made: it advertises until this stack is ready (R22). */
  readonly former: Member | null;
  readonly advertised: boolean;
}

/** Routes the DVIPA with complete tables: the only role that selects targets or refuses. */
export interface Owner {
  readonly is: 'owner';
  readonly dpt: Dpt;
  readonly crt: Crt;
  readonly shares: Shares;
}

/** Has yielded to a higher claim; forwards everything to the new owner until that one routes (R22). */
export interface Moving {
  readonly is: 'moving';
  /** As what it owned the DVIPA: it may have to go on so (P3). */
  readonly as: ClaimKind;
  readonly crt: Crt;
  /** Members that this stack may have routed to: a new owner must wait for their snapshots too. */
  readonly routedTo: readonly Member[];
  readonly advertised: boolean;
}

export interface NoRole {
  readonly is: 'none';
}

export type Role = NoRole | Rebuilding | Owner | Moving;

/** What this stack knows and does about one DVIPA. */
export interface Vipa {
  /** The highest claim heard: the owner pointer, which moves before any snapshot is taken (R7). */
  readonly claim: Claim | null;
  /** The newest list of a primary that this stack has been told, kept for a takeover (F6.134, R33). */
  readonly inherited: PrimaryList | null;
  readonly role: Role;
  /** Listening applications of this stack per port. */
  readonly listeners: Readonly<Record<string, number>>;
  /** Connections that end on this stack, by connection key. */
  readonly connections: Readonly<Record<string, LocalConnection>>;
}

export interface DistributionState {
  readonly self: Member;
  /** False for a stack without the function: it ignores every message (F4.4). */
  readonly aware: boolean;
  readonly profile: Profile;
  /** Live members other than this stack. */
  readonly view: Readonly<Record<StackName, Peer>>;
  /** Incarnations come from the group's join counter: all up to this one have been announced. */
  readonly horizon: Incarnation;
  /** Members whose VIPA list is awaited before this stack claims anything (R31). */
  readonly joining: readonly StackName[];
  readonly vipas: Readonly<Record<Address, Vipa>>;
  /** Weights from the workload manager, per stack; absent means 1. */
  readonly weights: Readonly<Record<StackName, number>>;
}
