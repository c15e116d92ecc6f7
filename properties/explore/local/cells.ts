/**
 * Cells: what a state's components say about one matter, numbered by what they say.
 *
 * The number of a cell follows from those of its parts by one table each, so that a function of the whole state
 * is called once for all states that agree on the parts.
 */
import { canonical } from '../encoding.ts';
import type { Interner } from '../interner.ts';
import type { Cell, LocalSystem } from '../local-system.types.ts';
import { PairTable } from './pair-table.ts';

/** Positions, then cells, in the order of their lists. */
export type CellIndex = number;

/** The number of a cell whose `when` is false. */
const NOTHING = 0;

/** In place of a position: the cell follows from several. */
const NO_VIEW = -1;

interface Compiled<S> {
  readonly parts: Int32Array;
  /** The n-th numbers the first n + 2 parts. */
  readonly stages: readonly PairTable[];
  readonly of: ((state: S) => unknown) | null;
  readonly when: CellIndex | null;
  /** By the number of the parts: that of the cell, or 0 for not yet known. */
  numbers: Int32Array;
  readonly byText: Map<string, number>;
  /** By number: is the value true? For cells that others stand under. */
  readonly isTrue: boolean[];
}

/** Which positions a cell depends on: one bit each, shared where there are more than bits. */
export function bitOf(position: number): number {
  return 1 << (position % 31);
}

export class Cells<S> {
  readonly positions: number;
  /** By cell: the positions that it depends on. */
  readonly dependsOn: Int32Array;
  /** By cell: the one position that it follows from, or NO_VIEW. */
  readonly viewed: Int32Array;
  readonly #indices: ReadonlyMap<string, CellIndex>;
  readonly #compiled: readonly Compiled<S>[];
  readonly #interner: Interner;
  readonly #join: (components: readonly unknown[]) => S;

  constructor({ positions, cells, whole }: LocalSystem<S, never, never>, interner: Interner) {
    this.positions = positions.length;
    this.#interner = interner;
    this.#join = (components) => whole.join(components);
    const indices = new Map(positions.map((name, at) => [name, at]));
    this.#indices = indices;
    this.dependsOn = new Int32Array(positions.length + cells.length);
    this.viewed = new Int32Array(this.dependsOn.length).fill(NO_VIEW);
    for (let at = 0; at < positions.length; at += 1) {
      this.dependsOn[at] = bitOf(at);
      this.viewed[at] = at;
    }
    this.#compiled = cells.map((cell, at) => {
      const compiled = this.#compile(cell);
      const all = [...compiled.parts, ...(compiled.when === null ? [] : [compiled.when])];
      const bits = all.reduce((sum, part) => sum | this.dependsOn[part]!, 0);
      this.dependsOn[positions.length + at] = bits;
      if (indices.has(cell.name)) throw new Error(`two cells are named "${cell.name}"`);
      indices.set(cell.name, positions.length + at);
      const [first = 0] = compiled.parts;
      const isView = compiled.parts.length === 1 && compiled.when === null && compiled.of !== null;
      if (isView && first < positions.length) this.viewed[positions.length + at] = first;
      return compiled;
    });
  }

  get count(): number {
    return this.dependsOn.length;
  }

  /** Throws for a name that no position and no cell so far has. */
  indexOf(name: string): CellIndex {
    const index = this.#indices.get(name);
    if (index === undefined) throw new Error(`no cell is named "${name}"`);
    return index;
  }

  /** The state of a row of component ids. */
  stateOf(row: Int32Array): S {
    return this.#join(Array.from(row, (id, position) => this.#interner.valueOf(position, id)));
  }

  /** By the number of a cell's parts: that of the cell, or 0. */
  numbersOf(cell: CellIndex): Int32Array {
    return this.#compiled[cell - this.positions]!.numbers;
  }

  /** Does a cell of true and false say true? */
  isTrue(cell: CellIndex, look: Look<S>): boolean {
    const number = look.numberOf(cell);
    return this.#compiled[cell - this.positions]!.isTrue[number]!;
  }

  /** The number of a derived cell, from those of its parts. */
  derive(cell: CellIndex, look: Look<S>): number {
    const compiled = this.#compiled[cell - this.positions]!;
    const { parts, stages, when, of } = compiled;
    if (when !== null && !this.isTrue(when, look)) return NOTHING;
    let number = look.numberOf(parts[0]!);
    for (let at = 1; at < parts.length; at += 1) {
      number = stages[at - 1]!.numberOf(number, look.numberOf(parts[at]!));
    }
    if (of === null) return number + 1;
    const { numbers } = compiled;
    const known = number < numbers.length ? numbers[number]! : 0;
    return known === 0 ? learn(compiled, number, of(look.state())) : known;
  }

  #compile({ parts, of, when }: Cell<S>): Compiled<S> {
    return {
      parts: Int32Array.from(parts, (name) => this.indexOf(name)),
      stages: parts.slice(1).map(() => new PairTable()),
      of: of ?? null,
      when: when === undefined ? null : this.indexOf(when),
      numbers: new Int32Array(64),
      byText: new Map(),
      isTrue: [false],
    };
  }
}

function learn<S>(compiled: Compiled<S>, parts: number, value: unknown): number {
  const text = canonical(value);
  const number = compiled.byText.get(text) ?? compiled.byText.size + 1;
  compiled.byText.set(text, number);
  compiled.isTrue[number] = value === true;
  if (parts >= compiled.numbers.length) {
    const more = new Int32Array(Math.max(2 * compiled.numbers.length, parts + 1));
    more.set(compiled.numbers);
    compiled.numbers = more;
  }
  compiled.numbers[parts] = number;
  return number;
}

/** One state being looked at; a second look is at a successor, and shares what has not changed. */
export class Look<S> {
  readonly row: Int32Array;
  readonly #cells: Cells<S>;
  readonly #base: Look<S> | null;
  readonly #numbers: Int32Array;
  readonly #seenIn: Int32Array;
  #round = 0;
  #changed = 0;
  #state: S | null = null;

  constructor(cells: Cells<S>, base: Look<S> | null) {
    this.row = new Int32Array(cells.positions);
    this.#cells = cells;
    this.#base = base;
    this.#numbers = new Int32Array(cells.count);
    this.#seenIn = new Int32Array(cells.count);
  }

  /** What was known of the former row is out of date; `changed` has the bits of positions unlike the base's. */
  begin(changed: number, state: S | null): void {
    this.#round += 1;
    this.#changed = changed;
    this.#state = state;
  }

  state(): S {
    this.#state ??= this.#cells.stateOf(this.row);
    return this.#state;
  }

  numberOf(cell: CellIndex): number {
    const position = this.#cells.viewed[cell]!;
    if (position !== NO_VIEW) return this.#viewed(cell, position);
    if (this.#seenIn[cell] === this.#round) return this.#numbers[cell]!;
    const isShared = this.#base !== null && (this.#cells.dependsOn[cell]! & this.#changed) === 0;
    const number = isShared ? this.#base.numberOf(cell) : this.#cells.derive(cell, this);
    this.#seenIn[cell] = this.#round;
    this.#numbers[cell] = number;
    return number;
  }

  /** A component, or a cell of one component: known at once. */
  #viewed(cell: CellIndex, position: number): number {
    const id = this.row[position]!;
    if (cell === position) return id;
    const numbers = this.#cells.numbersOf(cell);
    const known = id < numbers.length ? numbers[id]! : 0;
    return known === 0 ? this.#cells.derive(cell, this) : known;
  }
}
