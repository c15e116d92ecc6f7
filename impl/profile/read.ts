/**
 * From the text of one stack's profile to what it says (D1 to D7, D9, D10): pure, no file is opened.
 *
 * All errors are reported at once and sorted by place; with any error there is no profile, so that
 * nothing is half applied. The product keeps the statements before a syntax error instead.
 */
import { EOF, type IRecognitionException } from 'chevrotain';
import type { Profile } from '../../model/config.types.ts';
import type { Address, StackName } from '../../model/vocabulary.types.ts';
import { addBackup, addDefine, addRange, removeDefinitions, setXcf } from './definitions.ts';
import { checkOwnDvipas, distribute, mergedDistributions } from './distributions.ts';
import { type Draft, emptyDraft, type Placed, refuse, warn } from './draft.ts';
import {
  errorAt,
  type Finding,
  inOrder,
  type Place,
  shortened,
  startOf,
  warningAt,
} from './finding.ts';
import { parseStatement } from './grammar.ts';
import { cut, placeAfter, placeOf, type Segment, sourceOf } from './segments.ts';
import { nearest } from './spelling.ts';
import type { Statement } from './statements.types.ts';
import * as words from './tokens.ts';
import type { Word } from './tokens.ts';
import { keywordOf } from './words.ts';

/** Where each entry of a profile stands, list by list in the profile's own order. */
export interface Places {
  /** The address after DYNAMICXCF; the file's start where the address is assumed. */
  readonly xcf: Place;
  readonly defines: readonly Place[];
  readonly backups: readonly Place[];
  readonly distributes: readonly Place[];
  /** Of each distribution, the places of its targets. */
  readonly targets: readonly (readonly Place[])[];
  readonly ranges: readonly Place[];
}

/** A profile and where its entries stand: what the checks over a whole sysplex need. */
export interface SourcedProfile {
  readonly profile: Profile;
  readonly places: Places;
}

export interface ReadProfile {
  /** Null when there are errors. */
  readonly profile: Profile | null;
  readonly places: Places;
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
  /** Keywords that are written shorter, or in another case, than the diagrams write them (D7). */
  readonly spelt: number;
}

const STATEMENTS =
  'VIPADEFine, VIPABackup, VIPADISTribute, VIPARange, VIPADELete or ENDVIPADynamic';

/** What a word that is not modelled is taken for, where it is not just left out. */
const READ_AS: ReadonlyMap<string, string> = new Map([
  ['WHENIDLE', 'read as IMMEDiate'],
  ['HOTSTANDBY', 'read as ROUNDROBIN'],
]);

export function readProfile(text: string, file: string, stack: StackName): ReadProfile {
  const source = sourceOf(file, text);
  const { segments, attached, findings } = cut(source, text);
  const draft = emptyDraft(source, findings);
  if (readSegments(draft, segments)) checkOwnDvipas(draft);

  const distributes = mergedDistributions(draft);
  const xcf = draft.xcf ?? assumedXcf(draft, file, stack);
  const errors = inOrder(draft.findings.filter(({ severity }) => severity === 'error'));
  const warnings = inOrder(draft.findings.filter(({ severity }) => severity === 'warning'));
  const profile = {
    stack,
    xcf: xcf.entry,
    attached,
    defines: [...draft.defines.values()].map(entryOf),
    backups: [...draft.backups.values()].map(entryOf),
    distributes: distributes.map(entryOf),
    ranges: [...draft.ranges.values()].map(entryOf),
  };
  const places = {
    xcf: xcf.place,
    defines: [...draft.defines.values()].map(({ place }) => place),
    backups: [...draft.backups.values()].map(({ place }) => place),
    distributes: distributes.map(({ place }) => place),
    targets: distributes.map(({ targetPlaces }) => targetPlaces),
    ranges: [...draft.ranges.values()].map(({ place }) => place),
  };
  const spelt = segments.flatMap(({ words: all }) => all).filter(isSpeltFreely).length;
  return { profile: errors.length > 0 ? null : profile, places, errors, warnings, spelt };
}

function isSpeltFreely({ image, tokenType }: Word): boolean {
  const { name } = tokenType;
  return keywordOf(image) === tokenType && image !== name && image !== name.toUpperCase();
}

