/**
 * Cuts a profile into statements: inside a VIPADynamic block a statement reaches from its keyword to
 * the next (D1); outside, only what says something of the stack's place in the sysplex is kept.
 *
 * Statements of other kinds around the block are skipped without complaint (D9). A statement outside
 * the block, a block that is not closed and a misspelt keyword are reported here (D10), once, and then
 * read as they were meant, so that one mistake does not look like many.
 */
import type { TokenType } from 'chevrotain';
import { errorAt, type Finding, type Place, warningAt } from './finding.ts';
import { nearest } from './spelling.ts';
import { Comma, DynamicXcf, EndVipaDynamic, VipaDynamic, type Word, wordsOf } from './tokens.ts';
import { isStatement, keywordOf, meaningOf } from './words.ts';

/** A file with its lines, so that every finding can show one. */
export interface Source {
  readonly file: string;
  readonly lines: readonly string[];
}

/** The words of one statement: its keyword, which is also `first`, and what follows. */
export interface Segment {
  readonly first: Word;
  readonly words: Word[];
}

export interface Cut {
  readonly segments: readonly Segment[];
  /** An INTERFACE, or a DEVICE with its LINK, that leads out of the sysplex. */
  readonly attached: boolean;
  readonly findings: readonly Finding[];
}

interface Walk {
  readonly source: Source;
  readonly words: readonly Word[];
  readonly segments: Segment[];
  readonly findings: Finding[];
  /** Where the words of the present statement go. */
  statement: Word[];
  inside: boolean;
  opened: Word | null;
  version6: boolean;
  attached: boolean;
}

/** These are an adapter only at the start of a line: DELETE LINK names one that is gone. */
const ADAPTERS = new Set(['INTERFACE', 'DEVICE', 'LINK']);

/** Interfaces that lead nowhere outside: static VIPAs, the loopback, XCF and the same host. */
const INTERNAL = /^(?:virtual6?|loopback6?|mpcptp6?|iutsameh|(?:ez[a6])?xcf.*)$/i;

/** A shorter abbreviation may be the name of a device. */
const UNMISTAKABLE_LETTERS = 6;

export function sourceOf(file: string, text: string): Source {
  return { file, lines: text.split(/\r\n|\r|\n/) };
}

export function placeOf({ file, lines }: Source, { startLine, startColumn }: Word): Place {
  const sourceLine = String(lines[startLine - 1]);
  return { file, line: startLine, column: startColumn, sourceLine };
}

/** Just behind a word: where the next one is missing. */
export function placeAfter({ file, lines }: Source, { endLine, endColumn }: Word): Place {
  return { file, line: endLine, column: endColumn + 1, sourceLine: String(lines[endLine - 1]) };
}

export function cut(source: Source, text: string): Cut {
  const words = wordsOf(text);
  const state = { inside: false, opened: null, version6: false, attached: false, statement: [] };
  const walk: Walk = { source, words, segments: [], findings: [], ...state };
  words.forEach((word, at) => {
    const first = words[at - 1]?.endLine !== word.startLine;
    if (walk.inside) readInside(walk, word, first);
    else readOutside(walk, word, at, first);
  });
  if (walk.inside && walk.opened !== null) reportOpenEnd(walk, walk.opened);
  return walk;
}

function readInside(walk: Walk, word: Word, first: boolean): void {
  if (word.tokenType !== Comma) {
    const { kind, misspelt } = meaningOf(word.image, first);
    if (misspelt) reportMisspelt(walk, word, kind);
    setKind(word, kind);
  }
  if (word.tokenType === EndVipaDynamic) walk.inside = false;
  else if (word.tokenType === VipaDynamic) reopen(walk, word);
  else if (isStatement(word.tokenType)) begin(walk, word);
  else walk.statement.push(word);
}

function readOutside(walk: Walk, word: Word, at: number, first: boolean): void {
  const image = word.image.toUpperCase();
  const block = blockKeyword(walk, word, first);
  if (block !== null) enter(walk, word, block);
  else if (image.startsWith('IPCONFIG')) walk.version6 = image.endsWith('6');
  else if (isDynamicXcf(walk, word)) readDynamicXcf(walk, word, walk.words[at + 1]);
  else if (first && ADAPTERS.has(image)) {
    walk.attached ||= !walk.words.slice(at + 1, at + 4).some(({ image }) => INTERNAL.test(image));
  }
}

