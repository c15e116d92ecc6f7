/**
 * What a promise is: one positive sentence that a network engineer would sign, and a witness.
 *
 * A witness returns null, or a sentence that names the packet, the stack and the connection. Kinds:
 * *always* is judged after every step, *eventually* after the faults have stopped and the cluster was
 * drained, *sometimes* (landmarks.ts) over a whole campaign.
 */
import type { Action } from '../../impl/actions.types.ts';
import type { Happening, Sysplex, SysplexStepper } from '../../impl/sysplex.types.ts';
import type { Ledger } from './ledger.ts';
import type { Need } from './needs.ts';

/** One step of the cluster, as an observer outside of it sees it. */
export interface Observation {
  /** How this cluster steps: the refinement looks at what is under way with it. */
  readonly step: SysplexStepper;
  readonly before: Sysplex;
  readonly action: Action;
  readonly happenings: readonly Happening[];
  readonly after: Sysplex;
  /** What observers remember of the steps before this one. */
  readonly ledger: Ledger;
}

/** A drained cluster, and how the drain can be continued for a probe. */
export interface Quiet {
  readonly step: SysplexStepper;
  readonly state: Sysplex;
  readonly isQuiet: boolean;
  /** Each live connection's next byte, sent and drained: did it arrive? Null when it did. */
  readonly unreachable: readonly string[];
  /** What observers remember of all the steps. */
  readonly ledger: Ledger;
}

export interface AlwaysPromise {
  readonly kind: 'always';
  readonly id: string;
  readonly claim: string;
  readonly cites: readonly string[];
  /** What a sysplex must define for it to have work, beside stacks; elsewhere none is demanded. */
  readonly needs?: readonly Need[];
  /**
   * Calls `checked` once per thing of which it could have said something, had a stack acted otherwise: what
   * holds because nothing is there does not count, so that a promise without work shows.
   */
  readonly witness: (seen: Observation, checked: () => void) => string | null;
}

export interface EventuallyPromise {
  readonly kind: 'eventually';
  readonly id: string;
  readonly claim: string;
  readonly cites: readonly string[];
  readonly needs?: readonly Need[];
  readonly witness: (quiet: Quiet, checked: () => void) => string | null;
  /**
   * Asked where no promise has anything to say of the cluster at rest: clients and stacks that wait for an answer
   * that never comes (stuck.ts, harness/probes.ts). A wrong owner or table has that effect, too, and is told first.
   */
  readonly symptom?: (waiting: readonly string[]) => string | null;
}

export type Promised = AlwaysPromise | EventuallyPromise;
