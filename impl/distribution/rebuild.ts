/**
 * From a claim to complete tables: takeover, takeback and a moved VIPA are one procedure.
 *
 * Read first: the source on Figure 9 (206 to 212), Figure 10 (304 to 310) and Figure 11 (506, 508). A
 * stack is complete when every live member has ended its snapshot for this very epoch (R2, R20);
 * until then it resets nothing and selects nothing (R3). That makes at most one stack select at a time:
 * whoever selected before has answered, and thereby yielded, or is dead.
 */
import type { ConnectionReport, Dvipa } from '../messages.types.ts';
import type { Address, Member } from '../../model/vocabulary.types.ts';
import { filterRows } from '../tables/dpt.ts';
import { listenersToReport } from './reports.ts';
import { applyNewconn, applySrvstat } from './tables.ts';
import type { Moving, Rebuilding, Role } from './state.types.ts';
import {
  awarePeers,
  ignore,
  isSameEpoch,
  reached,
  send,
  setVipa,
  vipaOf,
  type Turn,
} from './turn.ts';

export function startRebuilding(
  turn: Turn,
  dvipa: Address,
  before: Role,
  former: Member | null,
): void {
  const isAdvertised = before.is === 'moving' && before.advertised;
  const role: Rebuilding = {
    is: 'rebuilding',
    dpt: [],
    crt: turn.rules.crt.empty,
    awaiting: awarePeers(turn.state).map(({ stack, incarnation }) => ({ stack, incarnation })),
    answered: [],
    former,
    advertised: isAdvertised,
  };
  setVipa(turn, dvipa, { role });
  if (former === null) advertise(turn, dvipa);
  else sendDvipa(turn, dvipa, former.stack, 'takeback');
  addOwnRows(turn, dvipa);
  completeIfDone(turn, dvipa);
}

/** The owner is itself a member: what its own TCP holds goes into its tables first (R46). */
function addOwnRows(turn: Turn, dvipa: Address): void {
  const { self } = turn.state;
  const vipa = vipaOf(turn.state, dvipa);
  applySrvstat(turn, dvipa, self, listenersToReport(turn, vipa));
  applyNewconn(turn, dvipa, 'endpoint', ownConnections(turn, dvipa));
}

export function ownConnections(turn: Turn, dvipa: Address): readonly ConnectionReport[] {
  const { self, vipas } = turn.state;
  const connections = vipas[dvipa]?.connections ?? {};
  return Object.keys(connections)
    .sort()
    .flatMap((key) => {
      const local = connections[key];
      return local === undefined ? [] : [{ ...local, ...endsOf(key), target: self }];
    });
}

function endsOf(key: string): Pick<ConnectionReport, 'remote' | 'local'> {
  const [remote = '', local = ''] = key.split('>');
  return { remote: socketOf(remote), local: socketOf(local) };
}

