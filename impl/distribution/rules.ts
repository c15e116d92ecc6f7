/**
 * The decisions in which a literal reading of the source loses a connection, one function each.
 *
 * The resolutions live here, named for the race or erratum that they resolve, so that a reviewer
 * can read them in one place and a mutant can replace exactly one; no rule has a switch. What is no
 * single decision, a mutant changes from outside, as a decorator around the whole reducer.
 */
import type { ClaimKind } from '../../model/config.types.ts';
import type { ConnectionReport, Packet, ReturnedPacket } from '../messages.types.ts';
import type { Member, StackName } from '../../model/vocabulary.types.ts';
import type { Crt, CrtRow, CrtTable } from '../tables/crt.types.ts';
import { isSameLife, recordCrt } from '../tables/crt.ts';
import { select } from '../tables/selection.ts';
import type { DistributionState, Role, Vipa } from './state.types.ts';

export interface Rules {
  /** The routing table in use. Its key (E6) and its removal by life (R9) are resolutions too. */
  readonly crt: CrtTable;
  /** How many connections one NEWCONN of a snapshot carries at most. */
  readonly snapshotBatch: number;
  /** Whom a SRVSTAT puts into the DPT: its sender (E4). */
  readonly reportedMember: (self: Member, sender: Member) => Member;
  /** The entry that a SYN must follow; null lets the owner select afresh (E7, R1, R8). */
  readonly entryForSyn: (row: CrtRow | null, syn: Packet) => CrtRow | null;
  /** What becomes of a segment of no known connection (E8, R2, R39). */
  readonly unknownSegment: (role: Role, packet: Packet) => 'drop' | 'reset';
  /** What becomes of a SYN while the tables are being rebuilt (R3). */
  readonly synWhileRebuilding: () => 'drop' | 'select';
  /**
   * May a SYN-ACK pass? Only through complete tables: a former owner that has not heard of the new
   * claim knows nothing of a connection opened under it, and would reset its data (R39).
   */
  readonly passesSynAck: (role: Role) => boolean;
  /** What a SRVSTAT does to the routes of its sender: nothing (E9, R16). */
  readonly routesAfterSrvstat: (crt: Crt, sender: Member, stillListening: boolean) => Crt;
  /**
   * Does an endpoint's report replace a row? A hint, and on the same target the former life of an incoming
   * connection (R8). Never another connection: the report may be older than the choice that it meets,
   * and its TERMCONN is on the way behind it (R39).
   */
  readonly reportReplaces: (row: CrtRow | null, report: ConnectionReport) => boolean;
  /**
   * Does a former router's word about a connection enter a row? Only where there is none, and the endpoint
   * has not ended its own snapshot (R6, R24, R25).
   */
  readonly takesHint: (row: CrtRow | null, isAnswered: boolean) => boolean;
  /** Does this stack report its connections to a new owner? Always (E10, E11, R34). */
  readonly reportsConnections: (state: DistributionState, vipa: Vipa) => boolean;
  /** Which of its connections it reports: every one, half-open included (R4, R40). */
  readonly reportsConnection: (key: string, vipa: Vipa) => boolean;
  /** Which of the ports it listens on a new owner hears of: every one the list covers (R14). */
  readonly reportsListener: (vipa: Vipa, port: number) => boolean;
  /** Does a new owner broadcast the list it will use? Always (E12, R33). */
  readonly broadcastsClaim: (inheritsList: boolean) => boolean;
  /** Does a list of the primary that a stack is told replace the one that it keeps? A later one does (R33). */
  readonly keepsList: (isLater: boolean) => boolean;
  /** Does a stack tell an owner that it knows a newer list of the primary? Always (R33). */
  readonly tellsNewerList: () => boolean;
  /** Does a stack tell the others what it knows when an owner dies? Always (R17, R18b). */
  readonly tellsOrphans: () => boolean;
  /**
   * As what does a stack go on that owned a DVIPA and advertises it still, when its new owner dies and nobody else
   * may own? In the primary's stead and by its list, as before (F6.134, D8); by a bind only what it has bound.
   */
  readonly goesOnAs: (before: ClaimKind, isBound: boolean) => ClaimKind;
  /** Is a new owner complete? Only when every awaited snapshot has ended (R2, R20). */
  readonly isComplete: (awaiting: readonly Member[]) => boolean;
  /** May a target accept a SYN that was routed under another epoch than it knows? Never (R4). */
  readonly acceptsSynOfEpoch: (isCurrent: boolean) => boolean;
  /**
   * Does a SYN that comes back make its owner choose anew? One that was chosen undoes its own row: another row
   * is a later choice, and without one it was never chosen, or has been undone already (R11, P10). One that
   * followed a row undoes none: it goes on when that row has ended meanwhile (R8).
   */
  readonly undoesChoice: (row: CrtRow | null, from: Member, returned: ReturnedPacket) => boolean;
  /** What a stack that holds a DVIPA without owning it does with a packet (R26, R47). */
  readonly packetAtNonOwner: (role: Role) => 'redirect' | 'reset' | 'route';
  /** Whose turn it is among the targets (F7.144). */
  readonly select: typeof select;
  /** The service policy's say in a selection: the targets that it allows (F7.144). */
  readonly servicePolicy: (targets: readonly StackName[], syn: Packet) => readonly StackName[];
}

export const soundRules: Rules = {
  crt: recordCrt,
  snapshotBatch: 2,
  reportedMember: (_self, sender) => sender,
  entryForSyn: (row) => row,
  unknownSegment: (role, packet) =>
    role.is === 'owner' && packet.kind !== 'SYN-ACK' && packet.kind !== 'RST' ? 'reset' : 'drop',
  synWhileRebuilding: () => 'drop',
  passesSynAck: (role) => role.is === 'owner',
  routesAfterSrvstat: (crt) => crt,
  reportReplaces: (row, report) => {
    if (row === null || row.provisional || isSameLife(row, report)) return true;
    return row.target.stack === report.target.stack && report.remoteIsn !== null;
  },
  takesHint: (row, isAnswered) => row === null && !isAnswered,
  reportsConnections: () => true,
  reportsConnection: () => true,
  reportsListener: () => true,
  broadcastsClaim: () => true,
  keepsList: (isLater) => isLater,
  tellsNewerList: () => true,
  tellsOrphans: () => true,
  goesOnAs: (before, isBound) => (before === 'bind' && isBound ? 'bind' : 'backup'),
  isComplete: (awaiting) => awaiting.length === 0,
  acceptsSynOfEpoch: (isCurrent) => isCurrent,
  undoesChoice: (row, from, { choice, packet }) => {
    if (choice === 'followed') return row === null;
    return row?.target.stack === from.stack && row.remoteIsn === packet.seq;
  },
  packetAtNonOwner: () => 'redirect',
  select,
  servicePolicy: (targets) => targets,
};
