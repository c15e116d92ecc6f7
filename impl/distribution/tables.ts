/**
 * How an owner's tables follow the messages of other stacks, and of its own TCP (Figure 8).
 *
 * Read first: the source on Figure 8 (blocks 160 to 166). SRVSTAT touches the DPT only and NEWCONN
 * depends on connections only, so that a connection outlives its listener and its place on the
 * candidate list (R16, R32). TERMCONN removes only the life that it names (R9).
 */
import type {
  ConnectionReport,
  ControlMessage,
  Newconn,
  Srvstat,
  Termconn,
} from '../messages.types.ts';
import type { Address, Epoch, Member } from '../../model/vocabulary.types.ts';
import { connectionKey } from '../tables/crt.ts';
import { replaceRows } from '../tables/dpt.ts';
import { isListed, isTarget, xcfOf } from './lists.ts';
import type { Owner, Rebuilding, Vipa } from './state.types.ts';
import {
  ignore,
  isDead,
  isLive,
  isSameEpoch,
  isSelf,
  reached,
  setVipa,
  vipaOf,
  type Turn,
} from './turn.ts';
import type { IgnoreReason } from './inputs.types.ts';

type RoutingRole = Owner | Rebuilding;

/** The role that may take a message of this epoch, or why the message changes nothing (R29). */
function routingRole(vipa: Vipa, epoch: Epoch): RoutingRole | IgnoreReason {
  if (vipa.claim === null) return 'UnknownDvipa';
  if (!isSameEpoch(vipa.claim.epoch, epoch)) return 'StaleEpoch';
  return vipa.role.is === 'owner' || vipa.role.is === 'rebuilding' ? vipa.role : 'NotOwner';
}

/** Changes the routing role, or nothing: an unchanged role keeps the state's reference. */
function setRole(turn: Turn, dvipa: Address, role: RoutingRole, patch: Partial<RoutingRole>): void {
  const entries = Object.entries(patch) as [keyof RoutingRole, unknown][];
  if (entries.every(([field, value]) => role[field] === value)) return;
  setVipa(turn, dvipa, { role: { ...role, ...patch } as RoutingRole });
}

export function onSrvstat(turn: Turn, from: Member, message: Srvstat): void {
  const role = routingRole(vipaOf(turn.state, message.dvipa), message.epoch);
  if (typeof role === 'string') return ignore(turn, role);
  applySrvstat(turn, message.dvipa, from, message.listeners);
  reached(turn, 'F8.160', 'F8.166');
}

/** Replaces the sender's rows by its listeners on listed ports, if it is a candidate. */
export function applySrvstat(
  turn: Turn,
  dvipa: Address,
  from: Member,
  listeners: Srvstat['listeners'],
): void {
  const { claim, role } = vipaOf(turn.state, dvipa);
  if (role.is !== 'owner' && role.is !== 'rebuilding') return;
  const distribution = claim?.distribution ?? null;
  if (!isTarget(distribution, xcfOf(turn.state, from.stack))) {
    if (!isSelf(turn.state, from)) ignore(turn, 'NotCandidate');
    return;
  }
  const listed = listeners.filter(({ port }) => isListed(distribution, port));
  const { stack, incarnation } = turn.rules.reportedMember(turn.state.self, from);
  const stillListens = listed.some(({ count }) => count > 0);
  setRole(turn, dvipa, role, {
    dpt: replaceRows(role.dpt, { stack, incarnation }, listed),
    crt: turn.rules.routesAfterSrvstat(role.crt, from, stillListens),
  });
}

export function onNewconn(turn: Turn, from: Member, message: Newconn): void {
  const { dvipa, connections, reporter, end } = message;
  const role = routingRole(vipaOf(turn.state, dvipa), message.epoch);
  if (typeof role === 'string') return ignore(turn, role);
  if (reporter === 'router' && role.is === 'owner') return ignore(turn, 'AlreadyComplete');
  const isForeign = ({ target }: ConnectionReport): boolean =>
    target.stack !== from.stack || target.incarnation !== from.incarnation;
  const isMalformed =
    connections.some(({ local }) => local.address !== dvipa) ||
    (reporter === 'endpoint' && connections.some(isForeign));
  if (isMalformed) return ignore(turn, 'Malformed');

  applyNewconn(turn, dvipa, reporter, connections);
  if (connections.length > 0) reached(turn, 'F8.160', 'F8.164');
  if (end !== null) endSnapshot(turn, dvipa, from, end.routedTo);
}

/** The endpoint's word stands; a former router's is a hint, and only where the endpoint is silent. */
export function applyNewconn(
  turn: Turn,
  dvipa: Address,
  reporter: Newconn['reporter'],
  connections: readonly ConnectionReport[],
): void {
  const { role } = vipaOf(turn.state, dvipa);
  if (role.is !== 'owner' && role.is !== 'rebuilding') return;
  const table = turn.rules.crt;
  const isAnswered = (stack: string): boolean =>
    role.is === 'rebuilding' && role.answered.includes(stack);
  const isWelcome = (report: ConnectionReport): boolean => {
    const row = table.find(role.crt, connectionKey(report.remote, report.local));
    if (reporter === 'endpoint') return turn.rules.reportReplaces(row, report);
    const { target } = report;
    const isOther = isLive(turn.state, target) && !isSelf(turn.state, target);
    return isOther && turn.rules.takesHint(row, isAnswered(target.stack));
  };
  const crt = connections
    .filter(isWelcome)
    .reduce(
      (rows, report) => table.put(rows, { ...report, provisional: reporter === 'router' }),
      role.crt,
    );
  setRole(turn, dvipa, role, { crt });
}

/** The explicit end of a member's snapshot for this epoch (R2); later hints about it are ignored. */
function endSnapshot(turn: Turn, dvipa: Address, from: Member, routedTo: readonly Member[]): void {
  const { role, claim } = vipaOf(turn.state, dvipa);
  if (role.is !== 'rebuilding') return;
  if (claim?.kind === 'backup') reached(turn, 'F9.208');
  const answered = [...new Set([...role.answered, from.stack])].sort();
  const isOpen = (member: Member): boolean =>
    !answered.includes(member.stack) && !isDead(turn.state, member) && !isSelf(turn.state, member);
  const awaited = [...role.awaiting, ...routedTo].filter(isOpen);
  const awaiting = [...new Map(awaited.map((member) => [member.stack, member])).values()];
  awaiting.sort((a, b) => (a.stack < b.stack ? -1 : 1));
  const crt = turn.rules.crt.removeUnconfirmed(role.crt, from);
  setVipa(turn, dvipa, { role: { ...role, answered, awaiting, crt } });
}

export function onTermconn(turn: Turn, from: Member, message: Termconn): void {
  const { dvipa, connection } = message;
  const role = routingRole(vipaOf(turn.state, dvipa), message.epoch);
  if (typeof role === 'string') return ignore(turn, role);
  if (connection.target.stack !== from.stack) return ignore(turn, 'Malformed');
  const crt = turn.rules.crt.removeLife(role.crt, connection);
  if (crt === role.crt) return ignore(turn, 'UnknownConnection');
  setVipa(turn, dvipa, { role: { ...role, crt } });
  reached(turn, 'F8.160', 'F8.162');
}

export type TableMessage = Extract<ControlMessage, Srvstat | Newconn | Termconn>;
