/**
 * The atomic actions of the abstract cluster, in the past tense. Each is one line of a figure, or what
 * happens to a stack, an application or a connection between two of them.
 */
import type { ClaimKind, List, Profile } from './config.types.ts';
import type { Key, Life, Vipa } from './state.types.ts';
import type { Address, Port, StackName } from './vocabulary.types.ts';

/** What happens to a stack as a whole. */
export type StackEvent =
  | {
      readonly type: 'StackStarted';
      readonly stack: StackName;
      readonly aware: boolean;
      readonly profile: Profile;
    }
  | { readonly type: 'StackFailed'; readonly stack: StackName }
  | { readonly type: 'ProfileChanged'; readonly stack: StackName; readonly profile: Profile };

interface At {
  readonly dvipa: Address;
  readonly stack: StackName;
}
export interface Claimant extends At {
  readonly as: ClaimKind;
}
interface Of extends At {
  readonly key: Key;
  readonly life: Life;
}
interface Late {
  /** Stacks whose last word the acting stack may not have heard yet: it acts by what it knows. */
  readonly late: readonly StackName[];
}

/** Who owns a DVIPA (Figures 5, 9, 10, 11, 12). */
export type OwnershipEvent =
  | (Claimant & Late & { readonly type: 'Claimed' })
  | (Claimant & {
      readonly type: 'RoutingBegun';
      readonly list: List;
      readonly received: readonly StackName[];
      readonly late?: readonly StackName[];
    })
  | (At & { readonly type: 'Yielded' })
  /** The tables of a claimant that has been outbid, and has not heard so, are complete. */
  | (At & { readonly type: 'CompletedLate' })
  /** The last stack that knew who had the DVIPA is gone. */
  | { readonly type: 'Forgotten'; readonly dvipa: Address }
  | (At & { readonly type: 'Advertised' })
  | (At & { readonly type: 'Withdrawn' })
  | (Claimant & { readonly type: 'ListChanged'; readonly list: List });

export type Claimed = Extract<OwnershipEvent, { readonly type: 'Claimed' }>;

/** Applications and the list that covers them (Figure 6). */
export type TargetEvent =
  | (At & { readonly type: 'ListReceived' })
  /** A stack has been told the primary's list, before anybody routes by it or after. */
  | (At & { readonly type: 'ListKept'; readonly list: List })
  | (At & { readonly type: 'ApplicationBound'; readonly port: Port })
  | (At & { readonly type: 'ApplicationEnded'; readonly port: Port });

/** What becomes of a packet (Figure 7). `stack` is the one that routes it. */
export type PacketEvent =
  | (Of & Late & { readonly type: 'SynRouted'; readonly target: StackName; readonly port: Port })
  /** A target gives back the SYN that it was sent, and cannot accept. */
  | (Of & { readonly type: 'SynReturned'; readonly target: StackName })
  | (At & Late & { readonly type: 'SynRefused'; readonly port: Port })
  | (Of & { readonly type: 'SegmentGiven' })
  | (Of & { readonly type: 'SegmentReset' });

/** Connections, at the stack where they live (Figure 8). */
export type ConnectionEvent =
  | (Of & { readonly type: 'SynAccepted'; readonly port: Port })
  | (Of & { readonly type: 'ConnectionOpened' })
  /** A new life of the 4-tuple begins on the stack where the former one has not ended yet. */
  | (Of & { readonly type: 'ConnectionReplaced' })
  | (Of & { readonly type: 'ConnectionEnded' });

export type VipaEvent = OwnershipEvent | TargetEvent | PacketEvent | ConnectionEvent;
export type Event = StackEvent | VipaEvent;

/** Why the model does not allow an event in a state. */
export interface Refused {
  readonly refused: string;
}

/** What an event makes of a DVIPA. */
export type Next = Vipa | Refused;
