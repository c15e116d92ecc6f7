/**
 * What a flat table promises to itself, beyond its answers: whoever breaks it gets wrong answers later, or slow ones.
 */
import * as layout from '../tables/flat/layout.ts';
import { entryAt, hashOf, otherOf, tagOf } from '../tables/flat/lookup.ts';
import { tagAt } from '../tables/flat/page.ts';
import type { Partition } from '../tables/flat/partition.ts';
import type { Storage } from '../tables/flat/storage.ts';

const { BUCKET, DIRECTORY, MASK, META, SHIFT, SLOTS, STRAY, STRAYS_MAX, STRAYS_SHIFT } = layout;

export interface Shape {
  /** What is wrong, one sentence each. */
  readonly flaws: readonly string[];
  /** Rows that live in the alternate of their home bucket. */
  readonly strays: number;
}

const wordAt = (words: Int32Array, at: number): number => words[at] ?? NaN;

/** Walks everything that belongs to a DVIPA. */
export function shapeOf(storage: Storage, partition: Partition): Shape {
  const flaws = [...directoryFlaws(storage, partition)];
  const pages = partition.pages.map((page) => walkPage(storage, partition, page));
  const rows = pages.reduce((sum, page) => sum + page.rows, 0);
  if (rows !== partition.rows) flaws.push(`${rows} rows, ${partition.rows} counted`);
  return {
    flaws: [...flaws, ...pages.flatMap((page) => page.flaws)],
    strays: pages.reduce((sum, page) => sum + page.strays, 0),
  };
}

function directoryFlaws({ words }: Storage, partition: Partition): readonly string[] {
  const { entry, directory, bits, mask, pages, heads, links, shares } = partition;
  const flaws: string[] = [];
  const size = 1 << bits;
  const published = [words[entry + DIRECTORY], words[entry + SHIFT], words[entry + MASK]];
  if (published.join() !== [directory, 32 - bits, mask].join()) flaws.push('not published');
  const led = Array.from({ length: size }, (_, at) => pages.indexOf(wordAt(words, directory + at)));
  for (const [page, head] of heads.entries()) {
    const listed = new Set<number>();
    for (let at = head; at >= 0 && !listed.has(at); at = wordAt(links, at)) listed.add(at);
    const share = led.filter((one) => one === page).length;
    if (share === 0) flaws.push(`nothing leads to page ${page}`);
    if ([...listed].some((at) => led[at] !== page)) flaws.push(`page ${page} lists another's`);
    if (listed.size !== share || shares[page] !== share) flaws.push(`page ${page} has ${share}`);
  }
  if (led.includes(-1) || heads.length !== pages.length) flaws.push('leads to no page');
  return flaws;
}

function walkPage(storage: Storage, partition: Partition, page: number) {
  const { words, hash } = storage;
  const { mask, directory, bits } = partition;
  const flaws: string[] = [];
  const away = new Map<number, number>();
  let rows = 0;
  for (let index = 0; index <= mask; index += 1) {
    for (let at = page + index * BUCKET; at < page + index * BUCKET + 2 * SLOTS; at += 2) {
      const tag = tagAt(words, at);
      const entry = entryAt(words, at);
      if (tag === 0) {
        if (words[at] !== 0 || words[at + 1] !== 0 || entry !== 0) flaws.push(`${at} is not clean`);
        continue;
      }
      rows += 1;
      const code = hashOf(hash, wordAt(words, at), wordAt(words, at + 1));
      const home = code & mask;
      const isStray = (entry & STRAY) !== 0;
      if (isStray) away.set(home, (away.get(home) ?? 0) + 1);
      const place = isStray ? otherOf(home, tag, mask) : home;
      if (tag !== tagOf(code)) flaws.push(`${at} has another's tag`);
      if (index !== place) flaws.push(`${at} is in bucket ${index}, not ${place}`);
      if (words[directory + (code >>> (32 - bits))] !== page) flaws.push(`${at} is out of reach`);
    }
  }
  for (let index = 0; index <= mask; index += 1) {
    const counted = wordAt(words, page + index * BUCKET + META) >>> STRAYS_SHIFT;
    const real = Math.min(STRAYS_MAX, away.get(index) ?? 0);
    if (counted !== real) flaws.push(`bucket ${index} counts ${counted} strays, not ${real}`);
  }
  const strays = [...away.values()].reduce((sum, count) => sum + count, 0);
  return { flaws, rows, strays };
}
