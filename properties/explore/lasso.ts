/**
 * Fair cycles: an execution that leaves something pending for ever, though every fair action gets its turn.
 *
 * A strongly connected component of the pending states will do if each weakly fair constraint is taken in
 * it or disabled somewhere in it, and each strongly fair one is taken in it or enabled nowhere in it. Where
 * a strong one is enabled and not taken, its states are left out and the rest is searched again. Standing
 * still counts as a cycle where no fair action is enabled.
 */
import { stronglyConnected } from './components-of-graph.ts';
import type { Graph } from './graph.ts';
import type { Fairness } from './system.types.ts';

export interface Cycle {
  /** The node that the cycle starts from and comes back to. */
  readonly start: number;
  /** The edges of the cycle, one after the other; none when the system stands still. */
  readonly edges: readonly number[];
}

/** A fair cycle, or null when there is none. */
export function fairCycle(graph: Graph, fair: readonly Fairness[]): Cycle | null {
  const nodes = Int32Array.from(graph.states, (_, node) => node);
  let best: Cycle | null = null;
  const search = (part: Int32Array): void => {
    const isIn = new Uint8Array(nodes.length);
    for (const node of part) isIn[node] = 1;
    const again: Int32Array[] = [];
    stronglyConnected(graph, part, isIn, (component) => {
      const found = examine(graph, fair, component);
      if (found instanceof Int32Array) again.push(found);
      else if (found !== null && (best === null || found.start < best.start)) best = found;
    });
    again.forEach(search);
  };
  search(nodes);
  return best;
}

/** A fair cycle in a component; the part of it to search again; or null. */
function examine(
  graph: Graph,
  fair: readonly Fairness[],
  component: readonly number[],
): Cycle | Int32Array | null {
  const standing = component.find((node) => graph.enabled[node] === 0);
  if (standing !== undefined) return { start: standing, edges: [] };
  const inside = insideEdges(graph, component);
  if (inside.length === 0) return null;

  let taken = 0;
  let enabledSomewhere = 0;
  let enabledEverywhere = -1;
  for (const edge of inside) taken |= graph.serves[edge]!;
  for (const node of component) {
    enabledSomewhere |= graph.enabled[node]!;
    enabledEverywhere &= graph.enabled[node]!;
  }
  const strong = bitsOf(fair, 'strong');
  const neglected = strong & enabledSomewhere & ~taken;
  if (neglected !== 0) {
    const rest = component.filter((node) => (graph.enabled[node]! & neglected) === 0);
    return Int32Array.from(rest);
  }
  if ((bitsOf(fair, 'weak') & enabledEverywhere & ~taken) !== 0) return null;
  return roundTrip(graph, component, inside, bitsOf(fair, 'weak') | strong, taken);
}

function bitsOf(fair: readonly Fairness[], strength: Fairness['strength']): number {
  return fair.reduce((bits, one, at) => bits | (one.strength === strength ? 1 << at : 0), 0);
}

function insideEdges({ first, target }: Graph, component: readonly number[]): readonly number[] {
  const members = new Set(component);
  const edges: number[] = [];
  for (const node of component) {
    for (let edge = first[node]!; edge < first[node + 1]!; edge += 1) {
      if (members.has(target[edge]!)) edges.push(edge);
    }
  }
  return edges;
}

/** A closed walk in the component that takes each constraint, or passes where it is disabled. */
function roundTrip(
  graph: Graph,
  component: readonly number[],
  inside: readonly number[],
  constraints: number,
  taken: number,
): Cycle {
  const start = component.reduce((least, node) => Math.min(least, node));
  const members = new Set(component);
  const edges: number[] = [];
  let at = start;
  const go = (isThere: (node: number) => boolean): void => {
    const leg = shortest(graph, members, at, isThere);
    edges.push(...leg);
    at = leg.length === 0 ? at : graph.target[leg.at(-1)!]!;
  };
  for (let bit = 1; bit !== 0; bit <<= 1) {
    if ((constraints & bit) === 0) continue;
    if ((taken & bit) === 0) {
      go((node) => (graph.enabled[node]! & bit) === 0);
      continue;
    }
    const edge = inside.find((one) => (graph.serves[one]! & bit) !== 0)!;
    const from = sourceOf(graph, edge);
    go((node) => node === from);
    edges.push(edge);
    at = graph.target[edge]!;
  }
  if (edges.length === 0) {
    edges.push(inside.find((edge) => sourceOf(graph, edge) === start)!);
    at = graph.target[edges[0]!]!;
  }
  go((node) => node === start);
  return { start, edges };
}

function sourceOf({ first }: Graph, edge: number): number {
  let low = 0;
  let high = first.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (first[middle]! <= edge) low = middle;
    else high = middle;
  }
  return low;
}

/** The edges of a shortest way inside the component to a node that is wanted. */
function shortest(
  { first, target }: Graph,
  members: ReadonlySet<number>,
  start: number,
  isThere: (node: number) => boolean,
): readonly number[] {
  const cameBy = new Map<number, { from: number; edge: number } | null>([[start, null]]);
  for (const node of cameBy.keys()) {
    if (isThere(node)) {
      const way: number[] = [];
      for (let step = cameBy.get(node); step; step = cameBy.get(step.from)) way.unshift(step.edge);
      return way;
    }
    for (let edge = first[node]!; edge < first[node + 1]!; edge += 1) {
      const to = target[edge]!;
      if (members.has(to) && !cameBy.has(to)) cameBy.set(to, { from: node, edge });
    }
  }
  throw new Error('a strongly connected component is not connected');
}
