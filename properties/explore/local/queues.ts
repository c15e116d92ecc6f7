/**
 * Queues by number: what may be taken from one, and what becomes of it when something is added.
 */
import { canonical } from '../encoding.ts';
import type { Interner } from '../interner.ts';
import type { Queue } from '../local-system.types.ts';
import { PairTable } from './pair-table.ts';

/** What may be taken: the item's number, and the id of what is left, in turn. */
export type Takes = Int32Array;

export class QueueTable {
  readonly position: number;
  readonly #queue: Queue;
  readonly #interner: Interner;
  readonly #items: unknown[] = [];
  readonly #itemByText = new Map<string, number>();
  readonly #takes: (Takes | undefined)[] = [];
  /** Lists of items that were added together. */
  readonly #lists: (readonly unknown[])[] = [];
  readonly #listByText = new Map<string, number>();
  readonly #sums = new PairTable();
  readonly #sumIds: number[] = [];

  constructor(queue: Queue, position: number, interner: Interner) {
    this.position = position;
    this.#queue = queue;
    this.#interner = interner;
  }

  itemOf(number: number): unknown {
    return this.#items[number];
  }

  takesOf(id: number): Takes {
    return (this.#takes[id] ??= Int32Array.from(
      this.#queue
        .takes(this.#interner.valueOf(this.position, id))
        .flatMap(([item, rest]) => [
          numbered(this.#items, this.#itemByText, item),
          this.#interner.idOf(this.position, rest),
        ]),
    ));
  }

  /** The number of the list of what was added from one id to another; null when that is not all that happened. */
  addedTo(id: number, other: number): number | null {
    const added = this.#queue.added(
      this.#interner.valueOf(this.position, id),
      this.#interner.valueOf(this.position, other),
    );
    return added === null ? null : numbered(this.#lists, this.#listByText, added);
  }

  /** The id of a queue with a list of items added. */
  sumOf(id: number, list: number): number {
    const sum = this.#sums.numberOf(id, list);
    const known = this.#sumIds[sum];
    if (known !== undefined) return known;
    const value = this.#interner.valueOf(this.position, id);
    const result = this.#interner.idOf(
      this.position,
      this.#queue.with(value, this.#lists[list] ?? []),
    );
    this.#sumIds[sum] = result;
    return result;
  }
}

function numbered<T>(all: T[], byText: Map<string, number>, value: T): number {
  const text = canonical(value);
  const known = byText.get(text);
  if (known !== undefined) return known;
  byText.set(text, all.push(value) - 1);
  return all.length - 1;
}
