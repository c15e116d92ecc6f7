/**
 * How a state's component ids are packed into 32-bit words: each position has a few bits of one word.
 *
 * Widths follow the ids that were met: when an id does not fit, the search stops at a state's edge, and
 * goes on with a wider layout.
 */
export interface Layout {
  readonly bits: readonly number[];
  /** 32-bit words in a row. */
  readonly words: number;
  /** For each position: its word, its shift in there, and the mask of its id. */
  readonly word: Int32Array;
  readonly shift: Int32Array;
  readonly mask: Int32Array;
}

/** Ids need at most 31 bits, so that they are never negative. */
const BITS_MAX = 31;

/** Packs positions of so many bits each, the widest first, into as few words as that gives. */
export function layoutOf(bits: readonly number[]): Layout {
  const free: number[] = [];
  const word = new Int32Array(bits.length);
  const shift = new Int32Array(bits.length);
  const byWidth = bits.map((_, position) => position).sort((a, b) => bits[b]! - bits[a]! || a - b);
  for (const position of byWidth) {
    const width = bits[position]!;
    let at = free.findIndex((room) => room >= width);
    if (at === -1) at = free.push(32) - 1;
    word[position] = at;
    shift[position] = 32 - free[at]!;
    free[at]! -= width;
  }
  const mask = Int32Array.from(bits, (width) => 2 ** width - 1);
  return { bits, words: Math.max(1, free.length), word, shift, mask };
}

/** Thrown when an id does not fit its position: the layout must become wider first. */
export class TooNarrow extends Error {
  readonly position: number;
  readonly id: number;

  constructor(position: number, id: number) {
    super(`component id ${id} does not fit position ${position}`);
    this.position = position;
    this.id = id;
  }
}

/** A layout in which an id fits its position, with room for as many again. */
export function widened(layout: Layout, position: number, id: number): Layout {
  const needed = Math.min(BITS_MAX, Math.ceil(Math.log2(id + 1)) + 1);
  return layoutOf(
    layout.bits.map((width, at) => (at === position ? Math.max(width, needed) : width)),
  );
}

/** Is there room for each of these ids? A state that was stored fits. */
export function fits({ mask }: Layout, ids: Int32Array): boolean {
  return ids.every((id, position) => id <= mask[position]!);
}

/** Writes a row's words at an offset. Throws TooNarrow. */
export function pack(layout: Layout, ids: Int32Array, into: Int32Array, at: number): void {
  for (let word = 0; word < layout.words; word += 1) into[at + word] = 0;
  for (let position = 0; position < ids.length; position += 1) {
    const id = ids[position]!;
    if (id > layout.mask[position]!) throw new TooNarrow(position, id);
    into[at + layout.word[position]!]! |= id << layout.shift[position]!;
  }
}

/** Reads a row's component ids back. */
export function unpack(layout: Layout, from: Int32Array, at: number, ids: Int32Array): void {
  const { word, shift, mask } = layout;
  for (let position = 0; position < ids.length; position += 1) {
    ids[position] = (from[at + word[position]!]! >>> shift[position]!) & mask[position]!;
  }
}
