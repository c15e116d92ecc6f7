/**
 * What the statements of a profile say, still as words of the file: the nouns between the grammar and
 * the files that give them a meaning (D2 to D4, D6).
 */
import type { Word } from './tokens.ts';

/** One address after DESTIP. */
export interface TargetWords {
  readonly address: Word;
  readonly weights: readonly Word[];
}

export interface AddressesStatement {
  readonly kind: 'define' | 'delete';
  readonly addresses: readonly Word[];
}

export interface BackupStatement {
  readonly kind: 'backup';
  readonly rank: Word | undefined;
  /** The words after MOVEable; any makes the backup one that creates the DVIPA. */
  readonly movement: readonly Word[];
  readonly addresses: readonly Word[];
}

export interface DistributeStatement {
  readonly kind: 'distribute';
  readonly options: readonly Word[];
  readonly address: Word;
  readonly ports: readonly Word[] | undefined;
  readonly targets: readonly TargetWords[];
}

export interface RangeStatement {
  readonly kind: 'range';
  readonly options: readonly Word[];
  readonly addresses: readonly Word[];
}

/** Outside the block: IPCONFIG DYNAMICXCF. */
export interface XcfStatement {
  readonly kind: 'xcf';
  readonly address: Word;
}

export interface OpenStatement {
  readonly kind: 'open';
}

export type Statement =
  | AddressesStatement
  | BackupStatement
  | DistributeStatement
  | RangeStatement
  | XcfStatement
  | OpenStatement;
