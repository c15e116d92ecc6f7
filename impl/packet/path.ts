/**
 * Figure 7 over bytes: header in, decision out, with no allocation per packet.
 *
 * The same decisions as impl/distribution/packet-path.ts makes, which its test holds beside it. Who owns what
 * comes from the control plane (program.ts); between two such changes only a fresh choice changes a table.
 */
import type { FlatCrt } from '../tables/crt-flat.ts';
import { putPacked } from '../tables/crt-flat.ts';
import * as layout from '../tables/flat/layout.ts';
import { entryOf } from '../tables/flat/lookup.ts';
import type { Row } from '../tables/flat/page.ts';
import type { Partition } from '../tables/flat/partition.ts';
import { lookupsFor, type Lookups } from '../tables/flat/wasm.ts';
import { Decision } from './decisions.ts';
import * as header from './header.ts';

const { MEMBER_MAX, MEMBER_SHIFT, NO_LOCAL_ISN, ROLE } = layout;
const { DESTINATION, FRAGMENT, RST, SOURCE, SYN, SYN_ACK } = header;

/** The targets of one port in the order of their turns, a full cycle of them, by their numbers. */
export interface Service {
  readonly turns: Int32Array;
  next: number;
}

/** What this stack does with packets to one DVIPA. */
export interface Dvipa {
  readonly role: 'owner' | 'rebuilding' | 'elsewhere';
  /** The owner's number, where it is another stack. */
  readonly owner: number;
  /** Where rows of this DVIPA go. */
  readonly partition: Partition;
  /** Is a port distributed? One byte for each. */
  readonly listed: Uint8Array;
  readonly services: Map<number, Service>;
}

export interface PacketPath {
  readonly crt: FlatCrt;
  readonly lookups: Lookups;
  /** Per member's number: does it live? */
  readonly live: Uint8Array;
  /** By the number that the DVIPA's entry in the table has; 0 is none. */
  readonly dvipas: (Dvipa | null)[];
}

/** A packet path over a table; it knows no DVIPA yet. */
export function createPacketPath(crt: FlatCrt, lookups = lookupsFor(crt.table)): PacketPath {
  return { crt, lookups, live: new Uint8Array(MEMBER_MAX + 1), dvipas: [null] };
}

const BATCH = 64;
const keys = new Int32Array(3 * BATCH);
const members = new Int32Array(BATCH);
const kinds = new Int32Array(BATCH);
const row: Row = { address: 0, ports: 0, entry: 0, remoteIsn: 0, localIsn: 0 };

/** Decides on the packet that begins at word `at` and has `size` words of room. */
export function routePacket(
  path: PacketPath,
  packets: Int32Array,
  at: number,
  size: number,
): number {
  const kind = header.kindOf(packets, at, size);
  if (kind < 0) return refuse(kind);
  const ports = packets[at + header.tcpAt(packets, at)]!;
  const destination = packets[at + DESTINATION]!;
  const member = path.lookups.one(packets[at + SOURCE]!, ports, destination);
  return decide(path, kind, member, packets, at);
}

/**
 * Decides on `count` packets of `size` words each; `decisions` gets a word each.
 *
 * The table is asked for 64 connections at a time. What an earlier packet of the same 64 has put into it, a
 * later one is told by a second question.
 */
export function routeBatch(
  path: PacketPath,
  packets: Int32Array,
  size: number,
  count: number,
  decisions: Int32Array,
): void {
  for (let from = 0; from < count; from += BATCH) {
    const some = Math.min(BATCH, count - from);
    readKeys(packets, from * size, size, some);
    path.lookups.batch(keys, 0, some, members);
    let chosen = 0;
    for (let at = 0, packet = from * size; at < some; at += 1, packet += size) {
      const kind = kinds[at]!;
      let member = members[at]!;
      if (chosen > 0 && member === 0) {
        member = path.lookups.one(keys[3 * at]!, keys[3 * at + 1]!, keys[3 * at + 2]!);
      }
      const decision = kind < 0 ? refuse(kind) : decide(path, kind, member, packets, packet);
      decisions[from + at] = decision;
      if (decision >>> 16 === Decision.Selected) chosen += 1;
    }
  }
}

/** The kinds and keys of a batch; what is no segment asks for a connection that cannot be. */
function readKeys(packets: Int32Array, from: number, size: number, count: number): void {
  for (let at = 0, packet = from, key = 0; at < count; at += 1, packet += size, key += 3) {
    const kind = header.kindOf(packets, packet, size);
    kinds[at] = kind;
    keys[key] = packets[packet + SOURCE]!;
    keys[key + 1] = kind < 0 ? 0 : packets[packet + header.tcpAt(packets, packet)]!;
    keys[key + 2] = packets[packet + DESTINATION]!;
  }
}

function refuse(kind: number): number {
  return (kind === FRAGMENT ? Decision.Fragment : Decision.Malformed) << 16;
}

/** Figure 7 for a segment whose row names `member`, or 0. */
function decide(
  path: PacketPath,
  kind: number,
  member: number,
  packets: Int32Array,
  at: number,
): number {
  const { words } = path.crt.table;
  const role = words[entryOf(words, packets[at + DESTINATION]!) + ROLE]!;
  const dvipa = path.dvipas[role] ?? null;
  if (dvipa === null) return Decision.UnknownDvipa << 16;
  if (dvipa.role === 'elsewhere') {
    const { owner } = dvipa;
    return path.live[owner] === 0 ? Decision.NoLiveOwner << 16 : (Decision.Redirect << 16) | owner;
  }
  const isComplete = dvipa.role === 'owner';
  if (kind === SYN && !isComplete) return Decision.SynWhileRebuilding << 16;
  if (kind === SYN_ACK && !isComplete) return Decision.SynAckWhileRebuilding << 16;
  if (member !== 0 && path.live[member] !== 0) return (Decision.Followed << 16) | member;
  if (kind === SYN) return select(path, dvipa, packets, at);
  if (!isComplete) return Decision.UnknownWhileRebuilding << 16;
  if (kind === SYN_ACK) return Decision.UnknownSynAck << 16;
  return (kind === RST ? Decision.UnknownReset : Decision.NoSuchConnection) << 16;
}

/** A fresh choice, and its row (F7.144, F7.146). */
function select(path: PacketPath, dvipa: Dvipa, packets: Int32Array, at: number): number {
  const tcp = at + header.tcpAt(packets, at);
  const ports = packets[tcp]!;
  const port = header.localPort(ports);
  // The port list is asked after the table: a connection may be older than the list (R38).
  if (dvipa.listed[port] === 0) return Decision.Deliver << 16;
  const service = dvipa.services.get(port);
  if (service === undefined) return Decision.NoListeningCandidate << 16;
  const member = service.turns[service.next]!;
  service.next = service.next + 1 === service.turns.length ? 0 : service.next + 1;
  row.address = packets[at + SOURCE]!;
  row.ports = ports;
  row.entry = (member << MEMBER_SHIFT) | NO_LOCAL_ISN;
  row.remoteIsn = header.fromWire(packets[tcp + 1]!);
  row.localIsn = 0;
  putPacked(path.crt, dvipa.partition, row);
  return (Decision.Selected << 16) | member;
}
