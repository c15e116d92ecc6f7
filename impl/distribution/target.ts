/**
 * A stack as target: it reports its listeners and connections to whoever owns the DVIPA (Figure 6).
 *
 * Read first: the source on Figure 6 (blocks 128 to 133), on connections that an application opens
 * itself, and on Figure 9 (202, 204). Every stack with connections reports them, candidate or not (R34),
 * and the pointer to the owner has moved before the snapshot is taken (R7).
 */
import type { Address, Member, Port } from '../../model/vocabulary.types.ts';
import { connectionKey } from '../tables/crt.ts';
import { completeIfDone, inBatches, ownConnections } from './rebuild.ts';
import { listenersToReport } from './reports.ts';
import { isCandidate, ownerOf } from './lists.ts';
import { onNewconn, onSrvstat, onTermconn, type TableMessage } from './tables.ts';
import type { ConnectionEnded, ConnectionOpened } from './inputs.types.ts';
import type { Vipa } from './state.types.ts';
import { isSelf, reached, send, setVipa, vipaOf, type Turn } from './turn.ts';

/** To the owner that this stack knows of, which may be itself; a dead owner is told nothing. */
function tellOwner(turn: Turn, message: TableMessage): void {
  const { claim } = vipaOf(turn.state, message.dvipa);
  if (claim === null) return;
  const owner = ownerOf(claim);
  if (isSelf(turn.state, owner)) {
    applyOwn(turn, message);
  } else if (turn.state.view[owner.stack]?.incarnation === owner.incarnation) {
    send(turn, owner.stack, message);
  }
}

function applyOwn(turn: Turn, message: TableMessage): void {
  const { self } = turn.state;
  if (message.type === 'SRVSTAT') onSrvstat(turn, self, message);
  else if (message.type === 'NEWCONN') onNewconn(turn, self, message);
  else onTermconn(turn, self, message);
}

/** SRVSTAT with the complete set of this stack's listeners (F6.130). */
export function reportOwn(turn: Turn, dvipa: Address): void {
  const vipa = vipaOf(turn.state, dvipa);
  if (vipa.claim === null) return;
  const listeners = listenersToReport(turn, vipa);
  tellOwner(turn, { type: 'SRVSTAT', dvipa, epoch: vipa.claim.epoch, listeners });
  reached(turn, 'F6.130');
}

/**
 * Everything a new owner needs of this stack: listeners, connections, and the explicit end. A former
 * owner ends its snapshot later, when it has told what it routed.
 */
export function reportSnapshot(turn: Turn, dvipa: Address, ending: 'now' | 'later'): void {
  const vipa = vipaOf(turn.state, dvipa);
  const { claim } = vipa;
  if (claim === null) return;
  if (listenersToReport(turn, vipa).length > 0) {
    reached(turn, 'F6.128', claim.kind === 'define' ? 'F10.302' : 'F9.202');
    reportOwn(turn, dvipa);
  }
  const reports = turn.rules.reportsConnections(turn.state, vipa)
    ? ownConnections(turn, dvipa).filter((report) =>
        turn.rules.reportsConnection(connectionKey(report.remote, report.local), vipa),
      )
    : [];
  reached(turn, 'F6.131');
  if (reports.length > 0) reached(turn, 'F6.133', 'F9.204');
  const base = { type: 'NEWCONN', dvipa, epoch: claim.epoch, reporter: 'endpoint' } as const;
  for (const connections of inBatches(reports, turn.rules.snapshotBatch)) {
    tellOwner(turn, { ...base, connections, end: null });
  }
  if (ending === 'now')
    tellOwner(turn, { ...base, connections: [], end: { routedTo: routedTo(vipa) } });
}

function routedTo({ role }: Vipa): readonly Member[] {
  return role.is === 'moving' ? role.routedTo : [];
}

export function addListener(turn: Turn, dvipa: Address, port: Port): void {
  const { listeners } = vipaOf(turn.state, dvipa);
  setVipa(turn, dvipa, { listeners: { ...listeners, [port]: (listeners[port] ?? 0) + 1 } });
}

/** An application has bound and listens, later than the list came (F6.128). */
export function onListenerBound(turn: Turn, dvipa: Address): void {
  if (!isCandidate(turn.state, vipaOf(turn.state, dvipa))) return;
  reached(turn, 'F6.128');
  reportOwn(turn, dvipa);
}

/** One application less; the connections it accepted live on (R16, C7). */
export function onListenerClosed(turn: Turn, dvipa: Address, port: Port): void {
  const vipa = vipaOf(turn.state, dvipa);
  const { [port]: count = 0, ...others } = vipa.listeners;
  if (count === 0) return;
  const listeners = count > 1 ? { ...others, [port]: count - 1 } : others;
  setVipa(turn, dvipa, { listeners });
  if (isCandidate(turn.state, vipaOf(turn.state, dvipa))) reportOwn(turn, dvipa);
}

/**
 * A connection begins on this stack. Its owner knows those that it selected itself; of all others
 * it must hear: outgoing ones before their SYN leaves (R39), a new life of a followed entry (R8), and
 * those that the owner accepted without distribution (R38).
 */
export function onConnectionOpened(turn: Turn, input: ConnectionOpened): void {
  const { remote, local, remoteIsn, localIsn, via, replaces } = input;
  const dvipa = local.address;
  const vipa = vipaOf(turn.state, dvipa);
  const key = connectionKey(remote, local);
  setVipa(turn, dvipa, { connections: { ...vipa.connections, [key]: { remoteIsn, localIsn } } });

  const ownerSelectedIt = via?.choice === 'selected' && !replaces;
  if (ownerSelectedIt || vipa.claim === null) return;
  const report = { remote, local, target: turn.state.self, remoteIsn, localIsn };
  tellOwner(turn, {
    type: 'NEWCONN',
    dvipa,
    epoch: vipa.claim.epoch,
    connections: [report],
    reporter: 'endpoint',
    end: null,
  });
}

/** The end of a connection, told to the owner of now (F8.162, C11, R7). */
export function onConnectionEnded(turn: Turn, input: ConnectionEnded): void {
  const { remote, local, remoteIsn, localIsn } = input;
  const dvipa = local.address;
  const vipa = vipaOf(turn.state, dvipa);
  const { [connectionKey(remote, local)]: _ended, ...connections } = vipa.connections;
  setVipa(turn, dvipa, { connections });
  if (vipa.claim === null) return;
  const connection = { remote, local, target: turn.state.self, remoteIsn, localIsn };
  tellOwner(turn, { type: 'TERMCONN', dvipa, epoch: vipa.claim.epoch, connection });
}

/** Handles a SRVSTAT, NEWCONN or TERMCONN of another stack, and what its end may complete. */
export function onTableMessage(turn: Turn, from: Member, message: TableMessage): void {
  if (message.type === 'SRVSTAT') onSrvstat(turn, from, message);
  else if (message.type === 'TERMCONN') onTermconn(turn, from, message);
  else {
    onNewconn(turn, from, message);
    completeIfDone(turn, message.dvipa);
  }
}
