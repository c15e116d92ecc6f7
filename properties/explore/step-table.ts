/**
 * Memoised component steps: (component id, input id) to a record, in flat arrays.
 *
 * A record says what the step does to a packed row and its hash, and what it puts out. REFUSED stands for
 * an input that the component does not take, 0 for a pair that was not tried yet.
 */
import { canonical } from './encoding.ts';
import type { Addressed, ComponentSystem } from './component-system.types.ts';
import { FIRST, mix } from './hash.ts';
import type { Interner } from './interner.ts';
import { TooNarrow, type Layout } from './layout.ts';
import { grown } from './view-fold.ts';

/** Below it stands 0, for unknown; above it are the records. */
export const REFUSED = 1;
/** Cells of a record, and what they hold. */
const RECORD = 8;
export const CELL = {
  next: 0,
  hash: 1,
  word: 2,
  flip: 3,
  outputs: 4,
  outputsEnd: 5,
  position: 6,
  before: 7,
} as const;

export class StepTable {
  readonly #system: ComponentSystem;
  readonly #interner: Interner;
  /** `cells[bases[input] + id]` is the record of an input at a component id. */
  cells: Int32Array = new Int32Array(0);
  bases: Int32Array = new Int32Array(0);
  records: Int32Array = new Int32Array(64 * RECORD);
  /** Input ids, at the places that records name. */
  outputs: Int32Array = new Int32Array(64);
  /** By input id: the position it is for. */
  positions: Int32Array = new Int32Array(64);
  calls = 0;
  readonly #inputIds: Map<string, number>[];
  readonly #inputs: unknown[] = [];
  /** By position: ids that there is room for. */
  readonly #room: Int32Array;
  #recordsEnd = 2 * RECORD;
  #outputsEnd = 0;
  #layout: Layout | null = null;

  constructor(system: ComponentSystem, interner: Interner) {
    this.#system = system;
    this.#interner = interner;
    this.#inputIds = system.positions.map(() => new Map<string, number>());
    this.#room = new Int32Array(system.positions.length).fill(16);
  }

  /** The id of an input for a position. */
  inputId([position, input]: Addressed): number {
    const ids = this.#inputIds[position];
    if (ids === undefined) throw new RangeError(`an input is addressed to position ${position}`);
    const text = canonical(input);
    const known = ids.get(text);
    if (known !== undefined) return known;
    const id = this.#inputs.push(input) - 1;
    ids.set(text, id);
    this.positions = grown(this.positions, id + 1);
    this.positions[id] = position;
    this.#rebuild();
    return id;
  }

  /** What a component makes of an input, not remembered. */
  ask(id: number, input: number): ReturnType<ComponentSystem['step']> {
    const position = this.positions[input]!;
    this.calls += 1;
    return this.#system.step(position, this.#interner.valueOf(position, id), this.#inputs[input]);
  }

  /** The record of a pair that is not known yet. Throws TooNarrow, with nothing remembered. */
  learn(id: number, input: number): number {
    const position = this.positions[input]!;
    this.makeRoom(position, id);
    const step = this.ask(id, input);
    if (step === null) {
      this.cells[this.bases[input]! + id] = REFUSED;
      return REFUSED;
    }
    const next = this.#interner.idOf(position, step.state);
    this.makeRoom(position, next);
    const outputs = (step.outputs ?? []).map((output) => this.inputId(output));
    const record = this.#recordsEnd;
    this.records = grown(this.records, record + RECORD);
    this.records[record + CELL.position] = position;
    this.records[record + CELL.before] = id;
    this.records[record + CELL.next] = next;
    this.#fit(record);
    this.records[record + CELL.outputs] = this.#outputsEnd;
    this.outputs = grown(this.outputs, this.#outputsEnd + outputs.length);
    this.outputs.set(outputs, this.#outputsEnd);
    this.#outputsEnd += outputs.length;
    this.records[record + CELL.outputsEnd] = this.#outputsEnd;
    this.#recordsEnd += RECORD;
    this.cells[this.bases[input]! + id] = record;
    return record;
  }

  /** Adapts all records to a layout. */
  attach(layout: Layout): void {
    this.#layout = layout;
    for (let record = 2 * RECORD; record < this.#recordsEnd; record += RECORD) this.#fit(record);
  }

  /** Room for a component id; what was at hand of `cells` and `bases` is out of date after it. */
  makeRoom(position: number, id: number): void {
    if (id < this.#room[position]!) return;
    while (id >= this.#room[position]!) this.#room[position]! *= 2;
    this.#rebuild();
  }

  /** What a record does to a row and its hash. */
  #fit(record: number): void {
    const { records } = this;
    const position = records[record + CELL.position]!;
    const before = records[record + CELL.before]!;
    const next = records[record + CELL.next]!;
    const layout = this.#layout!;
    if (next > layout.mask[position]!) throw new TooNarrow(position, next);
    records[record + CELL.hash] = mix(position, before, FIRST) ^ mix(position, next, FIRST);
    records[record + CELL.word] = layout.word[position]!;
    records[record + CELL.flip] = (before ^ next) << layout.shift[position]!;
  }

  #rebuild(): void {
    const former = { cells: this.cells, bases: this.bases };
    const count = this.#inputs.length;
    this.bases = new Int32Array(count);
    let end = 0;
    for (let input = 0; input < count; input += 1) {
      this.bases[input] = end;
      end += this.#room[this.positions[input]!]!;
    }
    this.cells = new Int32Array(end);
    for (let input = 0; input < former.bases.length; input += 1) {
      const from = former.bases[input]!;
      const to = former.bases[input + 1] ?? former.cells.length;
      this.cells.set(former.cells.subarray(from, to), this.bases[input]);
    }
  }
}
