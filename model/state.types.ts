/**
 * The abstract cluster: what a reviewer must hold in mind to follow Figures 5 to 12.
 *
 * There are no messages here. A table of the routing stack holds what has been *said* to it; how that
 * travels is the implementation's affair. Left out: sequence numbers, routers, queues, clients.
 */
import type { ClaimKind, Distribution, List, Profile } from './config.types.ts';
import type { Address, StackName } from './vocabulary.types.ts';

/** A 4-tuple, outside end first: `C1:1024>DVA1:60`. */
export type Key = string;

/** Which use of a 4-tuple: its opener and the opener's initial sequence number, `client 1000`. */
export type Life = string;

/** A connection, or the routing stack's entry for one: where it lives, and which life it is. */
export interface Place {
  readonly stack: StackName;
  readonly life: Life;
}

/** How many applications listen, by port. */
export type Ports = Readonly<Record<string, number>>;

/** A stack that is up. `aware`: it has the VIPA distribution function (F4.4). */
export interface Stack {
  readonly aware: boolean;
  readonly profile: Profile;
}

/** One stack routes the DVIPA, with complete tables. */
export interface Routed {
  readonly is: 'routed';
  readonly by: StackName;
  readonly as: ClaimKind;
  /** The list in force; null for a DVIPA that is not distributed. */
  readonly list: List;
  /** Who has received this very list, sorted. Others may still go by a former one (D8). */
  readonly received: readonly StackName[];
  /** Destination Port Table: the current actual targets among them. */
  readonly dpt: Readonly<Record<StackName, Ports>>;
  /** Current Routing Table. An entry without a connection is a choice that no target has taken yet. */
  readonly crt: Readonly<Record<Key, Place>>;
}

/** Nobody routes: the last owner has failed, or has been superseded and nobody is complete yet. */
export interface InTransit {
  readonly is: 'inTransit';
  /** Who has claimed the DVIPA and collects reports, sorted. */
  readonly claimants: readonly StackName[];
  /** Who routed until now and has not heard of the claim yet: it goes on by its tables (F12.520). */
  readonly former: StackName | null;
}

/** Nobody has the DVIPA, and nobody remembers who had it. */
export interface Inactive {
  readonly is: 'inactive';
}

export interface Vipa {
  readonly routing: Inactive | InTransit | Routed;
  /** Who advertises the DVIPA to the network, sorted. */
  readonly advertisers: readonly StackName[];
  /** The primary's list, as each stack that has been told it keeps it for a takeover (F6.134). */
  readonly kept: Readonly<Record<StackName, Distribution>>;
  /** Applications that are bound to the DVIPA and listen. */
  readonly listeners: Readonly<Record<StackName, Ports>>;
  /** Every connection that lives, by its 4-tuple: a 4-tuple lives on one stack at most. */
  readonly connections: Readonly<Record<Key, Place>>;
}

export interface Cluster {
  /** Null for a stack that is down. */
  readonly stacks: Readonly<Record<StackName, Stack | null>>;
  readonly vipas: Readonly<Record<Address, Vipa>>;
}
