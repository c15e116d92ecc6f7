/**
 * Strongly connected components of a part of a graph (Tarjan 1972, with a stack of our own).
 */
import type { Graph } from './graph.ts';

/** Calls `visit` with the nodes of each component of the nodes that `isIn` marks. */
export function stronglyConnected(
  { first, target }: Graph,
  nodes: Int32Array,
  isIn: Uint8Array,
  visit: (component: readonly number[]) => void,
): void {
  const count = first.length - 1;
  const order = new Int32Array(count);
  const low = new Int32Array(count);
  const isOpen = new Uint8Array(count);
  const edge = new Int32Array(count);
  const open: number[] = [];
  let last = 0;

  const enter = (node: number, path: number[]): void => {
    last += 1;
    order[node] = low[node] = last;
    edge[node] = first[node]!;
    isOpen[node] = 1;
    open.push(node);
    path.push(node);
  };
  const leave = (node: number, above: number | undefined): void => {
    if (above !== undefined) low[above] = Math.min(low[above]!, low[node]!);
    if (low[node] !== order[node]) return;
    const component = open.splice(open.lastIndexOf(node));
    for (const member of component) isOpen[member] = 0;
    visit(component);
  };

  for (const root of nodes) {
    if (isIn[root] === 0 || order[root] !== 0) continue;
    const path: number[] = [];
    enter(root, path);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      if (edge[node] === first[node + 1]) {
        path.pop();
        leave(node, path.at(-1));
        continue;
      }
      const to = target[edge[node]!]!;
      edge[node]! += 1;
      if (isIn[to] === 0) continue;
      if (order[to] === 0) enter(to, path);
      else if (isOpen[to] === 1) low[node] = Math.min(low[node]!, order[to]!);
    }
  }
}
