/**
 * Where everything lies in the words of a flat table: one place for TypeScript, and the picture that the
 * WebAssembly source keeps to.
 *
 * A bucket is one cache line of 16 words with six slots: six keys of two words (outside address, ports), six
 * halfwords of target and state, and one word of tags. A page is a power of two of buckets, followed by
 * the initial sequence numbers of their slots, which no packet needs. Word 0 is never handed out.
 *
 * Hot code takes these names out of a namespace import (`const { BUCKET } = layout`): the compiler folds a
 * constant of the module itself, but loads an imported one each time.
 */

/** Slots of a bucket. */
export const SLOTS = 6;

/** Words of a bucket: 64 bytes, one cache line. */
export const BUCKET = 16;

/** Offsets inside a bucket; its keys begin at 0. */
export const TARGETS = 12;
export const META = 15;

/** Words per bucket for the initial sequence numbers: six of the outside end, then six of the target. */
export const COLD = 12;
export const LOCAL_ISN = 6;

/** Six tags of five bits; 0 is an empty slot. The two bits above count rows that live elsewhere. */
export const TAG_BITS = 5;
export const TAGS = 0x3fff_ffff;
export const TAG_LOW = 0x0210_8421;
export const TAG_HIGH = 0x2108_4210;
export const STRAYS_SHIFT = 30;
export const STRAYS_MAX = 3;

/** A halfword of target and state: the member's number above, four flags below. */
export const MEMBER_SHIFT = 4;
export const MEMBER_MAX = 4095;
export const PROVISIONAL = 1;
export const NO_REMOTE_ISN = 2;
export const NO_LOCAL_ISN = 4;
/** The row lives in the alternate of its home bucket; the table's own business. */
export const STRAY = 8;

/** Where the DVIPAs' entries begin, and how a DVIPA leads to one: by the highest bits of a product. */
export const ENTRIES_AT = 1;
export const ENTRIES_SHIFT_AT = 2;
export const ENTRIES_FACTOR_AT = 3;

/** The hash's tables: eight bytes of key, 256 words each. A linear memory has a copy of them. */
export const HASH_AT = 16;
export const HASH_WORDS = 8 * 256;

/**
 * A DVIPA's entry: its address, its directory (0: no entry), the directory's shift, a page's bucket mask, a label
 * that lookups answer with, in the high half of their word, and the directory's size.
 */
export const ENTRY = 8;
export const DIRECTORY = 1;
export const SHIFT = 2;
export const MASK = 3;
export const LABEL = 4;
export const RANGE = 5;

/** Odd multipliers: for the tag of a hash, and for the distance to the alternate bucket. */
export const TAG_FACTOR = 0x9e37_79b1 | 0;
export const ALTERNATE_FACTOR = 0x5bd1_e995 | 0;