/** A word outside the block that opens one, or belongs into one; a misspelling must be reported. */
function blockKeyword(walk: Walk, word: Word, first: boolean): TokenType | null {
  const exact = keywordOf(word.image);
  if (exact !== null && isStatement(exact)) {
    return first || word.image.length >= UNMISTAKABLE_LETTERS ? exact : null;
  }
  if (!first || !/vipa/i.test(word.image)) return null;
  const { kind, misspelt } = meaningOf(word.image, first);
  if (!misspelt) return null;
  reportMisspelt(walk, word, kind);
  return kind;
}

function enter(walk: Walk, word: Word, kind: TokenType): void {
  setKind(word, kind);
  if (kind === EndVipaDynamic) {
    const expected = 'VIPADynamic before it';
    walk.findings.push(outOfPlace(walk, word, 'ends a block that was not begun', expected));
    return;
  }
  walk.inside = true;
  walk.opened = kind === VipaDynamic ? word : null;
  if (kind !== VipaDynamic) {
    const expected = 'VIPADynamic before the first such statement';
    walk.findings.push(outOfPlace(walk, word, 'stands outside a VIPADynamic block', expected));
  }
  begin(walk, word);
}

/** A block inside a block: the former was not closed. */
function reopen(walk: Walk, word: Word): void {
  const expected = 'ENDVIPADynamic before the next block';
  walk.findings.push(outOfPlace(walk, word, 'stands inside a block', expected));
  walk.opened = word;
  begin(walk, word);
}

function begin(walk: Walk, word: Word): void {
  walk.statement = [word];
  walk.segments.push({ first: word, words: walk.statement });
}

function reportMisspelt({ source, findings }: Walk, word: Word, kind: TokenType): void {
  const message = `${word.image} is no keyword of the VIPADynamic block`;
  const details = { found: word.image, expected: 'a keyword or an address', suggestion: kind.name };
  findings.push(errorAt(placeOf(source, word), message, details));
}

function outOfPlace({ source }: Walk, word: Word, what: string, expected: string): Finding {
  const details = { found: word.image, expected };
  return errorAt(placeOf(source, word), `${word.tokenType.name} ${what}`, details);
}

function reportOpenEnd({ source, words, findings }: Walk, opened: Word): void {
  const message = `the block of line ${opened.startLine} is not closed`;
  const details = { found: 'the end of the file', expected: 'a statement or ENDVIPADynamic' };
  const last = words.reduce((_, word) => word, opened);
  findings.push(errorAt(placeAfter(source, last), message, details));
}

/** NODYNAMICXCF is as close to the keyword as a misspelling, and means the opposite. */
function isDynamicXcf(walk: Walk, word: Word): boolean {
  const image = word.image.toUpperCase();
  if (image === 'DYNAMICXCF') return true;
  if (image === 'NODYNAMICXCF' || nearest(image, ['DYNAMICXCF']) === null) return false;
  const details = { found: word.image, expected: 'an option of IPCONFIG' };
  const message = `${word.image} is no option of IPCONFIG`;
  const finding = errorAt(placeOf(walk.source, word), message, details);
  walk.findings.push({ ...finding, suggestion: 'DYNAMICXCF' });
  return true;
}

function readDynamicXcf(walk: Walk, word: Word, address: Word | undefined): void {
  if (walk.version6) {
    const message = 'the XCF address of IP version 6 is not modelled: left out';
    walk.findings.push(warningAt(placeOf(walk.source, word), message));
    return;
  }
  setKind(word, DynamicXcf);
  begin(walk, word);
  if (address === undefined || address.tokenType === Comma) return;
  setKind(address, meaningOf(address.image, false).kind);
  walk.statement.push(address);
}

function setKind(word: Word, kind: TokenType): void {
  word.tokenType = kind;
  word.tokenTypeIdx = Number(kind.tokenTypeIdx);
}
