/**
 * What a reduction saved, in numbers and in a sentence; also when it was nothing.
 */
import type { Tally } from './slice.ts';
import type { ReductionReport } from './result.types.ts';

export function reductionsOf(
  states: number,
  tally: Tally,
  used: { readonly isSymmetric: boolean; readonly isEager: boolean },
): readonly ReductionReport[] {
  const reports: ReductionReport[] = [];
  if (used.isSymmetric) reports.push(symmetry(states, tally));
  if (used.isEager) reports.push(partialOrder(tally));
  return reports;
}

function symmetry(states: number, { fullStates, fullTransitions }: Tally): ReductionReport {
  const factor = (fullStates / states).toFixed(2);
  const saved =
    fullStates === states
      ? 'symmetry reduced nothing: every state is alone in its orbit'
      : `symmetry visited ${states} states for ${fullStates}, ${factor} times fewer`;
  return { name: 'symmetry', fullStates, fullTransitions, saved };
}

function partialOrder({ eager, expanded }: Tally): ReductionReport {
  const saved =
    eager === 0
      ? 'partial order reduced nothing: no state went by one eager action alone'
      : `partial order let ${eager} of ${expanded} states go by one eager action alone`;
  return { name: 'partial order', fullStates: null, fullTransitions: null, saved };
}