function socketOf(text: string) {
  const colon = text.lastIndexOf(':');
  return { address: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}

/** Advertises to the routing protocol (F5.104, F11.502), once per ownership. */
function advertise(turn: Turn, dvipa: Address): void {
  const vipa = vipaOf(turn.state, dvipa);
  if (vipa.role.is !== 'rebuilding' || vipa.role.advertised) return;
  setVipa(turn, dvipa, { role: { ...vipa.role, advertised: true } });
  turn.outputs.push({ type: 'Advertise', dvipa });
  reached(turn, vipa.claim?.kind === 'bind' ? 'F11.502' : 'F5.104');
}

export function completeIfDone(turn: Turn, dvipa: Address): void {
  const { role, claim } = vipaOf(turn.state, dvipa);
  if (role.is !== 'rebuilding' || !turn.rules.isComplete(role.awaiting)) return;

  advertise(turn, dvipa);
  setVipa(turn, dvipa, { role: { is: 'owner', dpt: role.dpt, crt: role.crt, shares: {} } });
  for (const { stack } of awarePeers(turn.state)) sendDvipa(turn, dvipa, stack, 'routing');
  if (claim?.kind === 'backup') reached(turn, 'F9.206', 'F9.210', 'F9.212');
  if (claim?.kind === 'bind' && role.former !== null) reached(turn, 'F11.508');
  if (claim?.kind === 'define') reached(turn, 'F5.106', 'F5.108');
}

function sendDvipa(turn: Turn, dvipa: Address, to: string, intent: Dvipa['intent']): void {
  const { claim } = vipaOf(turn.state, dvipa);
  if (claim === null) return;
  if (intent === 'takeback' && claim.kind === 'define') reached(turn, 'F10.304');
  send(turn, to, { type: 'DVIPA', dvipa, epoch: claim.epoch, intent });
}

/** A DVIPA message reaches a stack that may have owned the address before. */
export function onDvipa(turn: Turn, from: Member, message: Dvipa): void {
  const { dvipa, epoch, intent } = message;
  const vipa = vipaOf(turn.state, dvipa);
  if (vipa.claim === null) return ignore(turn, 'UnknownDvipa');
  if (!isSameEpoch(vipa.claim.epoch, epoch)) return ignore(turn, 'StaleEpoch');
  if (vipa.claim.epoch.stack !== from.stack) return ignore(turn, 'Malformed');
  if (vipa.role.is !== 'moving') return ignore(turn, 'NotMoving');

  if (intent === 'takeback') {
    sendRoutes(turn, dvipa, from.stack, vipa.role);
    setVipa(turn, dvipa, { role: { ...vipa.role, crt: turn.rules.crt.empty } });
  } else {
    if (vipa.role.advertised) turn.outputs.push({ type: 'Withdraw', dvipa });
    setVipa(turn, dvipa, { role: { is: 'none' } });
    reached(turn, 'F10.310');
  }
}

/**
 * The former router tells what it routed (F10.306, F10.308), ends its snapshot, and purges its table
 * (F12.528): from now on it looks nothing up and forwards everything.
 */
function sendRoutes(turn: Turn, dvipa: Address, to: string, role: Moving): void {
  const { claim } = vipaOf(turn.state, dvipa);
  if (claim === null) return;
  const base = { type: 'NEWCONN', dvipa, epoch: claim.epoch } as const;
  const reports = turn.rules.crt
    .rows(role.crt)
    .filter(({ target }) => target.stack !== to)
    .map(({ provisional: _hint, ...report }) => report);
  for (const connections of inBatches(reports, turn.rules.snapshotBatch)) {
    send(turn, to, { ...base, connections, reporter: 'router', end: null });
  }
  const end = { routedTo: role.routedTo };
  send(turn, to, { ...base, connections: [], reporter: 'endpoint', end });
  if (reports.length > 0) reached(turn, 'F10.306', 'F10.308');
  reached(turn, 'F12.528');
}

export function inBatches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}

/** A member has left: its rows go, nobody waits for it, and its advertisement is gone (R12). */
export function purgeDeadRows(turn: Turn, dvipa: Address, gone: Member): void {
  const { role } = vipaOf(turn.state, dvipa);
  if (role.is === 'none') return;
  const crt = turn.rules.crt.removeTarget(role.crt, gone);
  if (role.is === 'moving') {
    if (crt !== role.crt) setVipa(turn, dvipa, { role: { ...role, crt } });
    return;
  }
  const dpt = filterRows(role.dpt, (row) => row.stack !== gone.stack);
  if (role.is === 'owner') {
    if (crt !== role.crt || dpt !== role.dpt) setVipa(turn, dvipa, { role: { ...role, crt, dpt } });
    return;
  }
  const isGone = (member: Member): boolean =>
    member.stack === gone.stack && member.incarnation <= gone.incarnation;
  const formerLives = role.former !== null && !isGone(role.former);
  setVipa(turn, dvipa, {
    role: {
      ...role,
      crt,
      dpt,
      awaiting: role.awaiting.filter((member) => !isGone(member)),
      answered: role.answered.filter((stack) => stack !== gone.stack),
      former: formerLives ? role.former : null,
    },
  });
  if (!formerLives) advertise(turn, dvipa);
  completeIfDone(turn, dvipa);
}
