/**
 * IPv4 addresses for the names of a trace: a dotted address stands for itself, a symbolic one is given an address of the
 * block for tests between networks (RFC 2544), in the order in which it is met.
 */
import ipaddr from 'ipaddr.js';
import type { Topology } from '../../impl/sysplex.types.ts';
import type { Ipv4, Resolve } from './ip-bytes.ts';

export interface WireNames {
  readonly resolve: Resolve;
  /** The symbolic names that were met so far, with their addresses. */
  readonly given: () => readonly (readonly [Ipv4, string])[];
}

/** Clients, XCF addresses and DVIPAs have a block each, so that one sees which is which. */
const BLOCKS = { client: '198.18.0.0', xcf: '198.18.64.0', other: '198.18.128.0' } as const;

export function wireNames({ clients, profiles }: Topology): WireNames {
  const known = new Map<string, Ipv4>();
  const used = new Set<string>();
  const next = { client: 1, xcf: 1, other: 1 };
  const give = (name: string, kind: keyof typeof BLOCKS): Ipv4 => {
    const found = known.get(name);
    if (found !== undefined) return found;
    let bytes = literal(name);
    while (bytes === null || (used.has(bytes.join('.')) && literal(name) === null)) {
      bytes = inBlock(BLOCKS[kind], next[kind]);
      next[kind] += 1;
    }
    known.set(name, bytes);
    used.add(bytes.join('.'));
    return bytes;
  };
  const all = [...clients, ...profiles.map(({ xcf }) => xcf)];
  // Dotted ones first: no other name may be given an address that is somebody's own.
  for (const name of [...all, ...profiles.flatMap(dvipasOf)]) {
    if (literal(name) !== null) give(name, 'other');
  }
  for (const name of clients) give(name, 'client');
  for (const { xcf } of profiles) give(xcf, 'xcf');
  for (const name of profiles.flatMap(dvipasOf)) give(name, 'other');
  return {
    resolve: (name) => give(name, 'other'),
    given: () =>
      [...known].flatMap(([name, bytes]) => (literal(name) === null ? [[bytes, name]] : [])),
  };
}

function dvipasOf({ defines, backups, ranges }: Topology['profiles'][number]): readonly string[] {
  return [...[...defines, ...backups].map(({ dvipa }) => dvipa), ...ranges.map((r) => r.address)];
}

function literal(name: string): Ipv4 | null {
  if (!ipaddr.IPv4.isValidFourPartDecimal(name)) return null;
  return Uint8Array.from(ipaddr.IPv4.parse(name).toByteArray());
}

function inBlock(base: string, number: number): Ipv4 {
  const [one = 0, two = 0, three = 0] = ipaddr.IPv4.parse(base).octets;
  return Uint8Array.of(one, two, three + (number >> 8), number & 0xff);
}
