/**
 * Addresses of the reducers, dotted or symbolic, as the words of a flat table, and keys read back.
 *
 * A dotted address is the word that a packet would have. A symbolic one gets a word of 0.0.0.0/8, which is
 * nobody's address on a wire; a dotted address of that block counts as symbolic.
 */
import type { Address, Socket } from '../../model/vocabulary.types.ts';
import { addressWord, portsWord, type Key } from './crt-flat.ts';

export interface Names {
  readonly words: Map<Address, number>;
  readonly addresses: Map<number, Address>;
}

export function createNames(): Names {
  return { words: new Map(), addresses: new Map() };
}

const DOTTED = /^([1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

/** The word of an address; the same address has the same word for as long as `names` lives. */
export function wordOf(names: Names, address: Address): number {
  const known = names.words.get(address);
  if (known !== undefined) return known;
  const [a = 0, b = 0, c = 0, d = 0] = (DOTTED.exec(address) ?? []).slice(1).map(Number);
  const isOnWire = a > 0 && Math.max(a, b, c, d) < 256;
  const word = isOnWire ? addressWord(a, b, c, d) : (names.words.size + 1) << 8;
  names.words.set(address, word);
  names.addresses.set(word, address);
  return word;
}

/** The address of a word that `wordOf` gave out. */
function addressOf({ addresses }: Names, word: number): Address {
  const address = addresses.get(word);
  if (address === undefined) throw new RangeError(`No address has the word ${word}.`);
  return address;
}

export function keyOf(names: Names, remote: Socket, local: Socket): Key {
  return {
    address: wordOf(names, remote.address),
    ports: portsWord(remote.port, local.port),
    dvipa: wordOf(names, local.address),
  };
}

/** Both ends of a connection, from the words that `keyOf` made. */
export function endsOf(
  names: Names,
  { address, ports, dvipa }: Key,
): { readonly remote: Socket; readonly local: Socket } {
  const remote = ((ports & 255) << 8) | ((ports >>> 8) & 255);
  const local = ((ports >>> 8) & 0xff00) | (ports >>> 24);
  return {
    remote: { address: addressOf(names, address), port: remote },
    local: { address: addressOf(names, dvipa), port: local },
  };
}

/** The ends that a key of `connectionKey` names. */
export function readKey(key: string): { readonly remote: Socket; readonly local: Socket } {
  const arrow = key.indexOf('>');
  return { remote: readSocket(key.slice(0, arrow)), local: readSocket(key.slice(arrow + 1)) };
}

function readSocket(text: string): Socket {
  const colon = text.lastIndexOf(':');
  return { address: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}
