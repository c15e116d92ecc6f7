/**
 * Symmetry: of all states that differ only in the names of interchangeable things, one is visited.
 *
 * The representative is the image with the least row of ids. How many states it stands for is counted, so
 * that the sizes of the orbits must add up to the full search.
 */
import type { Batch } from './batch.ts';
import { FIRST, hashOf } from './hash.ts';
import type { Interner } from './interner.ts';
import { pack, unpack } from './layout.ts';
import type { Renaming } from './system.types.ts';

export class Canonicaliser {
  readonly #renamings: readonly Renaming[];
  readonly #interner: Interner;
  /** By renaming and position: the id of each id's image. */
  readonly #images: number[][][];
  readonly #ids: Int32Array;
  readonly #image: Int32Array;
  readonly #best: Int32Array;

  constructor(renamings: readonly Renaming[], interner: Interner, positions: number) {
    this.#renamings = renamings;
    this.#interner = interner;
    this.#images = renamings.map(() => Array.from({ length: positions }, () => []));
    this.#ids = new Int32Array(positions);
    this.#image = new Int32Array(positions);
    this.#best = new Int32Array(positions);
  }

  /** Replaces each row of a batch by its representative. Throws TooNarrow. */
  apply(batch: Batch): void {
    for (let at = 0; at < batch.count; at += 1) {
      unpack(batch.layout, batch.rows, at * batch.words, this.#ids);
      if (!this.#toLeast(this.#ids)) continue;
      pack(batch.layout, this.#best, batch.rows, at * batch.words);
      batch.hashes[at] = hashOf(this.#best, FIRST);
    }
  }

  /** Makes a row its own representative. */
  canonical(ids: Int32Array): Int32Array {
    return this.#toLeast(ids) ? this.#best.slice() : ids;
  }

  /** How many states a row stands for: the renamings, over those that leave it as it is. */
  orbitOf(ids: Int32Array): number {
    let fixing = 1;
    for (let at = 0; at < this.#renamings.length; at += 1) {
      this.#rename(at, ids);
      if (compare(this.#image, ids) === 0) fixing += 1;
    }
    return (this.#renamings.length + 1) / fixing;
  }

  /** The least image, in #best; false when the row is that already. */
  #toLeast(ids: Int32Array): boolean {
    this.#best.set(ids);
    let hasMoved = false;
    for (let at = 0; at < this.#renamings.length; at += 1) {
      this.#rename(at, ids);
      if (compare(this.#image, this.#best) >= 0) continue;
      this.#best.set(this.#image);
      hasMoved = true;
    }
    return hasMoved;
  }

  #rename(at: number, ids: Int32Array): void {
    const { moves, rename } = this.#renamings[at]!;
    for (let position = 0; position < ids.length; position += 1) {
      const to = moves[position]!;
      const images = this.#images[at]![position]!;
      const id = ids[position]!;
      images[id] ??= this.#interner.idOf(
        to,
        rename(this.#interner.valueOf(position, id), position),
      );
      this.#image[to] = images[id];
    }
  }
}

function compare(a: Int32Array, b: Int32Array): number {
  for (let position = 0; position < a.length; position += 1) {
    const difference = a[position]! - b[position]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
