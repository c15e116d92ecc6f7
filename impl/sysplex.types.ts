/**
 * What a cluster is made of: its topology, the product of its components, and what a step tells.
 *
 * Exploration state is plain data: records and arrays of records, no class, no map, no function.
 */
import type { Profile } from '../model/config.types.ts';
import type { Address, StackName } from '../model/vocabulary.types.ts';
import type { Action } from './actions.types.ts';
import type { Network, RouterName } from './network/network.ts';
import type { StackOutput, StackState } from './stack.ts';
import type { TcpState } from './tcp/tcp.types.ts';
import type { Medium } from './xcf/medium.ts';

/** An application instance: bound to a DVIPA and listening on a port of it. */
export interface Application {
  readonly stack: StackName;
  readonly dvipa: Address;
  readonly port: number;
}

/** What does not change during a run. */
export interface Topology {
  readonly profiles: readonly Profile[];
  /** Stacks without the distribution function (F4.4). */
  readonly unaware: readonly StackName[];
  readonly clients: readonly Address[];
  readonly routers: readonly RouterName[];
  /** Half-open connections that one listener holds. */
  readonly backlog: number;
  /** Applications that listen once the sysplex serves (F4.2). */
  readonly applications: readonly Application[];
  /** What VARY OBEY may load while a stack runs, by stack (D8). */
  readonly changes: Readonly<Record<StackName, readonly Profile[]>>;
}

export interface Sysplex {
  readonly topology: Topology;
  /** Null for a stack that is down. */
  readonly stacks: Readonly<Record<StackName, StackState | null>>;
  /** The profile that each stack starts with next. */
  readonly profiles: Readonly<Record<StackName, Profile>>;
  /** The group's join counter: the last incarnation given out. */
  readonly joins: number;
  readonly medium: Medium;
  readonly network: Network;
  readonly clients: Readonly<Record<Address, TcpState>>;
}

/** One thing that happened, and where. */
export interface Happening {
  readonly at: string;
  readonly output: StackOutput;
}

export interface SysplexStep {
  readonly state: Sysplex;
  readonly happenings: readonly Happening[];
}

export type SysplexStepper = (state: Sysplex, action: Action) => SysplexStep | null;
