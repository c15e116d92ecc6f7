/**
 * The successors of a state that is a row of components: table look-ups only, once a step is known.
 *
 * Which actions may be enabled is the bitwise and of one mask for each component; an action is then carried
 * out input by input, and the row's words and hash follow by exclusive-or.
 */
import { BATCH_MAX, type Batch } from './batch.ts';
import type { ComponentSystem, Predicate } from './component-system.types.ts';
import type {
  DrainStep,
  Expander,
  IsKnown,
  PropertyHead,
  Successor,
  Violation,
} from './expander.types.ts';
import { EnabledMasks } from './enabled-masks.ts';
import { FIRST, hashOf } from './hash.ts';
import type { Interner } from './interner.ts';
import { pack, type Layout } from './layout.ts';
import { CELL, REFUSED, StepTable } from './step-table.ts';
import { ViewFold } from './view-fold.ts';

/** Inputs that one action may lead to; more is taken for an endless exchange. */
const INPUTS_MAX = 4096;

export class ComponentExpander implements Expander {
  readonly positions: number;
  readonly names: readonly string[];
  readonly properties: readonly PropertyHead[];
  readonly seen: Int32Array;
  readonly #system: ComponentSystem;
  readonly #interner: Interner;
  readonly #steps: StepTable;
  readonly #masks: EnabledMasks;
  readonly #folds: readonly ViewFold[];
  /** All *always* properties in one. */
  readonly #always: ViewFold;
  readonly #examples: readonly number[];
  readonly #eager: readonly number[];
  /** The inputs of all actions one after the other; action a's from `#inputsFrom[a]` on. */
  readonly #inputs: Int32Array;
  readonly #inputsFrom: Int32Array;
  readonly #queue = new Int32Array(INPUTS_MAX);
  readonly #present: Int32Array;
  readonly #row: Int32Array;
  #words = 0;
  #layout: Layout | null = null;
  #baseHash = 0;

  constructor(system: ComponentSystem, interner: Interner) {
    if (system.actions.length > BATCH_MAX / 2) throw new RangeError('too many actions');
    this.positions = system.positions.length;
    this.names = system.actions.map(({ name }) => name);
    this.properties = system.properties.map((property) => ({
      kind: property.kind,
      name: property.name,
      fair: property.kind === 'lasso' ? property.fair : [],
    }));
    this.seen = new Int32Array(system.properties.length).fill(-1);
    this.#system = system;
    this.#interner = interner;
    this.#steps = new StepTable(system, interner);
    const inputs = system.actions.map((action) =>
      action.inputs.map((one) => this.#steps.inputId(one)),
    );
    this.#inputs = Int32Array.from(inputs.flat());
    let end = 0;
    this.#inputsFrom = Int32Array.from([0, ...inputs.map(({ length }) => (end += length))]);
    this.#masks = new EnabledMasks(system, this.#steps, interner);
    const predicates = system.properties.map(predicateOf);
    this.#folds = predicates.map((predicate) => new ViewFold(predicate, interner, this.positions));
    this.#always = new ViewFold(everyAlways(system), interner, this.positions);
    this.#eager = system.actions.flatMap(({ isEager }, at) => (isEager === true ? [at] : []));
    this.#examples = this.properties.flatMap(({ kind }, at) => (kind === 'sometimes' ? [at] : []));
    this.#present = new Int32Array(this.positions);
    this.#row = new Int32Array(this.positions);
  }

  get calls(): number {
    return this.#steps.calls;
  }

  initial(): readonly Int32Array[] {
    return this.#system.initial.map((values) =>
      Int32Array.from(values, (value, position) => this.#interner.idOf(position, value)),
    );
  }

  attach(layout: Layout): void {
    this.#layout = layout;
    this.#words = layout.words;
    this.#steps.attach(layout);
  }

  expand(ids: Int32Array, index: number, out: Batch, isKnown: IsKnown | null): Violation | null {
    const wrong = this.#judge(ids, index);
    if (wrong !== null) return wrong;
    this.#start(ids);
    if (isKnown !== null && this.#expandEagerly(ids, out, isKnown)) return null;

    const before = out.count;
    const enabled = this.#masks.enabledIn(ids);
    for (let word = 0; word < enabled.length; word += 1) {
      for (let bits = enabled[word]!; bits !== 0; bits &= bits - 1) {
        this.#take(32 * word + 31 - Math.clz32(bits & -bits), ids, out);
      }
    }
    return out.count === before ? this.#judgeEnd(ids) : null;
  }

  successors(ids: Int32Array): readonly Successor[] {
    return this.#system.actions.flatMap(({ name: action }, name) => {
      const next = this.#tryTake(name, ids);
      return next === null ? [] : [{ action, name, ids: next }];
    });
  }

  pending(property: number, ids: Int32Array): string | null {
    const { kind } = this.properties[property]!;
    return kind === 'drain' || kind === 'lasso' ? this.#folds[property]!.judge(ids) : null;
  }

  drain(property: number, ids: Int32Array): DrainStep | null {
    const wanted = this.#system.properties[property];
    if (wanted?.kind !== 'drain') return null;
    for (const action of wanted.order) {
      const name = this.names.indexOf(action);
      const next = this.#tryTake(name, ids);
      if (next !== null) return { action, name, ids: next, isRetry: false };
    }
    return null;
  }

