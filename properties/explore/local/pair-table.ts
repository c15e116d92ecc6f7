/**
 * Pairs of small numbers, numbered in the order in which they were first asked for: open addressing in flat memory.
 *
 * A row of numbers becomes one number by pairing what stands for its beginning with the next.
 */
const EMPTY = -1;

export class PairTable {
  /** By number: the pair. */
  #pairs = new Int32Array(2 * 16);
  /** By place: the pair's number, or EMPTY. */
  #places = new Int32Array(32).fill(EMPTY);
  #count = 0;

  /** How many pairs have a number; the next new one gets it. */
  get count(): number {
    return this.#count;
  }

  /** The number of a pair. */
  numberOf(one: number, other: number): number {
    const mask = this.#places.length - 1;
    let place = mixed(one, other) & mask;
    for (;;) {
      const number = this.#places[place]!;
      if (number === EMPTY) return this.#add(one, other, place);
      if (this.#pairs[2 * number] === one && this.#pairs[2 * number + 1] === other) return number;
      place = (place + 1) & mask;
    }
  }

  #add(one: number, other: number, place: number): number {
    const number = this.#count;
    this.#pairs[2 * number] = one;
    this.#pairs[2 * number + 1] = other;
    this.#places[place] = number;
    this.#count += 1;
    if (2 * this.#count === this.#places.length) this.#grow();
    return number;
  }

  #grow(): void {
    const pairs = new Int32Array(2 * this.#pairs.length);
    pairs.set(this.#pairs);
    this.#pairs = pairs;
    this.#places = new Int32Array(2 * this.#places.length).fill(EMPTY);
    const mask = this.#places.length - 1;
    for (let number = 0; number < this.#count; number += 1) {
      let place = mixed(pairs[2 * number]!, pairs[2 * number + 1]!) & mask;
      while (this.#places[place] !== EMPTY) place = (place + 1) & mask;
      this.#places[place] = number;
    }
  }
}

function mixed(one: number, other: number): number {
  let hash = Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
