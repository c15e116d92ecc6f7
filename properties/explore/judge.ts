/**
 * From a search that has ended to a verdict on every property, with the traces that show it.
 */
import { Batch } from './batch.ts';
import { drainFailure } from './drain.ts';
import type { Engine } from './engine.ts';
import type { Expander, Violation } from './expander.types.ts';
import { pendingGraph } from './graph.ts';
import { fairCycle } from './lasso.ts';
import { wayTo, type Way } from './path.ts';
import type { Cut, Judgement, Verdict } from './result.types.ts';
import type { Range } from './store.ts';
import type { Canonicaliser } from './symmetry.ts';

/** What is known when the search has ended. */
export interface Ended {
  readonly expander: Expander;
  /** An engine that sees all states. */
  readonly engine: Engine;
  readonly levels: readonly (readonly Range[])[];
  readonly cut: Cut | null;
  readonly violation: (Violation & { readonly index: number }) | null;
  /** By property: an example of a *sometimes*, or -1. */
  readonly seen: readonly number[];
  readonly canonicaliser: Canonicaliser | null;
  /** Why the whole graph cannot be looked at, in a sentence; null when it can. */
  readonly noGraph: string | null;
}

type Found = Pick<Judgement<unknown>, 'verdict' | 'witness' | 'trace' | 'cycle'>;

const HOLDS: Found = { verdict: 'holds', witness: null, trace: null, cycle: null };

const CUTS: Readonly<Record<Cut, string>> = {
  broken: 'the search ended when another property broke',
  states: 'the bound on states was reached',
  memory: 'the bound on memory was reached',
  interrupted: 'the search was interrupted',
};

function inconclusive(witness: string): Found {
  return { verdict: 'inconclusive', witness, trace: null, cycle: null };
}

export function judgementsOf(ended: Ended): readonly Judgement<unknown>[] {
  return ended.expander.properties.map(({ kind, name }, property) => ({
    name,
    kind,
    ...judge(property, ended),
  }));
}

/** Broken when one is broken; holds when all hold. */
export function overall(judgements: readonly { readonly verdict: Verdict }[]): Verdict {
  if (judgements.some(({ verdict }) => verdict === 'broken')) return 'broken';
  return judgements.every(({ verdict }) => verdict === 'holds') ? 'holds' : 'inconclusive';
}

function judge(property: number, ended: Ended): Found {
  const { violation, cut, seen, expander } = ended;
  const { kind } = expander.properties[property]!;
  if (violation?.property === property) return broken(ended, violation);
  if (kind === 'sometimes' && seen[property] !== -1) {
    return { ...HOLDS, trace: way(ended, seen[property]!).actions };
  }
  // The states that were found are drained, too: what fails there fails.
  const isDrained = kind === 'drain' && (cut === null || cut === 'broken' || cut === 'states');
  if (isDrained) return judgeDrain(property, ended);
  if (cut !== null) return inconclusive(CUTS[cut]);
  if (kind === 'sometimes') {
    return { ...HOLDS, verdict: 'broken', witness: 'no reachable state is an example' };
  }
  if (kind !== 'lasso') return HOLDS;
  if (ended.noGraph !== null) return inconclusive(ended.noGraph);
  return judgeLasso(property, ended);
}

function way({ engine, expander, canonicaliser }: Ended, index: number): Way {
  return wayTo(index, engine, expander, canonicaliser);
}

/** The state is judged once more at the end of the trace: with symmetry its names are others there. */
function broken(ended: Ended, { index, property }: Violation & { readonly index: number }): Found {
  const { expander, engine } = ended;
  const { actions, end } = way(ended, index);
  const again = expander.expand(end, index, new Batch(engine.layout), null);
  if (again?.property !== property)
    throw new Error('a violation is not there when looked at again');
  const trace = again.action === null ? actions : [...actions, again.action];
  return { verdict: 'broken', witness: again.witness, trace, cycle: null };
}

function judgeDrain(property: number, ended: Ended): Found {
  const { engine, expander, levels, noGraph, cut } = ended;
  if (noGraph !== null) return inconclusive(noGraph);
  const failure = drainFailure(property, engine, expander, levels);
  if (failure === null) return cut === null ? HOLDS : inconclusive(CUTS[cut]);
  const trace = way(ended, failure.index).actions;
  return { verdict: 'broken', witness: failure.witness, trace, cycle: failure.actions };
}

function judgeLasso(property: number, ended: Ended): Found {
  const { engine, expander, levels } = ended;
  const graph = pendingGraph(property, engine, expander, levels);
  const cycle = fairCycle(graph, expander.properties[property]!.fair);
  if (cycle === null) return HOLDS;

  const { actions, end } = way(ended, graph.states[cycle.start]!);
  const round: unknown[] = [];
  let ids = end;
  for (const edge of cycle.edges) {
    const successors = expander.successors(ids);
    const target = graph.states[graph.target[edge]!]!;
    const bits = graph.serves[edge]!;
    const step = successors.find(
      (one) => engine.indexOf(one.ids) === target && graph.bitsOf[one.name] === bits,
    )!;
    round.push(step.action);
    ids = step.ids;
  }
  const witness = expander.pending(property, end);
  return { verdict: 'broken', witness: `for ever: ${witness ?? ''}`, trace: actions, cycle: round };
}
