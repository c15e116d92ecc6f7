/**
 * What a word inside the block stands for: a keyword in any of its spellings (D7), a misspelt keyword
 * (D10), an address, a number, or nothing that the language knows.
 *
 * Symbolic addresses are names such as DVA1 and XCF1, as the source prints them. A word of letters
 * only that is nearly a keyword is taken for that keyword, not for a name.
 */
import type { TokenType } from 'chevrotain';
import { nearest, spellingsOf } from './spelling.ts';
import {
  Colons,
  Dotted,
  Junk,
  KEYWORDS,
  Name,
  NumberRange,
  NumberWord,
  StatementWord,
  UnknownStatement,
} from './tokens.ts';

export interface Meaning {
  readonly kind: TokenType;
  /** The word is none of the keyword's spellings, but close to one. */
  readonly misspelt: boolean;
}

const BY_SPELLING: ReadonlyMap<string, TokenType> = new Map(
  KEYWORDS.flatMap((kind) => spellingsOf(kind.name).map((spelling) => [spelling, kind] as const)),
);

/** Statements are recognised from misspelt abbreviations too: only short ones look like names. */
const STATEMENT_SPELLINGS = [...BY_SPELLING].flatMap(([spelling, kind]) =>
  isStatement(kind) ? [spelling] : [],
);

/** Short keywords are left out: a name such as PORTA or ALT is more likely a name. */
const LONG_KEYWORDS = KEYWORDS.map(({ name }) => name.toUpperCase()).filter(
  (name) => name.length >= 6,
);

const VALUES: readonly (readonly [pattern: RegExp, kind: TokenType])[] = [
  [/^\d+$/, NumberWord],
  [/^\d+-\d+$/, NumberRange],
  [/^\d[\d./]*$/, Dotted],
  [/^(?=[^:]*:)[\da-f:./]+$/i, Colons],
  [/^[a-z@#$_][\w@#$-]*$/i, Name],
];

export function isStatement(kind: TokenType): boolean {
  return kind.CATEGORIES?.includes(StatementWord) === true;
}

/** The keyword that this is a spelling of, or null. */
export function keywordOf(image: string): TokenType | null {
  return BY_SPELLING.get(image.toUpperCase()) ?? null;
}

/** What the word stands for; `first` when it is the first of its line. */
export function meaningOf(image: string, first: boolean): Meaning {
  const keyword = keywordOf(image);
  if (keyword !== null) return { kind: keyword, misspelt: false };
  const meant = misspeltKeyword(image);
  if (meant !== null) return { kind: meant, misspelt: true };
  if (first && /^(?:end)?vipa[a-z]*$/i.test(image)) return exactly(UnknownStatement);
  return exactly(VALUES.find(([pattern]) => pattern.test(image))?.[1] ?? Junk);
}

/** The keyword that a word of letters was probably meant to be, or null; too short is misspelt too. */
function misspeltKeyword(image: string): TokenType | null {
  if (!/^[a-z]{3,20}$/i.test(image)) return null;
  const upper = image.toUpperCase();
  const begun = LONG_KEYWORDS.filter((name) => name.startsWith(upper));
  const spelling =
    (begun.length === 1 ? begun.join() : null) ??
    nearest(upper, LONG_KEYWORDS) ??
    (/VIPA../.test(upper) ? nearest(upper, STATEMENT_SPELLINGS) : null);
  return spelling === null ? null : keywordOf(spelling);
}

function exactly(kind: TokenType): Meaning {
  return { kind, misspelt: false };
}
