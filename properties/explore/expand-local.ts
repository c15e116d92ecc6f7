/**
 * The successors of a state by what is remembered of each rule: table look-ups only, once a step is known.
 *
 * One state in AUDIT_EVERY is expanded by the whole system as well; if the two disagree, a rule reads more than it
 * declares, and the search ends with an error.
 */
import type { Batch } from './batch.ts';
import { ObjectExpander } from './expand-objects.ts';
import type { DrainStep, Expander, PropertyHead, Successor, Violation } from './expander.types.ts';
import type { Interner } from './interner.ts';
import { bitOf, Cells, Look, type CellIndex } from './local/cells.ts';
import { ConcernTable } from './local/concern-table.ts';
import { QueueTable, type Takes } from './local/queues.ts';
import { RuleTable, type Learning, type Outcome } from './local/rule-table.ts';
import type { LocalSystem } from './local-system.types.ts';
import type { Stepped } from './system.types.ts';

/** A prime, so that no regularity of the search hides a kind of state. */
const AUDIT_EVERY = 1009;

/** For a rule that takes no item: it has one chance, or none. */
const WITHOUT_ITEM: Takes = Int32Array.of(0, 0);
const NO_ITEM: Takes = new Int32Array(0);

export class LocalExpander<S, A, X extends Stepped<S>> implements Expander {
  readonly positions: number;
  readonly names: readonly string[];
  readonly properties: readonly PropertyHead[];
  readonly seen: Int32Array;
  readonly #system: LocalSystem<S, A, X>;
  readonly #whole: ObjectExpander<S, A, X>;
  readonly #learning: Learning<S, A, X>;
  readonly #rules: readonly RuleTable<S, A, X>[];
  /** By judge: the index of its property. */
  readonly #judged: readonly number[];
  readonly #concerns: ConcernTable<S>;
  readonly #before: Look<S>;
  readonly #after: Look<S>;
  readonly #pending: CellIndex;
  readonly #sentences: (string | null)[] = [];

  constructor(system: LocalSystem<S, A, X>, interner: Interner) {
    this.#system = system;
    this.#whole = new ObjectExpander(system.whole, interner);
    const { positions, names, properties, seen } = this.#whole;
    this.positions = positions;
    this.names = names;
    this.properties = properties;
    this.seen = seen;
    // Cells read states only, whatever the actions and happenings are.
    const cells = new Cells<S>(system as unknown as LocalSystem<S, never, never>, interner);
    const queues = new Map(
      system.queues.map((queue) => {
        const position = cells.indexOf(queue.position);
        return [position, new QueueTable(queue, position, interner)];
      }),
    );
    this.#concerns = new ConcernTable(cells);
    const concerns = this.#concerns;
    this.#learning = { system, interner, cells, queues, concerns, calls: 0, outcomes: 0 };
    this.#rules = system.rules.map((rule) => new RuleTable(rule, this.#learning));
    this.#judged = judgedBy(system);
    this.#before = new Look(cells, null);
    this.#after = new Look(cells, this.#before);
    this.#pending = cells.indexOf(system.pending);
  }

  get calls(): number {
    return this.#learning.calls + this.#whole.calls;
  }

  initial(): readonly Int32Array[] {
    return this.#whole.initial();
  }

  attach(): void {
    // Nothing depends on the layout here: whole rows are packed.
  }

