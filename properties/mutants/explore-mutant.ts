/**
 * A mutant in the exhaustive explorer: after how many actions it breaks something, at the least.
 *
 * The search is breadth first and goes through more and more states, so that a drain that fails near the beginning is
 * found before much else is looked at.
 */
import { exploreObjects } from '../explore/explore.ts';
import type { Judgement } from '../explore/result.types.ts';
import { rememberedStacks } from '../explore/stacks/remembered.ts';
import type { StackScope } from '../explore/stacks/budget.ts';
import { stackSystem } from '../explore/stacks/system.ts';
import { clusterOf } from './all.ts';
import type { Mutant } from './mutant.types.ts';

export interface Death {
  readonly is: 'dead';
  /** The property that breaks after the fewest actions; `rest` is that of the drain. */
  readonly property: string;
  readonly actions: readonly unknown[];
  readonly states: number;
}

export type Fate =
  | Death
  /** Every state of the scope was visited. */
  | { readonly is: 'alive'; readonly states: number }
  /** The bound was met; every list of actions up to this length was tried. */
  | { readonly is: 'open'; readonly states: number; readonly length: number };

/** Bounds of one search after the other. */
const GROWTH = 8;
const FIRST_BOUND = 1_000;

/** With `property`, only that one is judged. */
export async function exploreMutant(
  mutant: Mutant,
  scope: StackScope,
  { states: most, property }: { readonly states: number; readonly property?: string },
): Promise<Fate> {
  const system = systemOf(mutant, scope, property);
  for (let bound = FIRST_BOUND; ; bound *= GROWTH) {
    const statesMax = Math.min(bound, most);
    const { judgements, states, cut, depth } = await exploreObjects(system, { statesMax });
    const broken = judgements.filter(({ verdict }) => verdict === 'broken');
    const [first] = [...broken].sort((one, other) => lengthOf(one) - lengthOf(other));
    if (first !== undefined) {
      return { is: 'dead', property: first.name, actions: first.trace ?? [], states };
    }
    if (cut === null) return { is: 'alive', states };
    if (statesMax === most) return { is: 'open', states, length: depth };
  }
}

function lengthOf({ trace }: Judgement<unknown>): number {
  return trace?.length ?? 0;
}

function systemOf(mutant: Mutant, scope: StackScope, property: string | undefined) {
  const step = clusterOf(mutant);
  const isMeant = ({ name }: { readonly name: string }): boolean =>
    property === undefined || name === property;
  // What is around the whole cluster may look at all of it.
  if (mutant.around !== undefined) {
    const plain = stackSystem(scope, step);
    return { ...plain, properties: plain.properties.filter(isMeant) };
  }
  const system = rememberedStacks(scope, step);
  return {
    ...system,
    whole: { ...system.whole, properties: system.whole.properties.filter(isMeant) },
    judges: system.judges.filter(({ property: name }) => isMeant({ name })),
  };
}
