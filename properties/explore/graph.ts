/**
 * The part of the state graph in which something is pending, with its edges in flat arrays.
 *
 * Built for the search for lassos; a node is a state's place in `states`.
 */
import type { Engine } from './engine.ts';
import type { Expander } from './expander.types.ts';
import type { Range } from './store.ts';
import type { Fairness } from './system.types.ts';

export interface Graph {
  /** State indexes by node. */
  readonly states: Int32Array;
  /** Node n's edges are from `first[n]` to before `first[n + 1]`. */
  readonly first: Int32Array;
  readonly target: Int32Array;
  /** Which fairness constraints an edge serves, as bits. */
  readonly serves: Int32Array;
  /** Which constraints are enabled in a node, as bits; by edges that leave the graph, too. */
  readonly enabled: Int32Array;
  /** For each action name the constraints it serves, as bits. */
  readonly bitsOf: Int32Array;
}

/** A list of integers that grows. */
class IntList {
  #cells = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#cells.length) {
      const more = new Int32Array(2 * this.length);
      more.set(this.#cells);
      this.#cells = more;
    }
    this.#cells[this.length] = value;
    this.length += 1;
  }

  get cells(): Int32Array {
    return this.#cells.subarray(0, this.length);
  }
}

function servedBy(names: readonly string[], fair: readonly Fairness[]): Int32Array {
  if (fair.length > 31) throw new RangeError('more than 31 fairness constraints');
  return Int32Array.from(names, (name) =>
    fair.reduce((bits, { actions }, at) => bits | (actions.includes(name) ? 1 << at : 0), 0),
  );
}

/** The graph of the states in which a property is pending. */
export function pendingGraph(
  property: number,
  engine: Engine,
  expander: Expander,
  levels: readonly (readonly Range[])[],
): Graph {
  const states = pendingStates(property, engine, expander, levels);
  const nodeOf = new Int32Array(engine.store.next).fill(-1);
  states.forEach((index, node) => (nodeOf[index] = node));

  const bitsOf = servedBy(expander.names, expander.properties[property]!.fair);
  const first = new Int32Array(states.length + 1);
  const enabled = new Int32Array(states.length);
  const target = new IntList();
  const served = new IntList();
  const ids = new Int32Array(expander.positions);
  states.forEach((index, node) => {
    first[node] = target.length;
    engine.idsOf(index, ids);
    for (const successor of expander.successors(ids)) {
      const bits = bitsOf[successor.name]!;
      enabled[node]! |= bits;
      const to = nodeOf[engine.indexOf(successor.ids)] ?? -1;
      if (to === -1) continue;
      target.push(to);
      served.push(bits);
    }
  });
  first[states.length] = target.length;
  return { states, first, target: target.cells, serves: served.cells, enabled, bitsOf };
}

function pendingStates(
  property: number,
  engine: Engine,
  expander: Expander,
  levels: readonly (readonly Range[])[],
): Int32Array {
  const states = new IntList();
  const ids = new Int32Array(expander.positions);
  for (const { from, to } of levels.flat()) {
    for (let index = from; index < to; index += 1) {
      engine.idsOf(index, ids);
      if (expander.pending(property, ids) !== null) states.push(index);
    }
  }
  return states.cells.slice();
}
