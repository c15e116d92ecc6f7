/**
 * IPv4, TCP and UDP headers as bytes, with their checksums (RFC 791, 9293, 768, 1071).
 *
 * Left out: options, fragments, real windows; whatever the cluster does not look at has a constant value.
 */
import type { Packet } from '../../impl/messages.types.ts';

/** Four bytes. */
export type Ipv4 = Uint8Array;

/** The address of a name. */
export type Resolve = (name: string) => Ipv4;

const PROTOCOL = { ipip: 4, tcp: 6, udp: 17 } as const;
const FLAGS = { SYN: 0x02, 'SYN-ACK': 0x12, ACK: 0x10, DATA: 0x18, FIN: 0x11, RST: 0x04 } as const;
const ACK = 0x10;
/** DATA counts one sequence number. */
const PAYLOAD = Buffer.from('x');

/** A packet of the network as it is on the wire; sequence numbers wrap at 32 bits, as TCP's do. */
export function tcpPacket(
  { source, destination, kind, seq, ack }: Packet,
  resolve: Resolve,
): Buffer {
  const [from, to] = [resolve(source.address), resolve(destination.address)];
  const segment = Buffer.alloc(20);
  segment.writeUInt16BE(source.port, 0);
  segment.writeUInt16BE(destination.port, 2);
  segment.writeUInt32BE(wrapped(seq), 4);
  segment.writeUInt32BE(wrapped(ack ?? 0), 8);
  segment.writeUInt8(5 << 4, 12);
  segment.writeUInt8(FLAGS[kind] | (ack === null ? 0 : ACK), 13);
  segment.writeUInt16BE(0xffff, 14);
  const whole = kind === 'DATA' ? Buffer.concat([segment, PAYLOAD]) : segment;
  whole.writeUInt16BE(transportChecksum(from, to, PROTOCOL.tcp, whole), 16);
  return ipPacket(from, to, PROTOCOL.tcp, whole);
}

/** A packet within a packet (RFC 2003). */
export function ipInIp(from: Ipv4, to: Ipv4, inner: Uint8Array): Buffer {
  return ipPacket(from, to, PROTOCOL.ipip, inner);
}

/** A datagram from a port to the same port; at most 65,000 bytes of payload. */
export function udpPacket(from: Ipv4, to: Ipv4, port: number, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(port, 0);
  header.writeUInt16BE(port, 2);
  header.writeUInt16BE(8 + payload.length, 4);
  const whole = Buffer.concat([header, payload]);
  // Zero would mean that there is no checksum.
  whole.writeUInt16BE(transportChecksum(from, to, PROTOCOL.udp, whole) || 0xffff, 6);
  return ipPacket(from, to, PROTOCOL.udp, whole);
}

function ipPacket(from: Ipv4, to: Ipv4, protocol: number, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt8(0x45, 0);
  header.writeUInt16BE(20 + payload.length, 2);
  // Not to be fragmented.
  header.writeUInt16BE(0x4000, 6);
  header.writeUInt8(64, 8);
  header.writeUInt8(protocol, 9);
  header.set(from, 12);
  header.set(to, 16);
  header.writeUInt16BE(checksum(header), 10);
  return Buffer.concat([header, payload]);
}

function transportChecksum(from: Ipv4, to: Ipv4, protocol: number, segment: Buffer): number {
  const pseudo = Buffer.alloc(12);
  pseudo.set(from, 0);
  pseudo.set(to, 4);
  pseudo.writeUInt8(protocol, 9);
  pseudo.writeUInt16BE(segment.length, 10);
  return checksum(Buffer.concat([pseudo, segment]));
}

/** The complement of the sum of all halfwords in one's complement. */
function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) sum += bytes.readUInt16BE(at);
  if (bytes.length % 2 === 1) sum += (bytes.at(-1) ?? 0) << 8;
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

function wrapped(number: number): number {
  return ((number % 2 ** 32) + 2 ** 32) % 2 ** 32;
}
