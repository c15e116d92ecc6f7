/**
 * A predicate compiled to an automaton that reads one component's view after the other.
 *
 * Its nodes are what was seen up to a position. As that is of few kinds, judging a state is one table
 * look-up for each component, up to where the answer is certain.
 */
import type { Predicate } from './component-system.types.ts';
import { canonical } from './encoding.ts';
import type { Interner } from './interner.ts';

const UNKNOWN = 0;
/** The node of whatever can only be judged with null. */
const DECIDED = 1;
const START = 2;
/** Kinds of views at one position; more would mean that a predicate looks at too much. */
const KINDS_MAX = 1 << 12;

export class ViewFold {
  readonly #predicate: Predicate;
  readonly #interner: Interner;
  /** By position: the view kind + 1 of each component id. */
  readonly #kinds: Int32Array[];
  readonly #kindOf: Map<string, number>[];
  readonly #views: unknown[][];
  /** Row n, cell k: the node after node n has read a view of kind k, or UNKNOWN. */
  #table: Int32Array;
  #stride = 16;
  readonly #nodeOf = new Map<string, number>();
  /** By node: what was seen, and what is said of it. */
  readonly #seen: unknown[];
  readonly #verdicts: (string | null)[] = [null, null, null];

  constructor(predicate: Predicate, interner: Interner, positions: number) {
    this.#predicate = predicate;
    this.#interner = interner;
    this.#kinds = Array.from({ length: positions }, () => new Int32Array(64));
    this.#kindOf = Array.from({ length: positions }, () => new Map<string, number>());
    this.#views = Array.from({ length: positions }, () => []);
    this.#seen = [null, null, predicate.start];
    this.#table = new Int32Array(64 * this.#stride);
  }

  /** What the predicate says of a state. */
  judge(ids: Int32Array): string | null {
    let node = START;
    for (let position = 0; position < ids.length; position += 1) {
      const id = ids[position]!;
      const kinds = this.#kinds[position]!;
      const kind = id < kinds.length ? kinds[id]! : 0;
      let next = kind === 0 ? UNKNOWN : this.#table[node * this.#stride + kind - 1]!;
      if (next === UNKNOWN) next = this.#learn(node, position, id);
      if (next === DECIDED) return null;
      node = next;
    }
    return this.#verdicts[node]!;
  }

  #learn(node: number, position: number, id: number): number {
    const kind = this.#kindAt(position, id);
    if (kind >= this.#stride) this.#reshape(2 * this.#stride, this.#table.length * 2);
    const known = this.#table[node * this.#stride + kind]!;
    if (known !== UNKNOWN) return known;
    const seen = this.#predicate.next(this.#seen[node], this.#views[position]![kind], position);
    const next = seen === null ? DECIDED : this.#nodeFor(position, seen);
    this.#table[node * this.#stride + kind] = next;
    return next;
  }

  #nodeFor(position: number, seen: unknown): number {
    const key = `${position} ${canonical(seen)}`;
    const known = this.#nodeOf.get(key);
    if (known !== undefined) return known;
    const node = this.#seen.push(seen) - 1;
    this.#nodeOf.set(key, node);
    const isLast = position === this.#kinds.length - 1;
    this.#verdicts[node] = isLast ? this.#predicate.judge(seen) : null;
    if (this.#seen.length * this.#stride > this.#table.length) {
      this.#reshape(this.#stride, this.#table.length * 2);
    }
    return node;
  }

  #kindAt(position: number, id: number): number {
    const known = this.#kinds[position]![id] ?? 0;
    if (known !== 0) return known - 1;
    const view = this.#predicate.view(this.#interner.valueOf(position, id), position);
    const text = canonical(view);
    const kinds = this.#kindOf[position]!;
    const kind = kinds.get(text) ?? kinds.size;
    if (kind === kinds.size) {
      if (kind === KINDS_MAX) throw new RangeError('a predicate has too many kinds of views');
      kinds.set(text, kind);
      this.#views[position]!.push(view);
    }
    this.#kinds[position] = grown(this.#kinds[position]!, id + 1);
    this.#kinds[position][id] = kind + 1;
    return kind;
  }

  #reshape(stride: number, cells: number): void {
    const table = new Int32Array(cells);
    for (let node = 0; node * this.#stride < this.#table.length; node += 1) {
      const from = node * this.#stride;
      table.set(this.#table.subarray(from, from + this.#stride), node * stride);
    }
    this.#table = table;
    this.#stride = stride;
  }
}

/** An array with room for so many cells, doubled when it must grow. */
export function grown(cells: Int32Array, length: number): Int32Array {
  if (length <= cells.length) return cells;
  const more = new Int32Array(Math.max(length, 2 * cells.length));
  more.set(cells);
  return more;
}
