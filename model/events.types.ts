/**
 * The atomic actions of the abstract cluster, in the past tense. Each is one line of a figure, or what
 * happens to a stack, an application or a connection between two of them.
 */
import type { ClaimKind, Distribution, Profile } from './config.types.ts';
import type { Key, Life } from './state.types.ts';
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
interface Of extends At {
  readonly key: Key;
  readonly life: Life;
}
interface Late {
  /** Stacks to or from which something is under way that the routing stack's choice depends on. */
  readonly late: readonly StackName[];
}

/** Who owns a DVIPA (Figures 5, 9, 10, 11, 12). */
export type OwnershipEvent =
  | (At & { readonly type: 'Claimed'; readonly as: ClaimKind })
  | (At & {
      readonly type: 'RoutingBegun';
      readonly as: ClaimKind;
      readonly list: Distribution | null;
      readonly received: readonly StackName[];
    })
  | (At & { readonly type: 'Yielded' })
  | (At & { readonly type: 'CompletedLate' })
  | { readonly type: 'Forgotten'; readonly dvipa: Address }
  | (At & { readonly type: 'Advertised' })
  | (At & { readonly type: 'Withdrawn' })
  | (At & {
      readonly type: 'ListChanged';
      readonly as: ClaimKind;
      readonly list: Distribution | null;
    });

/** Applications and the list that covers them (Figure 6). */
export type TargetEvent =
  | (At & { readonly type: 'ListReceived' })
  | (At & { readonly type: 'ApplicationBound'; readonly port: Port })
  | (At & { readonly type: 'ApplicationEnded'; readonly port: Port });

/** What becomes of a packet (Figure 7). `stack` is the one that routes it. */
export type PacketEvent =
  | (Of & Late & { readonly type: 'SynRouted'; readonly target: StackName; readonly port: Port })
  | (Of & { readonly type: 'SynReturned'; readonly target: StackName })
  | (At & Late & { readonly type: 'SynRefused'; readonly port: Port })
  | (Of & { readonly type: 'SegmentGiven' })
  | (Of & { readonly type: 'SegmentReset' });

/** Connections, at the stack where they live (Figure 8). */
export type ConnectionEvent =
  | (Of & { readonly type: 'SynAccepted'; readonly port: Port })
  | (Of & { readonly type: 'ConnectionOpened' })
  | (Of & { readonly type: 'ConnectionReplaced' })
  | (Of & { readonly type: 'ConnectionEnded' });

export type VipaEvent = OwnershipEvent | TargetEvent | PacketEvent | ConnectionEvent;
export type Event = StackEvent | VipaEvent;

/** Why the model does not allow an event in a state. */
export interface Refused {
  readonly refused: string;
}
