/**
 * Hash consing: every component value that occurs has one small id at its position, and the other way round.
 *
 * A value that was met as the same object is found by reference; any other by its canonical encoding. With a
 * log that threads share, all of them have the same ids.
 */
import { canonical } from './encoding.ts';
import { SharedLog, type LogMemory } from './shared-log.ts';

export class Interner {
  readonly #ids: Map<string, number>[];
  /** Values that this thread has seen or has read from their encoding. */
  readonly #values: unknown[][];
  readonly #texts: string[][];
  readonly #known: WeakMap<object, number>[];
  readonly #log: SharedLog | null;

  constructor(positions: number, log: LogMemory | null) {
    const each = <T>(make: () => T): T[] => Array.from({ length: positions }, make);
    this.#ids = each(() => new Map<string, number>());
    this.#values = each(() => []);
    this.#texts = each(() => []);
    this.#known = each(() => new WeakMap());
    this.#log =
      log === null ? null : new SharedLog(log, (position, text) => this.#learn(position, text));
  }

  /** The id of a value at a position; the same for equal values. */
  idOf(position: number, value: unknown): number {
    if (typeof value !== 'object' || value === null) {
      return this.#idOfText(position, canonical(value), value);
    }
    const known = this.#known[position]!.get(value);
    if (known !== undefined) return known;
    const id = this.#idOfText(position, canonical(value), value);
    this.#known[position]!.set(value, id);
    return id;
  }

  /** The value of an id: the first of its kind that this thread has met. */
  valueOf(position: number, id: number): unknown {
    const values = this.#values[position]!;
    const value = values[id];
    if (value !== undefined) return value;
    values[id] = JSON.parse(this.textOf(position, id)) as unknown;
    return values[id];
  }

  /** The canonical encoding of an id. */
  textOf(position: number, id: number): string {
    const texts = this.#texts[position]!;
    if (id >= texts.length) this.#log?.catchUp();
    const text = texts[id];
    if (text === undefined) throw new RangeError(`position ${position} has no component ${id}`);
    return text;
  }

  /** How many values a position has. */
  countOf(position: number): number {
    return this.#texts[position]!.length;
  }

  #idOfText(position: number, text: string, value: unknown): number {
    const ids = this.#ids[position]!;
    if (!ids.has(text)) {
      if (this.#log === null) this.#learn(position, text);
      else this.#log.add(position, text, () => ids.has(text));
    }
    const id = ids.get(text)!;
    this.#values[position]![id] ??= value;
    return id;
  }

  #learn(position: number, text: string): void {
    const texts = this.#texts[position]!;
    this.#ids[position]!.set(text, texts.length);
    texts.push(text);
  }
}
