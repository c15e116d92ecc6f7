/**
 * What a rule does, by what it has read: a list of outcomes, learnt from the whole system's step.
 *
 * An outcome says what becomes of the components, wherever the rule reads the same. That it writes nothing but
 * what the rule declares is checked here.
 */
import type { Interner } from '../interner.ts';
import type { LocalSystem, Rule } from '../local-system.types.ts';
import type { Stepped } from '../system.types.ts';
import type { CellIndex, Cells, Look } from './cells.ts';
import type { Compiled, ConcernTable } from './concern-table.ts';
import { PairTable } from './pair-table.ts';
import type { QueueTable } from './queues.ts';

/** What one action does, wherever its rule has read the same. */
export interface Outcome<A> {
  /** Unique among all outcomes of all rules. */
  readonly number: number;
  readonly action: A;
  /** The index of the action's name. */
  readonly name: number;
  /** Positions with their new ids, in turn. */
  readonly sets: Int32Array;
  /** Queues with the lists of items that they get. */
  readonly adds: readonly (readonly [queue: QueueTable, list: number])[];
  /** By judge: what its verdict depends on. */
  readonly concerns: readonly (readonly Compiled[])[];
}

export interface Learning<S, A, X extends Stepped<S>> {
  readonly system: LocalSystem<S, A, X>;
  readonly interner: Interner;
  readonly cells: Cells<S>;
  readonly queues: ReadonlyMap<number, QueueTable>;
  readonly concerns: ConcernTable<S>;
  /** Calls of the whole system's step, and outcomes, so far. */
  calls: number;
  outcomes: number;
}

export class RuleTable<S, A, X extends Stepped<S>> {
  readonly rule: Rule<S, A>;
  /** The queue of which it takes; null for none. */
  readonly queue: QueueTable | null;
  readonly #when: CellIndex | null;
  readonly #reads: readonly CellIndex[];
  readonly #sets: ReadonlySet<number>;
  readonly #adds: ReadonlySet<number>;
  readonly #stages: readonly PairTable[];
  readonly #known: (readonly Outcome<A>[] | undefined)[] = [];
  readonly #learning: Learning<S, A, X>;

  constructor(rule: Rule<S, A>, learning: Learning<S, A, X>) {
    const { cells, queues } = learning;
    const positions = (names: readonly string[]): Set<number> =>
      new Set(names.map((name) => cells.indexOf(name)));
    this.rule = rule;
    this.queue = rule.takes === undefined ? null : (queues.get(cells.indexOf(rule.takes)) ?? null);
    if (rule.takes !== undefined && this.queue === null) {
      throw new Error(`rule "${rule.name}" takes from "${rule.takes}", which is no queue`);
    }
    this.#when = rule.when === undefined ? null : cells.indexOf(rule.when);
    this.#reads = rule.reads.map((name) => cells.indexOf(name));
    this.#sets = positions(rule.sets);
    this.#adds = positions(rule.adds);
    this.#stages = this.#reads.map(() => new PairTable());
    this.#learning = learning;
  }

  isOpen(look: Look<S>): boolean {
    return this.#when === null || this.#learning.cells.isTrue(this.#when, look);
  }

  /** What may happen with an item, or, for a rule that takes none, with 0. */
  outcomesOf(item: number, look: Look<S>): readonly Outcome<A>[] {
    let number = item;
    for (let at = 0; at < this.#reads.length; at += 1) {
      number = this.#stages[at]!.numberOf(number, look.numberOf(this.#reads[at]!));
    }
    return (this.#known[number] ??= this.#learn(item, look));
  }

  #learn(item: number, look: Look<S>): readonly Outcome<A>[] {
    const before = look.state();
    const { system } = this.#learning;
    return this.rule.actions(before, this.queue?.itemOf(item)).flatMap((action) => {
      this.#learning.calls += 1;
      const step = system.whole.step(before, action);
      return step === null ? [] : [this.#outcomeOf(item, look, action, step)];
    });
  }

  #outcomeOf(item: number, look: Look<S>, action: A, step: X): Outcome<A> {
    const { system, interner, queues, concerns: table } = this.#learning;
    const sets: number[] = [];
    const adds: (readonly [QueueTable, number])[] = [];
    system.whole.split(step.state).forEach((value, position) => {
      const id = interner.idOf(position, value);
      const present = this.#leftAt(position, item, look);
      if (this.#sets.has(position)) {
        sets.push(position, id);
      } else if (this.#adds.has(position)) {
        const queue = queues.get(position)!;
        const list = queue.addedTo(present, id);
        if (list === null) throw this.#undeclared(action, position);
        if (present !== id) adds.push([queue, list]);
      } else if (present !== id) {
        throw this.#undeclared(action, position);
      }
    });
    const name = system.whole.names.indexOf(system.whole.nameOf(action));
    if (name === -1) throw new Error(`"${system.whole.nameOf(action)}" is no name of an action`);
    const concerns = system.judges.map((judge) =>
      judge.concerns(look.state(), action, step).map((one) => table.compiled(one)),
    );
    const number = this.#learning.outcomes;
    this.#learning.outcomes += 1;
    return { number, action, name, sets: Int32Array.from(sets), adds, concerns };
  }

  /** A component after the item is taken, before anything else happens. */
  #leftAt(position: number, item: number, look: Look<S>): number {
    const id = look.row[position]!;
    if (this.queue?.position !== position) return id;
    const takes = this.queue.takesOf(id);
    for (let at = 0; at < takes.length; at += 2) if (takes[at] === item) return takes[at + 1]!;
    throw new Error(`rule "${this.rule.name}" takes what is not there`);
  }

  #undeclared(action: A, position: number): Error {
    const where = this.#learning.system.positions[position] ?? '';
    return new Error(
      `rule "${this.rule.name}" does not declare that it changes "${where}": ${JSON.stringify(action)}`,
    );
  }
}
