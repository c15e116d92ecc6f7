/**
 * Addresses and masks as the statements write them (D2, D6): dotted as in the product, or symbolic as
 * the source prints them. A symbolic address is the same in any case and is kept in capitals.
 *
 * Left out: IP version 6, which a statement skips with a warning before it asks for addresses here.
 */
import ipaddr from 'ipaddr.js';
import type { Address } from '../../model/vocabulary.types.ts';
import { type Draft, refuse, warn } from './draft.ts';
import { errorAt } from './finding.ts';
import { placeAfter } from './segments.ts';
import { Colons, Dotted, Name, type Word } from './tokens.ts';

const { IPv4 } = ipaddr;

/** An address of a statement, and the word that it was. */
export interface Named {
  readonly address: Address;
  readonly word: Word;
}

export interface Masked {
  readonly mask: Address | null;
  readonly named: readonly Named[];
}

const MASK = 'a netmask such as 255.255.255.0';

/** Addresses that are all of the kind that has no place in the model; the statement is skipped. */
export function isVersion6(draft: Draft, words: readonly Word[]): boolean {
  const [first] = words;
  const known = words.some(({ image }) => draft.version6.has(image.toUpperCase()));
  if (first === undefined || !(known || words.some(isColons))) return false;
  warn(draft, first, 'IP version 6 is not modelled: the statement is left out');
  for (const { image, tokenType } of words) {
    if (tokenType === Name) draft.version6.add(image.toUpperCase());
  }
  return true;
}

/** The addresses that can be one stack's; the others are reported. */
export function hostAddresses(draft: Draft, words: readonly Word[]): readonly Named[] {
  return words.flatMap((word) => {
    const address = word.image.toUpperCase();
    if (word.tokenType === Name || isHost(address)) return [{ address, word }];
    refuse(draft, word, `${word.image} is no address of a host`, 'an address from 1.0.0.0 on');
    return [];
  });
}

/** A netmask and addresses; the mask may be left out where all addresses are symbolic. */
export function maskedAddresses(draft: Draft, words: readonly Word[]): Masked {
  const dotted = words.find(({ tokenType }) => tokenType === Dotted);
  if (dotted === undefined) return { mask: null, named: hostAddresses(draft, words) };
  const rest = words.slice(1);
  const isFirst = dotted === words[0];
  if (isFirst && isNetmask(dotted.image)) {
    if (rest.length === 0) refuseEnd(draft, dotted);
    const named = hostAddresses(draft, rest);
    refuseOtherSubnets(draft, dotted.image, named);
    return { mask: dotted.image, named };
  }
  const meantAsMask = isFirst && /^(?:0|255)\./.test(dotted.image);
  const message = meantAsMask
    ? `${dotted.image} is no netmask: its bits are not ones followed by zeros`
    : 'a netmask must stand before dotted addresses';
  refuse(draft, dotted, message, MASK);
  return { mask: null, named: hostAddresses(draft, meantAsMask ? rest : words) };
}

function isColons({ tokenType }: Word): boolean {
  return tokenType === Colons;
}

/** The whole of class A to C, without the loopback: the rest cannot be a stack's own address. */
function isHost(image: string): boolean {
  if (!IPv4.isValidFourPartDecimal(image)) return false;
  const first = Number.parseInt(image, 10);
  return first >= 1 && first <= 223 && first !== 127;
}

/** A mask without any one-bit would put every address into one subnet: it is a slip. */
function isNetmask(image: string): boolean {
  return IPv4.isValidFourPartDecimal(image) && prefixOf(image) > 0;
}

function prefixOf(mask: string): number {
  return Number(IPv4.parse(mask).prefixLengthFromSubnetMask());
}

function refuseEnd(draft: Draft, mask: Word): void {
  const details = { found: 'the end of the statement', expected: 'an address' };
  const message = 'no address follows the netmask';
  draft.findings.push(errorAt(placeAfter(draft.source, mask), message, details));
}

/** D2: all addresses of one statement lie in one subnet. */
function refuseOtherSubnets(draft: Draft, mask: Address, named: readonly Named[]): void {
  const dotted = named.filter(({ word }) => word.tokenType === Dotted);
  const [first] = dotted;
  if (first === undefined) return;
  const subnet = IPv4.parse(first.address);
  for (const { address, word } of dotted) {
    if (IPv4.parse(address).match(subnet, prefixOf(mask))) continue;
    const message = `${address} and ${first.address} lie in different subnets by mask ${mask}`;
    refuse(draft, word, message, `an address in the subnet of ${first.address}`);
  }
}
