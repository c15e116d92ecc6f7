/**
 * Reading the headers of a packet: which segment of which connection it is.
 *
 * A packet is a run of words, read by a little-endian machine as they lie on the wire; its IP header may have
 * options. Left out: checksums, which the adapter verifies, and TCP options.
 */

/** What a segment is for, as far as the packet path asks; what is below 0 is no segment. */
export const SYN = 0;
export const SYN_ACK = 1;
export const RST = 2;
const OTHER = 3;
const MALFORMED = -1;
export const FRAGMENT = -2;

/** Words of the two header words that a router reads from the TCP header: ports to flags. */
const TCP_WORDS = 4;
const TCP = 6;
const FLAG_FIN = 1;
const FLAG_SYN = 2;
const FLAG_RST = 4;
const FLAG_ACK = 16;

/** Words of a packet with an IP header of the usual length, from its start. */
export const SOURCE = 3;
export const DESTINATION = 4;

/** The first word of the TCP header within the packet. */
export function tcpAt(packets: Int32Array, at: number): number {
  return packets[at]! & 15;
}

/** The kind of segment whose packet begins at word `at` and has `size` words of room. */
export function kindOf(packets: Int32Array, at: number, size: number): number {
  const first = packets[at]!;
  const tcp = first & 15;
  if ((first & 0xf0) !== 0x40 || tcp < 5 || tcp + TCP_WORDS > size) return MALFORMED;
  if (((packets[at + 2]! >>> 8) & 255) !== TCP) return MALFORMED;
  // More fragments, or an offset: bytes 6 and 7 without "don't fragment".
  if ((packets[at + 1]! & 0xff3f_0000) !== 0) return FRAGMENT;
  const length = (((first >>> 16) & 255) << 8) | (first >>> 24);
  const ports = packets[at + tcp]!;
  if (length < tcp * 4 + 20 || (ports & 0xffff) === 0 || ports >>> 16 === 0) return MALFORMED;
  const flags = (packets[at + tcp + 3]! >>> 8) & 255;
  if ((flags & FLAG_SYN) === 0) return (flags & FLAG_RST) === 0 ? OTHER : RST;
  if ((flags & (FLAG_FIN | FLAG_RST)) !== 0) return MALFORMED;
  return (flags & FLAG_ACK) === 0 ? SYN : SYN_ACK;
}

/** A word of four bytes in the order of the wire, as the number that it means. */
export function fromWire(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

/** The port of the DVIPA, from the word of both ports. */
export function localPort(ports: number): number {
  return ((ports >>> 8) & 0xff00) | (ports >>> 24);
}
