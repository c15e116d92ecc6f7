/**
 * The hash of a state: the exclusive-or of one mixed number for each (position, component id).
 *
 * A successor's hash follows from its parent's by the positions that changed. Two seeds give the two
 * independent halves of a fingerprint. Multipliers: the "lowbias32" mixer of Chris Wellons' hash-prospector.
 */
export const FIRST = 0x2545f491;
export const SECOND = 0x6a09e667;

/** One mixed 32-bit number for a component id at a position. */
export function mix(position: number, id: number, seed: number): number {
  let hash = Math.imul(position + 1, 0x9e3779b1) ^ Math.imul(id + 1, 0x85ebca6b) ^ seed;
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  hash ^= hash >>> 15;
  hash = Math.imul(hash ^ Math.imul(position, 0x27d4eb2f) ^ seed, 0x21f0aaad);
  return hash ^ (hash >>> 16);
}

/** The hash of a state given by its component ids. */
export function hashOf(ids: Int32Array, seed: number): number {
  let hash = 0;
  for (let position = 0; position < ids.length; position += 1) {
    hash ^= mix(position, ids[position]!, seed);
  }
  return hash;
}
