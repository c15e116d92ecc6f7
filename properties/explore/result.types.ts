/**
 * What a search found: the verdict on each property, and how much of the system was seen.
 *
 * A search that was cut short is inconclusive where it has found nothing, never a silent pass.
 */
export type Verdict = 'holds' | 'broken' | 'inconclusive';

export type PropertyKind = 'always' | 'step' | 'sometimes' | 'deadlock' | 'drain' | 'lasso';

export interface Judgement<A> {
  readonly name: string;
  readonly kind: PropertyKind;
  readonly verdict: Verdict;
  /** What is wrong, or why nothing can be said; null when the property holds. */
  readonly witness: string | null;
  /**
   * From an initial state to where the property breaks, with the least number of actions for *always*,
   * *step* and *deadlock*; to an example for *sometimes*; the stem of a lasso or a drain.
   */
  readonly trace: readonly A[] | null;
  /** What is repeated for ever (lasso) or comes after the trace (drain). */
  readonly cycle: readonly A[] | null;
}

/** Why a search ended before every state was expanded. */
export type Cut = 'broken' | 'states' | 'memory' | 'interrupted';

export interface ReductionReport {
  readonly name: 'symmetry' | 'partial order';
  /** Symmetry: the states and transitions that were represented. Partial order: those it did not visit are unknown. */
  readonly fullStates: number | null;
  readonly fullTransitions: number | null;
  /** How much it saved, in a sentence; also when that is nothing. */
  readonly saved: string;
}

export interface Exploration<A> {
  readonly verdict: Verdict;
  readonly judgements: readonly Judgement<A>[];
  /** Distinct states found, and how many of them were judged and expanded. */
  readonly states: number;
  readonly expanded: number;
  readonly transitions: number;
  /** The greatest distance from the initial states up to which every state was expanded. */
  readonly depth: number;
  /** States by their distance from the initial states. */
  readonly levels: readonly number[];
  /** How often each action was taken. */
  readonly actions: Readonly<Record<string, number>>;
  readonly cut: Cut | null;
  /** The bytes of the state store: rows, table, parents. */
  readonly bytes: number;
  /** Of fingerprint mode: the chance that a state was taken for another; null when rows are compared. */
  readonly omission: number | null;
  readonly reductions: readonly ReductionReport[];
  /** Reducer calls, of which memoisation saved the rest. */
  readonly calls: number;
  /**
   * SHA-256 over the sorted states; null unless it was asked for, and where there is none: fingerprints
   * keep no states, and which state stands for its orbit depends on the order of the search.
   */
  readonly digest: string | null;
}
