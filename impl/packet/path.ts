/**
 * Figure 7 over bytes: header in, decision out, with no allocation per packet.
 *
 * The same decisions as impl/distribution/packet-path.ts makes, which its test holds beside it. Who owns what
 * comes from the control plane (program.ts); between two such changes only a fresh choice changes a table.
 */
import type { FlatCrt } from '../tables/crt-flat.ts';
import { putPacked } from '../tables/crt-flat.ts';
import * as layout from '../tables/flat/layout.ts';
import type { Row } from '../tables/flat/page.ts';
import type { Partition } from '../tables/flat/partition.ts';
import { lookupsFor, type Lookups } from '../tables/flat/wasm.ts';
import { Decision } from './decisions.ts';
import {
  DESTINATION,
  FRAGMENT,
  fromWire,
  kindOf,
  localPort,
  RST,
  SOURCE,
  SYN,
  SYN_ACK,
  tcpAt,
} from './header.ts';
import { BATCH, headersFor, type Headers } from './headers.ts';

const { MEMBER_MAX, MEMBER_SHIFT, NO_LOCAL_ISN } = layout;

/** Whose turn is next in a cycle, which is named by its targets and their weights. */
export interface Turn {
  readonly cycle: string;
  readonly next: number;
}

/** The targets of one port in the order of their turns, a full cycle of them, by their numbers; none when nobody listens. */
export interface Service {
  readonly turns: Int32Array;
  readonly cycle: string;
  next: number;
  /** Has anybody been chosen from these turns? */
  isUsed: boolean;
  /** The turn of the cycle from which somebody was chosen last, before these: it goes on if that cycle comes back. */
  readonly former: Turn | null;
}

/** What this stack does with packets to a DVIPA, in the order of how much it does. */
export const ELSEWHERE = 1;
export const REBUILDING = 2;
export const OWNER = 3;

/** A DVIPA that this stack knows. */
export interface Dvipa {
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
  readonly headers: Headers;
  /** Per member's number: does it live? Nobody, number 0, never does. */
  readonly live: Uint8Array;
  /** By the label of the DVIPA in the table; 0 is none. */
  readonly roles: Uint8Array;
  readonly dvipas: (Dvipa | null)[];
}

/** The label of a DVIPA is the high half of an answer. */
export const LABEL_SHIFT = 16;
const LABELS = 1 << LABEL_SHIFT;

/** A packet path over a table; it knows no DVIPA yet. */
export function createPacketPath(crt: FlatCrt, lookups = lookupsFor(crt.table)): PacketPath {
  return {
    crt,
    lookups,
    headers: headersFor(crt.table, lookups),
    live: new Uint8Array(MEMBER_MAX + 1),
    roles: new Uint8Array(LABELS),
    dvipas: [null],
  };
}

const row: Row = { address: 0, ports: 0, entry: 0, remoteIsn: 0, localIsn: 0 };

/** Decides on the packet that begins at word `at` and has `size` words of room. */
export function routePacket(
  path: PacketPath,
  packets: Int32Array,
  at: number,
  size: number,
): number {
  const kind = kindOf(packets, at, size);
  if (kind < 0) return decide(path, kind, 0, packets, at);
  const ports = packets[at + tcpAt(packets, at)]!;
  const answer = path.lookups.one(packets[at + SOURCE]!, ports, packets[at + DESTINATION]!);
  return followed(path, kind, answer) || decide(path, kind, answer, packets, at);
}

/**
 * Decides on `count` packets of `size` words each, at most 32; `decisions` gets a word each.
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
  const { kindsAt, answersAt } = path.headers;
  for (let from = 0; from < count; from += BATCH) {
    const some = Math.min(BATCH, count - from);
    path.headers.read(packets, from * size, size, some);
    let words = path.headers.words();
    let isStale = false;
    for (let at = 0, packet = from * size; at < some; at += 1, packet += size) {
      const kind = words[kindsAt + at]!;
      const answer = words[answersAt + at]!;
      const quick = followed(path, kind, answer);
      if (quick !== 0) {
        decisions[from + at] = quick;
        continue;
      }
      const decision = isStale
        ? routePacket(path, packets, packet, size)
        : decide(path, kind, answer, packets, packet);
      decisions[from + at] = decision;
      if (decision >>> 16 !== Decision.Selected) continue;
      isStale = true;
      words = path.headers.words();
    }
  }
}

const FOLLOWED = Decision.Followed << 16;

/** The decision on nearly every packet, a segment of a connection whose target lives, or 0. */
function followed({ roles, live }: PacketPath, kind: number, answer: number): number {
  const member = answer & 0xffff;
  const isOurs = roles[answer >>> LABEL_SHIFT]! >= REBUILDING;
  return isOurs && kind >= RST && live[member] !== 0 ? FOLLOWED | member : 0;
}

/** Figure 7 for a segment, by what the table has answered: the DVIPA's label and the row's member, or 0. */
function decide(
  path: PacketPath,
  kind: number,
  answer: number,
  packets: Int32Array,
  at: number,
): number {
  if (kind < 0) return (kind === FRAGMENT ? Decision.Fragment : Decision.Malformed) << 16;
  const member = answer & 0xffff;
  const label = answer >>> LABEL_SHIFT;
  const dvipa = path.dvipas[label] ?? null;
  if (dvipa === null) return Decision.UnknownDvipa << 16;
  if (path.roles[label] === ELSEWHERE) {
    const { owner } = dvipa;
    return path.live[owner] === 0 ? Decision.NoLiveOwner << 16 : (Decision.Redirect << 16) | owner;
  }
  const isComplete = path.roles[label] === OWNER;
  if (kind === SYN && !isComplete) return Decision.SynWhileRebuilding << 16;
  if (kind === SYN_ACK && !isComplete) return Decision.SynAckWhileRebuilding << 16;
  if (path.live[member] !== 0) return FOLLOWED | member;
  if (kind === SYN) return select(path, dvipa, packets, at);
  if (!isComplete) return Decision.UnknownWhileRebuilding << 16;
  if (kind === SYN_ACK) return Decision.UnknownSynAck << 16;
  return (kind === RST ? Decision.UnknownReset : Decision.NoSuchConnection) << 16;
}

/** A fresh choice, and its row (F7.144, F7.146). */
function select(path: PacketPath, dvipa: Dvipa, packets: Int32Array, at: number): number {
  const tcp = at + tcpAt(packets, at);
  const ports = packets[tcp]!;
  const port = localPort(ports);
  // The port list is asked after the table: a connection may be older than the list (R38).
  if (dvipa.listed[port] === 0) return Decision.Deliver << 16;
  const service = dvipa.services.get(port);
  if (service === undefined || service.turns.length === 0) {
    return Decision.NoListeningCandidate << 16;
  }
  service.isUsed = true;
  const member = service.turns[service.next]!;
  service.next = service.next + 1 === service.turns.length ? 0 : service.next + 1;
  row.address = packets[at + SOURCE]!;
  row.ports = ports;
  row.entry = (member << MEMBER_SHIFT) | NO_LOCAL_ISN;
  row.remoteIsn = fromWire(packets[tcp + 1]!);
  row.localIsn = 0;
  putPacked(path.crt, dvipa.partition, row);
  return (Decision.Selected << 16) | member;
}
