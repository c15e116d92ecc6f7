/**
 * The keyed hash of a flat table: simple tabulation. Each byte of the key picks a secret random word, and
 * the words are xored.
 *
 * Nobody without the table's words can choose keys that collide: for two given keys, any difference of
 * their hashes is equally likely (the hash is 3-independent). A seed that is merely mixed into a fixed hash
 * would not do: keys that collide under one seed collide under most.
 */
import * as layout from './layout.ts';

const { HASH_WORDS } = layout;

/** 128 bits of secret, as four words; the same seed gives the same hash. */
export type Seed = readonly [number, number, number, number];

/** xoshiro128**: the secret never leaves the process, nor does any output. */
function randomWords(seed: Seed): () => number {
  let [a, b, c, d] = seed.map((word) => word | 0) as [number, number, number, number];
  // An all-zero state would stay zero.
  if ((a | b | c | d) === 0) a = 1;
  return () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

/** The hash's words, to be shared by tables that face nobody, such as those of a simulation. */
export function createHash(seed: Seed): Int32Array {
  const next = randomWords(seed);
  // The first words still show a seed of few bits.
  for (let skipped = 0; skipped < 64; skipped += 1) next();
  return Int32Array.from({ length: HASH_WORDS }, next);
}
