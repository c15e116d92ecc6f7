/**
 * What VIPADEFine (D2), VIPABackup (D3), VIPADELete (D9), VIPARange (D6) and IPCONFIG DYNAMICXCF add to
 * a profile, or take from it.
 *
 * Left out: distribution (distributions.ts), and what only all profiles together show (check-sysplex.ts).
 */
import { tokenMatcher } from 'chevrotain';
import type { Address } from '../../model/vocabulary.types.ts';
import { hostAddresses, isVersion6, maskedAddresses, type Named } from './addresses.ts';
import { type Draft, refuse, warn } from './draft.ts';
import type { BackupStatement, RangeStatement } from './statements.types.ts';
import { placeOf } from './segments.ts';
import { Action, Colons, Delete, Disruptive, MovedHow, type Word } from './tokens.ts';

const RANK_MAX = 254;

export function addDefine(draft: Draft, words: readonly Word[]): void {
  if (isVersion6(draft, words)) return;
  const { mask, named } = maskedAddresses(draft, words);
  for (const { address, word } of named) {
    if (isTwice(draft, address, word)) continue;
    const entry = { dvipa: address, mask };
    draft.defines.set(address, { entry, place: placeOf(draft.source, word) });
  }
}

/** Only the MOVEable form names a mask: with it the backup may create the DVIPA itself. */
export function addBackup(draft: Draft, statement: BackupStatement): void {
  if (isVersion6(draft, statement.addresses)) return;
  const creates = statement.movement.length > 0;
  const rank = rankOf(draft, statement.rank);
  const { mask, named } = creates
    ? maskedAddresses(draft, statement.addresses)
    : { mask: null, named: hostAddresses(draft, statement.addresses) };
  for (const { address, word } of named) {
    if (isTwice(draft, address, word)) continue;
    const entry = { dvipa: address, rank, creates, mask };
    draft.backups.set(address, { entry, place: placeOf(draft.source, word) });
  }
}

/** Takes back what earlier statements of this profile said; its distribution is then an error (D4). */
export function removeDefinitions(draft: Draft, words: readonly Word[]): void {
  if (isVersion6(draft, words)) return;
  for (const { address, word } of hostAddresses(draft, words)) {
    const wasDefined = draft.defines.delete(address);
    const wasBackup = draft.backups.delete(address);
    if (wasDefined || wasBackup) continue;
    warn(draft, word, `no earlier statement of this profile defines ${address}: nothing to delete`);
  }
}

export function addRange(draft: Draft, { options, addresses }: RangeStatement): void {
  if (isVersion6(draft, addresses)) return;
  const action = onlyOne(draft, options, Action);
  const how = onlyOne(draft, options, MovedHow);
  const { mask, named } = maskedAddresses(draft, addresses);
  const [first, second] = named;
  if (first === undefined) return;
  if (second !== undefined) {
    refuse(draft, second.word, 'a range is one address', 'a netmask before the address');
  }
  const entry = { mask, address: first.address, nondisruptive: how?.tokenType !== Disruptive };
  const key = `${mask} ${first.address}`;
  if (action?.tokenType === Delete) removeRange(draft, key, first);
  else if (draft.ranges.has(key))
    warn(draft, first.word, 'the range is named twice: one is enough');
  else draft.ranges.set(key, { entry, place: placeOf(draft.source, first.word) });
}

export function setXcf(draft: Draft, word: Word): void {
  if (word.tokenType === Colons) {
    refuse(draft, word, 'DYNAMICXCF takes an address of IP version 4', 'an address');
    return;
  }
  if (draft.xcf !== null) {
    warn(
      draft,
      word,
      `DYNAMICXCF was given at line ${draft.xcf.place.line} already: this one stands`,
    );
  }
  const place = placeOf(draft.source, word);
  for (const { address } of hostAddresses(draft, [word])) draft.xcf = { entry: address, place };
}

/** An option of which there can be one; a second one is an error and changes nothing. */
export function onlyOne(
  draft: Draft,
  options: readonly Word[],
  category: typeof Action,
): Word | undefined {
  const [first, second] = options.filter((word) => tokenMatcher(word, category));
  if (second !== undefined) {
    refuse(draft, second, `${second.image} contradicts or repeats ${first?.image}`, 'one of them');
  }
  return first;
}

function removeRange(draft: Draft, key: string, { address, word }: Named): void {
  if (draft.ranges.delete(key)) return;
  warn(draft, word, `no earlier statement of this profile is this range of ${address}: left as is`);
}

function rankOf(draft: Draft, word: Word | undefined): number {
  if (word === undefined) return 1;
  const rank = Number(word.image);
  if (rank < 1 || rank > RANK_MAX) {
    refuse(draft, word, 'a rank is a number from 1 to 254', 'a rank from 1 to 254');
  }
  return rank;
}

/** A DVIPA has one part in one stack: primary or backup, once. */
function isTwice(draft: Draft, address: Address, word: Word): boolean {
  const earlier = draft.defines.get(address) ?? draft.backups.get(address);
  if (earlier === undefined) return false;
  const { line } = earlier.place;
  const message = `${address} is defined or backed up by this profile already, at line ${line}`;
  refuse(draft, word, message, 'each DVIPA once, or VIPADELete between');
  return true;
}
