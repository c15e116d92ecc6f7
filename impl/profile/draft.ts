/**
 * A profile while it is being read: what the statements so far have said, each with its place, and
 * what there was to find fault with. Nothing of it is used unless the whole file is in order (D10).
 */
import type {
  BackupEntry,
  DefineEntry,
  DistributeEntry,
  RangeEntry,
} from '../../model/config.types.ts';
import type { Address } from '../../model/vocabulary.types.ts';
import { errorAt, type Finding, type Place, warningAt } from './finding.ts';
import { placeOf, type Source } from './segments.ts';
import type { Word } from './tokens.ts';

export interface Placed<Entry> {
  readonly entry: Entry;
  readonly place: Place;
}

export interface PlacedDistribution extends Placed<DistributeEntry> {
  /** One per target, none for ALL. */
  readonly targetPlaces: readonly Place[];
}

export interface Draft {
  readonly source: Source;
  readonly findings: Finding[];
  xcf: Placed<Address> | null;
  readonly defines: Map<Address, Placed<DefineEntry>>;
  readonly backups: Map<Address, Placed<BackupEntry>>;
  /** By address, ports and targets; more than one where methods or weights differ. */
  readonly distributes: Map<string, PlacedDistribution[]>;
  /** By mask and address. */
  readonly ranges: Map<string, Placed<RangeEntry>>;
  /** Interface names that a statement of IP version 6 uses in place of a DVIPA. */
  readonly version6: Set<string>;
  /** Addresses of statements with mistakes: whether they are defined here is not known. */
  readonly unsure: Set<Address>;
  /** How many ports may still be enumerated. */
  portsLeft: number;
}

/** An enumeration of every port costs memory without meaning: leaving out PORT says the same. */
const PORTS_MAX = 1_000_000;

export function emptyDraft(source: Source, findings: readonly Finding[]): Draft {
  return {
    source,
    findings: [...findings],
    xcf: null,
    defines: new Map(),
    backups: new Map(),
    distributes: new Map(),
    ranges: new Map(),
    version6: new Set(),
    unsure: new Set(),
    portsLeft: PORTS_MAX,
  };
}

/** An error about one word. */
export function refuse(draft: Draft, word: Word, message: string, expected: string): void {
  const details = { found: word.image, expected };
  draft.findings.push(errorAt(placeOf(draft.source, word), message, details));
}

export function warn(draft: Draft, word: Word, message: string): void {
  draft.findings.push(warningAt(placeOf(draft.source, word), message));
}
