/**
 * Hash consing: every component value that occurs has one small id at its position, and the other way round.
 *
 * A value that was met as the same object is found by reference; any other by its canonical encoding.
 */
import { canonical } from './encoding.ts';

export interface Interner {
  /** The id of a value at a position; the same for equal values. */
  idOf(position: number, value: unknown): number;
  /** The value of an id: the first of its kind that was met. */
  valueOf(position: number, id: number): unknown;
}

/** What a position has met, by id. */
export class LocalInterner implements Interner {
  readonly #ids: Map<string, number>[];
  readonly #values: unknown[][];
  readonly #texts: string[][];
  readonly #known: WeakMap<object, number>[];

  constructor(positions: number) {
    const each = <T>(make: () => T): T[] => Array.from({ length: positions }, make);
    this.#ids = each(() => new Map<string, number>());
    this.#values = each(() => []);
    this.#texts = each(() => []);
    this.#known = each(() => new WeakMap());
  }

  idOf(position: number, value: unknown): number {
    if (typeof value !== 'object' || value === null)
      return this.idOfText(position, canonical(value), value);
    const known = this.#known[position]!.get(value);
    if (known !== undefined) return known;
    const id = this.idOfText(position, canonical(value), value);
    this.#known[position]!.set(value, id);
    return id;
  }

  /** As idOf, for a value whose encoding is at hand. */
  idOfText(position: number, text: string, value: unknown = JSON.parse(text)): number {
    const ids = this.#ids[position]!;
    const known = ids.get(text);
    if (known !== undefined) return known;
    ids.set(text, ids.size);
    this.#values[position]!.push(value);
    this.#texts[position]!.push(text);
    return ids.size - 1;
  }

  valueOf(position: number, id: number): unknown {
    return this.#values[position]![id];
  }

  /** The canonical encodings of a position, by id. */
  textsOf(position: number): readonly string[] {
    return this.#texts[position]!;
  }
}
