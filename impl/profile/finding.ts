/**
 * What the profile reader has to say of a place in a file, and how it looks on a terminal (D10).
 *
 * An error stops a profile from being used; a warning names what was read otherwise than written or is
 * not modelled (D9). Left out: colours and sorting by importance.
 */

export type Severity = 'error' | 'warning';

/** Where in a profile something stands; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The line itself, so that a finding can be shown without the file. */
  readonly sourceLine: string;
}

export interface Finding extends Place {
  readonly severity: Severity;
  /** One sentence: what is wrong or what was done instead. */
  readonly message: string;
  /** What stands there, where the finding is about a word. */
  readonly found: string | null;
  /** What could have stood there. */
  readonly expected: string | null;
  /** The word that was probably meant. */
  readonly suggestion: string | null;
}

interface Details {
  readonly found?: string;
  readonly expected?: string;
  readonly suggestion?: string | null;
}

const NO_DETAILS = { found: null, expected: null, suggestion: null };

/** A long line is shown as the part around the place: a profile may be one line of a megabyte. */
const SHOWN_BEFORE = 60;
const SHOWN = 100;
const FOUND_SHOWN = 40;

/** Control characters would move the cursor or worse: each is shown as one dot, a tab stays. */
const UNPRINTABLE = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g;

export function errorAt(place: Place, message: string, details: Details = {}): Finding {
  return { ...onlyPlace(place), severity: 'error', message, ...NO_DETAILS, ...details };
}

export function warningAt(place: Place, message: string, details: Details = {}): Finding {
  return { ...onlyPlace(place), severity: 'warning', message, ...NO_DETAILS, ...details };
}

/** The start of a file, for findings that are about the profile as a whole. */
export function startOf(file: string): Place {
  return { file, line: 1, column: 1, sourceLine: '' };
}

/** `MVS1.profile:12:3`, as compilers and editors write a place. */
export function nameOfPlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** Sorted as a reader meets them: by file, then from top to bottom. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (one, other) =>
      compareNames(one.file, other.file) || one.line - other.line || one.column - other.column,
  );
}

/** By code unit, so that the order does not depend on the machine's language. */
export function compareNames(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** The finding as lines of text: the place, the line with a caret under the place, the hints. */
export function renderFinding(finding: Finding): string {
  const { severity, message, found, expected, suggestion, sourceLine } = finding;
  const lines = [`${nameOfPlace(finding)}: ${severity}: ${printable(message)}`];
  if (sourceLine.trim() !== '') lines.push(...pointedLine(finding));
  const hints = [
    ...(expected === null ? [] : [`expected ${expected}`]),
    ...(found === null ? [] : [`found ${printable(shortened(found))}`]),
  ];
  if (hints.length > 0) lines.push(`  ${hints.join(', ')}`);
  if (suggestion !== null) lines.push(`  did you mean ${printable(suggestion)}?`);
  return lines.join('\n');
}

/** A word of the file as a sentence can carry it: a word may be as long as the file. */
export function shortened(word: string): string {
  return word.length > FOUND_SHOWN ? `${word.slice(0, FOUND_SHOWN)}…` : word;
}

function pointedLine({ sourceLine, column }: Finding): string[] {
  const from = Math.max(0, column - 1 - SHOWN_BEFORE);
  const shown = printable(sourceLine.slice(from, from + SHOWN));
  const before = shown.slice(0, column - 1 - from).replace(/[^\t]/g, ' ');
  return [`  ${shown.trimEnd()}`, `  ${before}^`];
}

function printable(text: string): string {
  return text.replace(UNPRINTABLE, '·');
}

function onlyPlace({ file, line, column, sourceLine }: Place): Place {
  return { file, line, column, sourceLine };
}
