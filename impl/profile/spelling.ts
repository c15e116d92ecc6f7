/**
 * How keywords may be spelled (D7): the capitals are the shortest abbreviation, case does not matter,
 * and a word that is nearly a keyword or a name was probably meant as that one (D10).
 *
 * Left out: which keywords there are (tokens.ts) and what a word stands for (words.ts).
 */

/** `DISTMethod` gives DISTM, DISTME, … DISTMETHOD. */
export function spellingsOf(keyword: string): readonly string[] {
  const shortest = keyword.search(/[a-z]|$/);
  const whole = keyword.toUpperCase();
  return Array.from({ length: whole.length - shortest + 1 }, (_, more) =>
    whole.slice(0, shortest + more),
  );
}

/** Longer words are no misspelling of anything, and would only cost time. */
const LONGEST = 40;

/** One slip of the finger in a short word, two in a longer one. */
function slipsAllowed(word: string): number {
  return word.length <= 6 ? 1 : 2;
}

/** The candidate that was probably meant, or null; case does not matter. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const upper = word.toUpperCase();
  let best: string | null = null;
  let fewest = slipsAllowed(upper);
  for (const candidate of candidates) {
    const slips = slipsBetween(upper, candidate.toUpperCase(), fewest);
    if (slips < fewest || (slips === fewest && best === null)) {
      best = candidate;
      fewest = slips;
    }
  }
  return best;
}

/**
 * How many letters must be added, dropped, changed or swapped with their neighbour; more than `most`
 * when that is already clear.
 */
function slipsBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most || one.length > LONGEST) return most + 1;
  if (lettersOfOne(one, other) > 2 * most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const next = rowOfSlips({ one, other, row, last, beforeLast });
    [beforeLast, last] = [last, next];
  }
  return at(last, other.length);
}

/** Letters that only one of the two has: a slip adds two at most. Nearly every word ends here. */
function lettersOfOne(one: string, other: string): number {
  let count = 0;
  for (let rest = letterSet(one) ^ letterSet(other); rest !== 0; rest &= rest - 1) count++;
  return count;
}

function letterSet(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

interface Rows {
  readonly one: string;
  readonly other: string;
  readonly row: number;
  readonly last: readonly number[];
  readonly beforeLast: readonly number[];
}

/** One row of the table of optimal string alignment. */
function rowOfSlips({ one, other, row, last, beforeLast }: Rows): number[] {
  const next = [row];
  let left = row;
  for (let column = 1; column <= other.length; column++) {
    const same = one[row - 1] === other[column - 1];
    const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
    left = Math.min(
      left + 1,
      at(last, column) + 1,
      at(last, column - 1) + Number(!same),
      swapped && !same ? at(beforeLast, column - 2) + 1 : Infinity,
    );
    next.push(left);
  }
  return next;
}

/** The table has these cells by construction. */
function at(row: readonly number[], column: number): number {
  return Number(row[column]);
}
