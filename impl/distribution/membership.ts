/**
 * Joining the group, and hearing of others who join or leave it (F9.200, R31, R44).
 *
 * Read first: the source on Figure 9 (block 200) and on stacks that are activated later. A stack claims
 * nothing before it has heard the list of every member that was there before it: only then does it know
 * the present owners, whom it must ask for their connections.
 */
import type { VipaList } from '../messages.types.ts';
import type { Member } from '../../model/vocabulary.types.ts';
import type { Announcement, StackStarted } from './inputs.types.ts';
import { isTarget } from './lists.ts';
import type { Peer } from './state.types.ts';
import {
  broadcastList,
  claimDefined,
  forgetMember,
  greet,
  learnClaim,
  membersToHear,
  reconsiderAll,
  tellOrphans,
} from './ownership.ts';
import { reached, type Turn } from './turn.ts';

function asPeer({ member, aware, xcf }: Announcement): Peer {
  return { incarnation: member.incarnation, aware, xcf, definitions: null };
}

/** The group's answer to a join: who is there. Everybody's list is awaited before any claim. */
export function onStackStarted(turn: Turn, { members }: StackStarted): void {
  const view = Object.fromEntries(members.map((entry) => [entry.member.stack, asPeer(entry)]));
  const state = { ...turn.state, view, horizon: turn.state.self.incarnation };
  turn.state = { ...state, joining: membersToHear(state) };
  reached(turn, 'D1', 'F4.1');
  broadcastList(turn);
  joinIfHeard(turn);
}

function joinIfHeard(turn: Turn): void {
  if (turn.state.joining.length > 0) return;
  claimDefined(
    turn,
    turn.state.profile.defines.map(({ dvipa }) => dvipa),
  );
  reconsiderAll(turn);
}

/** A new incarnation implies that the former one is gone, noticed or not (R44). */
export function onMemberJoined(turn: Turn, announcement: Announcement): void {
  const { stack, incarnation } = announcement.member;
  const former = turn.state.view[stack];
  const wasJoining = turn.state.joining.length > 0;
  if (former !== undefined) removeMember(turn, { stack, incarnation: former.incarnation });

  turn.state = {
    ...turn.state,
    view: { ...turn.state.view, [stack]: asPeer(announcement) },
    horizon: Math.max(turn.state.horizon, incarnation),
  };
  markLateJoiner(turn, announcement);
  if (announcement.aware) greet(turn, stack, incarnation);
  if (former !== undefined) {
    concludeDeparture(turn, { stack, incarnation: former.incarnation }, wasJoining);
  }
}

function markLateJoiner(turn: Turn, { xcf, aware }: Announcement): void {
  const covers = Object.values(turn.state.vipas).some(
    ({ claim, role }) =>
      role.is === 'owner' &&
      claim?.distribution?.targets === 'ALL' &&
      isTarget(claim.distribution, xcf),
  );
  if (covers && aware) reached(turn, 'D5');
}

export function onMemberLeft(turn: Turn, { member }: { readonly member: Member }): void {
  if (turn.state.view[member.stack]?.incarnation !== member.incarnation) return;
  const wasJoining = turn.state.joining.length > 0;
  removeMember(turn, member);
  concludeDeparture(turn, member, wasJoining);
}

function removeMember(turn: Turn, member: Member): void {
  const { [member.stack]: _gone, ...view } = turn.state.view;
  const joining = turn.state.joining.filter((stack) => stack !== member.stack);
  turn.state = { ...turn.state, view, joining };
  forgetMember(turn, member.stack, member.incarnation);
}

/** A join that waited for the departed may end now; else its DVIPAs may need another owner. */
function concludeDeparture(turn: Turn, gone: Member, wasJoining: boolean): void {
  if (wasJoining) joinIfHeard(turn);
  else reconsiderAll(turn);
  tellOrphans(turn, gone);
}

/** A VIPA list: the sender's definitions and every claim that it knows (F6.120). */
export function onVipaList(turn: Turn, from: Member, list: VipaList): void {
  const peer = turn.state.view[from.stack];
  if (peer === undefined) return;
  reached(turn, 'F6.120');
  const wasJoining = turn.state.joining.length > 0;
  turn.state = {
    ...turn.state,
    view: { ...turn.state.view, [from.stack]: { ...peer, definitions: list.definitions } },
    joining: turn.state.joining.filter((stack) => stack !== from.stack),
  };
  for (const claim of list.claims) learnClaim(turn, from.stack, claim);
  if (wasJoining) joinIfHeard(turn);
  else reconsiderAll(turn);
}