  inVain(): string | null {
    return null;
  }

  #start(ids: Int32Array): void {
    this.#present.set(ids);
    this.#baseHash = hashOf(ids, FIRST);
    pack(this.#layout!, ids, this.#row, 0);
  }

  #expandEagerly(ids: Int32Array, out: Batch, isKnown: IsKnown): boolean {
    for (const action of this.#eager) {
      if (!this.#masks.isEnabled(action, ids) || !this.#take(action, ids, out)) continue;
      if (!isKnown(out)) return true;
      out.count -= 1;
    }
    return false;
  }

  /** Takes an action for its ids only: slow. Null when it is not enabled. */
  #tryTake(action: number, ids: Int32Array): Int32Array | null {
    if (!this.#masks.isEnabled(action, ids)) return null;
    const present = ids.slice();
    const queue = [
      ...this.#inputs.subarray(this.#inputsFrom[action], this.#inputsFrom[action + 1]),
    ];
    for (const input of queue) {
      const position = this.#steps.positions[input]!;
      const step = this.#steps.ask(present[position]!, input);
      if (step === null) return null;
      present[position] = this.#interner.idOf(position, step.state);
      queue.push(...(step.outputs ?? []).map((output) => this.#steps.inputId(output)));
    }
    return present;
  }

  /** Appends the state after an action, unless some component refuses. */
  #take(action: number, ids: Int32Array, out: Batch): boolean {
    const queue = this.#queue;
    const present = this.#present;
    const { rows } = out;
    const words = this.#words;
    const row = out.count * words;
    for (let word = 0; word < words; word += 1) rows[row + word] = this.#row[word]!;
    let { cells, bases, records, outputs, positions } = this.#steps;
    let hash = this.#baseHash;
    let end = this.#enqueue(action);
    let done = 0;
    for (; done < end; done += 1) {
      const input = queue[done]!;
      const position = positions[input]!;
      const id = present[position]!;
      let record = cells[bases[input]! + id]!;
      if (record <= REFUSED) {
        if (record === REFUSED) break;
        record = this.#steps.learn(id, input);
        if (record === REFUSED) break;
        ({ cells, bases, records, outputs, positions } = this.#steps);
      }
      present[position] = records[record]!;
      hash ^= records[record + CELL.hash]!;
      rows[row + records[record + CELL.word]!]! ^= records[record + CELL.flip]!;
      const outputsEnd = records[record + CELL.outputsEnd]!;
      for (let at = records[record + CELL.outputs]!; at < outputsEnd; at += 1) {
        queue[end++] = outputs[at]!;
      }
      if (end > INPUTS_MAX) throw new RangeError(`"${this.names[action]!}" never ends`);
    }
    const isTaken = done === end;
    while (done > 0) {
      const position = positions[queue[--done]!]!;
      present[position] = ids[position]!;
    }
    if (isTaken) {
      out.hashes[out.count] = hash;
      out.actions[out.count] = action;
      out.count += 1;
    }
    return isTaken;
  }

  #enqueue(action: number): number {
    const from = this.#inputsFrom[action]!;
    const count = this.#inputsFrom[action + 1]! - from;
    for (let at = 0; at < count; at += 1) this.#queue[at] = this.#inputs[from + at]!;
    return count;
  }

  #judge(ids: Int32Array, index: number): Violation | null {
    for (const property of this.#examples) {
      if (this.seen[property] !== -1) continue;
      if (this.#folds[property]!.judge(ids) !== null) this.seen[property] = index;
    }
    if (this.#always.judge(ids) === null) return null;
    const property = this.properties.findIndex(
      ({ kind }, at) => kind === 'always' && this.#folds[at]!.judge(ids) !== null,
    );
    return { property, witness: this.#folds[property]!.judge(ids)!, action: null };
  }

  #judgeEnd(ids: Int32Array): Violation | null {
    for (let property = 0; property < this.properties.length; property += 1) {
      if (this.properties[property]!.kind !== 'deadlock') continue;
      const witness = this.#folds[property]!.judge(ids);
      if (witness !== null) return { property, witness, action: null };
    }
    return null;
  }
}

/** Says something where any *always* property does: the views, and what was seen, of all of them. */
function everyAlways({ properties }: ComponentSystem): Predicate {
  const all = properties.flatMap((property) =>
    property.kind === 'always' ? [property.witness] : [],
  );
  return {
    view: (value, position) => all.map(({ view }) => view(value, position)),
    start: all.map(({ start }) => start),
    next: (seen, views, position) => {
      const [before, read] = [seen as readonly unknown[], views as readonly unknown[]];
      const after = all.map(({ next }, at) =>
        before[at] === null ? null : next(before[at], read[at], position),
      );
      return after.every((one) => one === null) ? null : after;
    },
    judge: (seen) => {
      const judged = all.map(({ judge }, at) => {
        const last = (seen as readonly unknown[])[at];
        return last === null ? null : judge(last);
      });
      return judged.find((sentence) => sentence !== null) ?? null;
    },
  };
}

function predicateOf(property: ComponentSystem['properties'][number]): Predicate {
  if (property.kind === 'sometimes') return property.example;
  return property.kind === 'drain' || property.kind === 'lasso'
    ? property.pending
    : property.witness;
}
