/**
 * Packets as bytes, for tests of the packet path: IPv4 and TCP headers of the usual length, unless said otherwise.
 */
import type { Packet } from '../messages.types.ts';

const FLAGS = { SYN: 2, 'SYN-ACK': 18, ACK: 16, DATA: 24, FIN: 17, RST: 4 } as const;

/** A dotted address as its four bytes. */
function bytesOf(address: string): readonly number[] {
  return address.split('.').map(Number);
}

export interface Oddities {
  /** Words of the IP header. */
  readonly headerWords?: number;
  /** Bytes set after all else, by their place. */
  readonly bytes?: Readonly<Record<number, number>>;
}

/** Writes a packet with dotted addresses into `size` words from word `at` on. */
export function writePacket(
  words: Int32Array,
  at: number,
  size: number,
  packet: Packet,
  { headerWords = 5, bytes = {} }: Oddities = {},
): void {
  const view = new DataView(words.buffer, words.byteOffset + at * 4, size * 4);
  for (let byte = 0; byte < size * 4; byte += 1) view.setUint8(byte, 0);
  view.setUint8(0, 0x40 | headerWords);
  view.setUint16(2, headerWords * 4 + 20);
  view.setUint8(9, 6);
  bytesOf(packet.source.address).forEach((byte, place) => view.setUint8(12 + place, byte));
  bytesOf(packet.destination.address).forEach((byte, place) => view.setUint8(16 + place, byte));
  const tcp = headerWords * 4;
  view.setUint16(tcp, packet.source.port);
  view.setUint16(tcp + 2, packet.destination.port);
  view.setUint32(tcp + 4, packet.seq);
  view.setUint8(tcp + 12, 0x50);
  view.setUint8(tcp + 13, FLAGS[packet.kind]);
  for (const [place, byte] of Object.entries(bytes)) view.setUint8(Number(place), byte);
}
