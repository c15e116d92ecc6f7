/**
 * The blocks of a pcapng file (draft-ietf-opsawg-pcapng), as little of it as a capture of several links needs:
 * a section, its interfaces, packets with a comment and a direction, and names for addresses.
 *
 * Little-endian; time stamps count microseconds, the format's default.
 */

export const LINK = {
  /** Packets that begin with an IPv4 header. */
  ipv4: 228,
  /** Text or bytes for a dissector that is named before them (Wireshark's "exported PDU"). */
  dissector: 252,
} as const;

export interface Interface {
  readonly name: string;
  readonly description: string;
  readonly linkType: number;
}

export interface Frame {
  /** Index of the interface. */
  readonly on: number;
  /** Microseconds since 1970. */
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly comment: string;
  /** Null where there is no direction. */
  readonly direction: 'in' | 'out' | null;
}

export interface Capture {
  readonly comment: string;
  readonly application: string;
  readonly interfaces: readonly Interface[];
  /** IPv4 addresses, as four bytes, and what they are called. */
  readonly names: readonly (readonly [Uint8Array, string])[];
  readonly frames: readonly Frame[];
}

const BLOCK = { section: 0x0a0d0d0a, interface: 1, names: 4, packet: 6 } as const;
const OPTION = {
  end: 0,
  comment: 1,
  interfaceName: 2,
  packetFlags: 2,
  interfaceDescription: 3,
  application: 4,
} as const;
const IPV4_NAME = 1;
const FLAGS = { in: 1, out: 2 } as const;
/** An option's length is a halfword; what is longer is cut. */
const MOST_TEXT = 65_000;

export function pcapngOf({ comment, application, interfaces, names, frames }: Capture): Buffer {
  return Buffer.concat([
    block(BLOCK.section, [
      words([0x1a2b3c4d]),
      halves([1, 0]),
      // The length of the section is not said: the file ends it.
      words([0xffffffff, 0xffffffff]),
      text(OPTION.comment, comment),
      text(OPTION.application, application),
      option(OPTION.end, Buffer.alloc(0)),
    ]),
    ...interfaces.map(({ name, description, linkType }) =>
      block(BLOCK.interface, [
        halves([linkType, 0]),
        words([0]),
        text(OPTION.interfaceName, name),
        text(OPTION.interfaceDescription, description),
        option(OPTION.end, Buffer.alloc(0)),
      ]),
    ),
    block(BLOCK.names, [
      ...names.map(([address, name]) =>
        option(IPV4_NAME, Buffer.concat([address, Buffer.from(`${name}\0`)])),
      ),
      option(OPTION.end, Buffer.alloc(0)),
    ]),
    ...frames.map(packetBlock),
  ]);
}

function packetBlock({ on, at, bytes, comment, direction }: Frame): Buffer {
  const flags = direction === null ? [] : [option(OPTION.packetFlags, words([FLAGS[direction]]))];
  return block(BLOCK.packet, [
    words([on, Math.floor(at / 2 ** 32), at % 2 ** 32, bytes.length, bytes.length]),
    padded(bytes),
    text(OPTION.comment, comment),
    ...flags,
    option(OPTION.end, Buffer.alloc(0)),
  ]);
}

function block(type: number, parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length = body.length + 12;
  return Buffer.concat([words([type, length]), body, words([length])]);
}

function option(code: number, value: Uint8Array): Buffer {
  return Buffer.concat([halves([code, value.length]), padded(value)]);
}

function text(code: number, value: string): Buffer {
  return option(code, cut(value, MOST_TEXT));
}

/** The text in UTF-8, no longer than so many bytes, whole characters. */
export function cut(value: string, most: number): Buffer {
  const bytes = Buffer.from(value);
  if (bytes.length <= most) return bytes;
  let end = most;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

function words(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32LE(value, at * 4));
  return bytes;
}

function halves(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => bytes.writeUInt16LE(value, at * 2));
  return bytes;
}
