/**
 * The actions of a cluster: everything that can happen next, with concrete parameters.
 *
 * An action touches one component. A list of actions with a topology is a trace: it replays as it
 * stands, whatever becomes of the generators that found it.
 */
import type { Address, Port, StackName } from '../model/vocabulary.types.ts';
import type { RouterName } from './network/network.ts';
import type { XcfBody } from './messages.types.ts';

/** What an application or a timer does to one connection, at a stack or at a client. */
export type TcpDeed = 'write' | 'close' | 'abort' | 'retransmit' | 'giveUp' | 'expire';

export type Action =
  | { readonly do: 'StartStack'; readonly stack: StackName }
  | { readonly do: 'CrashStack'; readonly stack: StackName }
  | { readonly do: 'DeliverNotice'; readonly to: StackName }
  | { readonly do: 'DeliverXcf'; readonly from: StackName; readonly to: StackName }
  | { readonly do: 'ReadQueue'; readonly stack: StackName }
  | { readonly do: 'DeliverPacket'; readonly packet: string; readonly router: RouterName }
  | { readonly do: 'DeliverToClient'; readonly packet: string }
  | { readonly do: 'LosePacket'; readonly packet: string }
  | { readonly do: 'DuplicatePacket'; readonly packet: string }
  | {
      readonly do: 'LearnRoute';
      readonly router: RouterName;
      readonly dvipa: Address;
      readonly stack: StackName | null;
    }
  | { readonly do: 'Bind'; readonly stack: StackName; readonly dvipa: Address; readonly port: Port }
  | {
      readonly do: 'Unbind';
      readonly stack: StackName;
      readonly dvipa: Address;
      readonly port: Port;
    }
  | {
      /** A client opens a connection. */
      readonly do: 'Connect';
      readonly client: Address;
      readonly port: Port;
      readonly dvipa: Address;
      readonly to: Port;
      readonly isn: number;
    }
  | {
      /** An application on a stack opens a connection with the DVIPA as its source (C15). */
      readonly do: 'ConnectOut';
      readonly stack: StackName;
      readonly dvipa: Address;
      readonly port: Port;
      readonly client: Address;
      readonly to: Port;
      readonly isn: number;
    }
  | {
      readonly do: 'Tcp';
      readonly at: string;
      readonly deed: TcpDeed;
      readonly connection: string;
    }
  | { readonly do: 'ChangeProfile'; readonly stack: StackName; readonly profile: number }
  | {
      readonly do: 'SetWeights';
      readonly stack: StackName;
      readonly weights: Readonly<Record<StackName, number>>;
    }
  | {
      /** A message that no member sends now: stale, duplicated, unexpected or malformed (P10). */
      readonly do: 'InjectMessage';
      readonly from: StackName;
      readonly to: StackName;
      readonly body: XcfBody;
    };
