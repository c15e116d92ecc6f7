/**
 * The vocabulary of the reference model: its scope, what its components are, and where they stand in a row.
 */
export interface Scope {
  readonly stacks: number;
  readonly connections: number;
  /** Reports that a queue holds. */
  readonly queueMax: number;
  readonly hasBug: boolean;
}

/** Who owns the address, and who is up. */
export interface Members {
  readonly owner: number | null;
  readonly up: readonly boolean[];
}

/** What the owner knows. */
export interface Directory {
  readonly listens: readonly boolean[];
  readonly lives: readonly (number | null)[];
  readonly hasReset: boolean;
}

export interface Stack {
  readonly isBound: boolean;
  /** Still has to report to a new owner. */
  readonly owesReport: boolean;
  /** Connections whose SYN is on its way to it. */
  readonly syns: readonly number[];
}

/** A connection: where it lives, and the parity of what it has sent. */
export interface Connection {
  readonly at: number | null;
  readonly parity: 0 | 1;
}

export type Report =
  { readonly is: 'listening' } | { readonly is: 'opened' | 'closed'; readonly connection: number };

export type Queue = readonly Report[];

/** Inputs: what is asked of a component, with at most two numbers and a report. */
export type Input = readonly [deed: string, ...details: readonly unknown[]];

/** Where components stand in a row. */
export interface Places {
  readonly members: number;
  readonly directory: number;
  readonly stack: (stack: number) => number;
  readonly queue: (stack: number) => number;
  readonly connection: (connection: number) => number;
}