  /** No rule is eager: with a partial-order reduction the search is the full one. */
  expand(ids: Int32Array, index: number, out: Batch): Violation | null {
    const first = out.count;
    this.#start(ids);
    for (const rule of this.#rules) {
      const takes = this.#takesOf(rule);
      for (let at = 0; at < takes.length; at += 2) {
        for (const outcome of rule.outcomesOf(takes[at]!, this.#before)) {
          this.#apply(outcome, rule.queue, takes[at + 1]!);
          const violation = this.#judge(outcome);
          if (violation !== null) return violation;
          out.add(this.#after.row, outcome.name);
        }
      }
    }
    if (index % AUDIT_EVERY === 0) this.#audit(ids, out, first);
    return null;
  }

  successors(ids: Int32Array): readonly Successor[] {
    return this.#whole.successors(ids);
  }

  pending(property: number, ids: Int32Array): string | null {
    if (this.properties[property]!.kind !== 'drain') return null;
    this.#start(ids);
    const number = this.#before.numberOf(this.#pending);
    const known = this.#sentences[number];
    if (known !== undefined) return known;
    const sentence = this.#whole.pending(property, ids);
    this.#sentences[number] = sentence;
    return sentence;
  }

  drain(_property: number, ids: Int32Array): DrainStep | null {
    this.#start(ids);
    for (const rule of this.#rules) {
      const { drains } = rule.rule;
      if (drains === 'never') continue;
      const takes = this.#takesOf(rule);
      for (let at = 0; at < takes.length; at += 2) {
        const [outcome] = rule.outcomesOf(takes[at]!, this.#before);
        if (outcome === undefined) continue;
        this.#apply(outcome, rule.queue, takes[at + 1]!);
        const { action, name } = outcome;
        return { action, name, ids: this.#after.row.slice(), isRetry: drains === 'again' };
      }
    }
    return null;
  }

  inVain(property: number, ids: Int32Array, action: unknown): string | null {
    return this.#whole.inVain(property, ids, action);
  }

  #start(ids: Int32Array): void {
    this.#before.row.set(ids);
    this.#before.begin(0, null);
  }

  /** What a rule may take now; nothing where it is closed. */
  #takesOf(rule: RuleTable<S, A, X>): Takes {
    const { queue } = rule;
    if (queue === null) return rule.isOpen(this.#before) ? WITHOUT_ITEM : NO_ITEM;
    const takes = queue.takesOf(this.#before.row[queue.position]!);
    return takes.length > 0 && rule.isOpen(this.#before) ? takes : NO_ITEM;
  }

  /** Puts the row after an outcome in place. */
  #apply({ sets, adds }: Outcome<A>, taken: QueueTable | null, left: number): void {
    const before = this.#before.row;
    const after = this.#after.row;
    let changed = 0;
    after.set(before);
    if (taken !== null) {
      after[taken.position] = left;
      changed |= bitOf(taken.position);
    }
    for (let at = 0; at < sets.length; at += 2) {
      const position = sets[at]!;
      const id = sets[at + 1]!;
      if (before[position] === id) continue;
      after[position] = id;
      changed |= bitOf(position);
    }
    for (const [queue, list] of adds) {
      after[queue.position] = queue.sumOf(after[queue.position]!, list);
      changed |= bitOf(queue.position);
    }
    this.#after.begin(changed, null);
  }

  #judge({ concerns, number, action }: Outcome<A>): Violation | null {
    for (let judge = 0; judge < concerns.length; judge += 1) {
      const asked = concerns[judge]!;
      if (asked.length === 0) continue;
      if (this.#concerns.areRight(asked, number, this.#before, this.#after)) continue;
      const violation = this.#askProperty(this.#judged[judge]!, action);
      if (violation !== null) return violation;
      this.#concerns.remember(asked, number, this.#before, this.#after);
    }
    return null;
  }

  /** The property's own word. */
  #askProperty(property: number, action: A): Violation | null {
    const { whole } = this.#system;
    const wanted = whole.properties[property]!;
    const before = this.#before.state();
    const step = whole.step(before, action);
    if (step === null || wanted.kind !== 'step') {
      throw new Error(`what is remembered of the rules is no step: ${JSON.stringify(action)}`);
    }
    const witness = wanted.witness(before, action, step);
    return witness === null ? null : { property, witness, action };
  }

  /** Compares the successors in a batch from `first` on with those of the whole system. */
  #audit(ids: Int32Array, out: Batch, first: number): void {
    const end = out.count;
    const violation = this.#whole.expand(ids, 0, out, null);
    const [found, expected] = [successorsIn(out, first, end), successorsIn(out, end, out.count)];
    out.count = end;
    if (violation === null && found.join() === expected.join()) return;
    const what = violation?.witness ?? 'other successors';
    throw new Error(`what is remembered of the rules differs from the steps: ${what}`);
  }
}

/** The action and the row of each successor, sorted. */
function successorsIn({ actions, rows, words }: Batch, from: number, to: number) {
  return Array.from({ length: to - from }, (_, at) => {
    const row = (from + at) * words;
    return `${actions[from + at]!} ${rows.subarray(row, row + words).join()}`;
  }).sort();
}

function judgedBy<S, A, X extends Stepped<S>>({ whole, judges }: LocalSystem<S, A, X>) {
  for (const { kind, name } of whole.properties) {
    if (kind === 'drain') continue;
    if (kind !== 'step') throw new Error(`a remembered system judges no ${kind}: ${name}`);
    if (!judges.some(({ property }) => property === name)) {
      throw new Error(`nobody says what "${name}" depends on`);
    }
  }
  return judges.map(({ property }) => {
    const index = whole.properties.findIndex(({ name }) => name === property);
    if (index === -1) throw new Error(`there is no property "${property}"`);
    return index;
  });
}