function entryOf<Entry>({ entry }: Placed<Entry>): Entry {
  return entry;
}

/** Beyond so many mistakes the file is no profile, and a list of all of them helps nobody. */
const SYNTAX_ERRORS_MAX = 1000;

/** Says whether it came to the end. */
function readSegments(draft: Draft, segments: readonly Segment[]): boolean {
  let mistakes = 0;
  for (const segment of segments) {
    if (mistakes >= SYNTAX_ERRORS_MAX) {
      const message = `after ${mistakes} statements with mistakes the rest of the file is not read`;
      refuse(draft, segment.first, message, 'a profile');
      return false;
    }
    if (readSegment(draft, segment)) continue;
    mistakes++;
    for (const word of segment.words) draft.unsure.add(word.image.toUpperCase());
  }
  return true;
}

/** Says whether the statement fits the grammar. */
function readSegment(draft: Draft, segment: Segment): boolean {
  const { first, words: all } = segment;
  const keyword = first.tokenType;
  if (keyword === words.UnknownStatement) {
    refuse(draft, first, `${first.image} is no statement of the VIPADynamic block`, STATEMENTS);
    return false;
  }
  if (keyword === words.VipaRoute || keyword === words.VipaParameters) {
    warn(draft, first, `${keyword.name} is not modelled: the statement is left out`);
    return true;
  }
  const { statement, unmodelled, errors } = parseStatement(all);
  for (const word of unmodelled) warnUnmodelled(draft, word);
  for (const error of ownErrors(errors, all)) {
    draft.findings.push(syntaxError(draft, segment, error));
  }
  if (errors.length > 0) return false;
  take(draft, statement);
  return true;
}

function take(draft: Draft, statement: Statement): void {
  switch (statement.kind) {
    case 'define':
      return addDefine(draft, statement.addresses);
    case 'delete':
      return removeDefinitions(draft, statement.addresses);
    case 'backup':
      return addBackup(draft, statement);
    case 'distribute':
      return distribute(draft, statement);
    case 'range':
      return addRange(draft, statement);
    case 'xcf':
      return setXcf(draft, statement.address);
    case 'open':
  }
}

function warnUnmodelled(draft: Draft, word: Word): void {
  const name = word.tokenType.name;
  warn(draft, word, `${name} is not modelled: ${READ_AS.get(name) ?? 'left out'}`);
}

/** What is wrong with the word right behind a mistake is most likely that mistake again. */
function ownErrors(
  errors: readonly IRecognitionException[],
  all: readonly Word[],
): readonly IRecognitionException[] {
  const positions = errors.map(({ token }) =>
    token.tokenType === EOF ? all.length : all.indexOf(token as Word),
  );
  return errors.filter((_, at) => !positions.includes(Number(positions[at]) - 1));
}

/** The grammar says what it expected; where a statement just ends, the place is behind its end. */
function syntaxError({ source }: Draft, segment: Segment, error: IRecognitionException): Finding {
  const token = error.token as Word;
  const statement = segment.first.tokenType.name;
  const expected = error.message;
  if (token.tokenType === EOF) {
    const place = placeAfter(
      source,
      segment.words.reduce((_, last) => last),
    );
    const message = `${statement} is not complete`;
    return errorAt(place, message, { found: 'the end of the statement', expected });
  }
  const suggestion = nearest(token.image, expected.match(/\b[A-Z]{2,}[a-z]*/g) ?? []);
  const message = `${shortened(token.image)} does not fit into ${statement} here`;
  return errorAt(placeOf(source, token), message, { found: token.image, expected, suggestion });
}

/** The source names the XCF address of MVSn XCFn; other stacks are reached by their own name. */
function assumedXcf(draft: Draft, file: string, stack: StackName): Placed<Address> {
  const entry = stack.replace(/^MVS(?=\d+$)/, 'XCF');
  const place = startOf(file);
  const message = `no IPCONFIG DYNAMICXCF gives this stack an XCF address: ${entry} is assumed`;
  draft.findings.push(warningAt(place, message));
  return { entry, place };
}
