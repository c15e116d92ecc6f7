/**
 * How an owner picks one current actual target for a SYN (F7.144): round robin, weighted round robin,
 * and weights that the workload manager sends while the stack runs.
 *
 * One mechanism serves all three: the target that is furthest behind its share is next, ties go
 * to the first name. Shares start afresh when the targets or their weights change, and after each full
 * cycle, so that the state stays small. The promise is P8. The service policy filters before this.
 */
import type { StackName } from '../../model/vocabulary.types.ts';

export interface Share {
  readonly target: StackName;
  readonly weight: number;
  /** Selections since the shares last started afresh. */
  readonly chosen: number;
}

/** Per port, the shares of its targets, sorted by name. */
export type Shares = Readonly<Record<string, readonly Share[]>>;

export interface Candidate {
  readonly target: StackName;
  /** 1 or more; all equal for plain round robin. */
  readonly weight: number;
}

/**
 * Chooses among `candidates` (not empty, sorted by name) and counts the choice.
 * A target whose weight is 0 is chosen only when no other has weight.
 */
export function select(
  shares: readonly Share[],
  candidates: readonly Candidate[],
): { readonly target: StackName; readonly shares: readonly Share[] } {
  const weighted = candidates.filter(({ weight }) => weight > 0);
  const usable = weighted.length > 0 ? weighted : candidates.map((c) => ({ ...c, weight: 1 }));
  const current = isStable(shares, usable) ? shares : usable.map((c) => ({ ...c, chosen: 0 }));

  const next = furthestBehind(current);
  const counted = current.map((s) => (s === next ? { ...s, chosen: s.chosen + 1 } : s));
  const cycleIsFull = counted.every(({ chosen, weight }) => chosen >= weight);
  return {
    target: next.target,
    shares: cycleIsFull ? counted.map((s) => ({ ...s, chosen: 0 })) : counted,
  };
}

function isStable(shares: readonly Share[], candidates: readonly Candidate[]): boolean {
  return (
    shares.length === candidates.length &&
    shares.every((share, index) => {
      const candidate = candidates[index];
      return share.target === candidate?.target && share.weight === candidate.weight;
    })
  );
}

/** Compares (chosen + 1) / weight by cross multiplication, so that no rounding decides. */
function furthestBehind(shares: readonly Share[]): Share {
  return shares.reduce((best, share) =>
    (share.chosen + 1) * best.weight < (best.chosen + 1) * share.weight ? share : best,
  );
}
