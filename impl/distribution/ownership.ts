/**
 * Who owns a DVIPA: how a stack claims it, what it tells the others, how it yields. When, is in claimants.ts.
 *
 * Read first: the source on Figure 9 (blocks 200, 201), Figure 10 (300) and Figures 11 and 12 (500,
 * 520). Claims are totally ordered by epoch and every stack keeps the highest (R17), so two claims that
 * cross end in one owner, whatever the order of arrival.
 */
import type { ClaimKind } from '../../model/config.types.ts';
import type { Claim, VipaList } from '../messages.types.ts';
import type { Address, Member } from '../../model/vocabulary.types.ts';
import { rowsOf } from '../tables/crt-rows.ts';
import { isOrphaned, kindToClaim } from './claimants.ts';
import {
  applicableList,
  definitionsOf,
  hasLiveOwner,
  isCandidate,
  isLaterList,
  ownerOf,
} from './lists.ts';
import { purgeDeadRows, startRebuilding } from './rebuild.ts';
import { dropUnlistedRows, renewOwnClaim } from './renewal.ts';
import { reportOwn, reportSnapshot } from './target.ts';
import type { DistributionState, Owner, Rebuilding, Role, Vipa } from './state.types.ts';
import {
  awarePeers,
  compareEpochs,
  ignore,
  isLive,
  isSelf,
  reached,
  send,
  setVipa,
  vipaOf,
  type Turn,
} from './turn.ts';

/** The complete list of this stack: its definitions and every claim that it knows (F5.102, R31). */
function currentList(state: DistributionState): VipaList {
  const claims = Object.keys(state.vipas)
    .sort()
    .flatMap((dvipa) => vipaOf(state, dvipa).claim ?? []);
  return { type: 'VIPA_list', definitions: definitionsOf(state.profile), claims };
}

/** To every member, the unaware too: XCF broadcasts to a group, and they ignore it (F4.4). */
export function broadcastList(turn: Turn): void {
  const list = currentList(turn.state);
  for (const stack of Object.keys(turn.state.view).sort()) send(turn, stack, list);
}

/** Every DVIPA that this stack has to do with, sorted. */
function knownAddresses(state: DistributionState): readonly Address[] {
  const { defines, backups } = state.profile;
  const named = [...defines, ...backups].map(({ dvipa }) => dvipa);
  return [...new Set([...Object.keys(state.vipas), ...named])].sort();
}

/** Claims what this stack should own and does not, after anything that may have changed that. */
export function reconsiderAll(turn: Turn): void {
  if (turn.state.joining.length > 0) return;
  for (const dvipa of knownAddresses(turn.state)) {
    const kind = kindToClaim(turn, dvipa);
    if (kind !== null) claim(turn, dvipa, kind);
  }
}

/** After an application has begun to use a DVIPA here: one that nobody owns may be this stack's now. */
export function reclaimIfOrphaned(turn: Turn, dvipa: Address): void {
  if (isOrphaned(turn.state, vipaOf(turn.state, dvipa))) reconsiderAll(turn);
}

/**
 * A stack that has just joined, or whose profile now defines a DVIPA, claims what it defines even from
 * another stack that defines it too: the later VIPADEFine takes the address (R43).
 */
export function claimDefined(turn: Turn, dvipas: readonly Address[]): void {
  for (const dvipa of dvipas) {
    const known = vipaOf(turn.state, dvipa).claim;
    if (known === null || !isSelf(turn.state, ownerOf(known))) claim(turn, dvipa, 'define');
  }
}

/** Claims a DVIPA under the next epoch and starts to collect everybody's snapshot. */
export function claim(turn: Turn, dvipa: Address, kind: ClaimKind): void {
  const { self, profile } = turn.state;
  const vipa = vipaOf(turn.state, dvipa);
  const former = vipa.claim !== null && hasLiveOwner(turn.state, vipa) ? ownerOf(vipa.claim) : null;
  markClaim(turn, kind, vipa);

  const { inherited } = vipa;
  const distribution = applicableList(profile, dvipa, kind === 'backup' ? inherited : null);
  const epoch = { number: (vipa.claim?.epoch.number ?? 0) + 1, ...self };
  const own = { epoch, version: 0, distribution };
  const next: Claim = {
    dvipa,
    epoch,
    version: 0,
    kind,
    former,
    distribution,
    inherited: kind === 'define' ? own : inherited,
  };
  setVipa(turn, dvipa, { claim: next, inherited: next.inherited });
  const inheritsList = distribution === (inherited?.distribution ?? null);
  if (kind === 'backup' && !inheritsList) reached(turn, 'F4.3');
  if (turn.rules.broadcastsClaim(kind === 'backup' && inheritsList)) broadcastList(turn);
  startRebuilding(turn, dvipa, vipa.role, former);
}

function markClaim(turn: Turn, kind: ClaimKind, vipa: Vipa): void {
  const hasFormer = hasLiveOwner(turn.state, vipa);
  if (kind === 'bind') reached(turn, 'F11.500', 'F11.504', hasFormer ? 'F11.506' : 'F11.510');
  else if (kind === 'backup') reached(turn, 'F9.201');
  else if (vipa.claim === null) reached(turn, 'F5.100', 'F5.102', 'D2', 'D4');
  else reached(turn, 'F10.300');
  if (kind === 'backup' && vipa.claim?.kind === 'backup' && !hasFormer) reached(turn, 'F9.x');
  const wasMoved = vipa.claim?.kind === 'bind' && vipa.claim.former !== null;
  if (kind === 'define' && wasMoved) reached(turn, 'F12.x');
}

/** What a stack does with one claim of a VIPA list it received (F6.122 to F6.134, F12.520). */
export function learnClaim(turn: Turn, sender: string, heard: Claim): void {
  const vipa = vipaOf(turn.state, heard.dvipa);
  if (vipa.claim === null) return adopt(turn, heard, vipa);

  const order = compareEpochs(heard.epoch, vipa.claim.epoch);
  if (order > 0) return adopt(turn, heard, vipa);
  if (order === 0 && heard.version > vipa.claim.version) return adoptVersion(turn, heard, vipa);
  const isNews = keepList(turn, heard, vipa);
  if (order < 0) {
    if (!isNews) ignore(turn, 'StaleEpoch');
    // The claimant itself does not know the higher claim yet: it must, or it waits for ever (R17).
    if (heard.epoch.stack === sender) send(turn, sender, currentList(turn.state));
  }
}

/** A claim that is behind may still tell of a newer list of the primary: it is kept, and the owner told (R33). */
function keepList(turn: Turn, heard: Claim, vipa: Vipa): boolean {
  const inherited = newestList(turn, heard, vipa);
  if (inherited === vipa.inherited) return false;
  setVipa(turn, heard.dvipa, { inherited });
  passListOn(turn, heard.dvipa);
  return true;
}

/** Every stack keeps the newest list of the primary, whoever has told it last (F6.134, R33). */
function newestList({ rules }: Turn, { inherited: told }: Claim, { inherited: kept }: Vipa) {
  return told !== null && rules.keepsList(isLaterList(told, kept)) ? told : kept;
}

/**
 * An owner may have claimed by an older list than another stack knows: the primary had told only some. Who knows the
 * newer one tells the owner, before its snapshot ends, so that nobody routes by a list that a live stack knows to be
 * outdated; the owner sends its next list. Each time somebody's list is a later one: that comes to an end.
 */
function passListOn(turn: Turn, dvipa: Address): void {
  const { claim: known, inherited } = vipaOf(turn.state, dvipa);
  if (known === null || !isLaterList(inherited, known.inherited)) return;
  const owner = ownerOf(known);
  if (isSelf(turn.state, owner)) {
    renewOwnClaim(turn, dvipa);
    broadcastList(turn);
    dropUnlistedRows(turn, dvipa);
  } else if (isLive(turn.state, owner) && turn.rules.tellsNewerList()) {
    const { claims, ...list } = currentList(turn.state);
    const told = claims.map((one) => (one.dvipa === dvipa ? { ...one, inherited } : one));
    send(turn, owner.stack, { ...list, claims: told });
  }
}

/** Takes a higher claim: the owner pointer moves first, the snapshot follows, in one step (R7). */
function adopt(turn: Turn, heard: Claim, vipa: Vipa): void {
  const { dvipa } = heard;
  markAdoption(turn, heard, vipa);
  const willBeAsked = heard.former !== null && isSelf(turn.state, heard.former);
  const role = roleAfterYielding(turn, vipa, willBeAsked);
  setVipa(turn, dvipa, { claim: heard, inherited: newestList(turn, heard, vipa), role });
  if (!isLive(turn.state, ownerOf(heard))) return;
  passListOn(turn, dvipa);
  reportSnapshot(turn, dvipa, willBeAsked && role.is === 'moving' ? 'later' : 'now');
}

/** A table that nobody will ask for is purged at once: from now on no TERMCONN keeps it true (R47). */
function roleAfterYielding(turn: Turn, { role, claim }: Vipa, willBeAsked: boolean): Role {
  if ((role.is !== 'owner' && role.is !== 'rebuilding') || claim === null) return role;
  return {
    is: 'moving',
    as: claim.kind,
    crt: willBeAsked ? role.crt : turn.rules.crt.empty,
    routedTo: membersRoutedTo(turn.state, role),
    advertised: role.is === 'owner' || role.advertised,
  };
}

/** Whom a yielding owner may have routed to, and whom it was itself still waiting for. */
function membersRoutedTo(state: DistributionState, role: Owner | Rebuilding): readonly Member[] {
  const listed = role.dpt.map(({ stack, incarnation }) => ({ stack, incarnation }));
  const routed = rowsOf(role.crt).map((row) => row.target);
  const awaited = role.is === 'rebuilding' ? role.awaiting : [];
  const byName = new Map(
    [...listed, ...routed, ...awaited].map((member) => [member.stack, member]),
  );
  return [...byName.values()]
    .filter((member) => !isSelf(state, member))
    .sort((a, b) => (a.stack < b.stack ? -1 : 1));
}

/** The same owner sends its next list: a profile change, and never a takeover (R32, D8). */
function adoptVersion(turn: Turn, heard: Claim, vipa: Vipa): void {
  markList(turn, heard, vipa);
  setVipa(turn, heard.dvipa, { claim: heard, inherited: newestList(turn, heard, vipa) });
  if (isCandidate(turn.state, vipaOf(turn.state, heard.dvipa))) reportOwn(turn, heard.dvipa);
}

function markAdoption(turn: Turn, heard: Claim, vipa: Vipa): void {
  markList(turn, heard, vipa);
  const owned = vipa.role.is === 'owner' || vipa.role.is === 'rebuilding';
  if (!owned || vipa.claim?.kind !== 'bind') return;
  reached(turn, 'F12.520', 'F12.522', 'F12.524');
  const hasConnections = Object.keys(vipa.connections).length > 0;
  reached(turn, hasConnections ? 'F12.526' : 'F12.525');
}

function markList(turn: Turn, heard: Claim, vipa: Vipa): void {
  const { profile } = turn.state;
  reached(turn, 'F6.122');
  if (heard.distribution !== null) {
    reached(turn, 'F6.124');
    if (isCandidate(turn.state, { ...vipa, claim: heard })) reached(turn, 'F6.126');
    if (heard.distribution.targets === 'ALL') reached(turn, 'D5');
  }
  if (!profile.backups.some(({ dvipa }) => dvipa === heard.dvipa)) return;
  const hasOwnList = profile.distributes.some(({ dvipa }) => dvipa === heard.dvipa);
  reached(turn, 'F6.132', 'D3', hasOwnList ? 'F6.135' : 'F6.134');
}

/** A member has left: whatever it was, owner, target or awaited, goes with it (R12, F9.200). */
export function forgetMember(turn: Turn, stack: string, incarnation: number): void {
  for (const dvipa of Object.keys(turn.state.vipas).sort()) {
    const vipa = vipaOf(turn.state, dvipa);
    const wasOwner =
      vipa.claim?.epoch.stack === stack && vipa.claim.epoch.incarnation === incarnation;
    if (wasOwner) reached(turn, 'F9.200');
    purgeDeadRows(turn, dvipa, { stack, incarnation });
  }
}

/** Sends the complete list to a member that has joined, and what it must know as an owner (R31). */
export function greet(turn: Turn, stack: string, incarnation: number): void {
  send(turn, stack, currentList(turn.state));
  for (const dvipa of Object.keys(turn.state.vipas).sort()) {
    const { claim: known } = vipaOf(turn.state, dvipa);
    if (known?.epoch.stack === stack && known.epoch.incarnation === incarnation) {
      passListOn(turn, dvipa);
      reportSnapshot(turn, dvipa, 'now');
    }
  }
}

/**
 * Tells everybody what this stack knows when an owner dies whose DVIPAs it does not claim itself: the dead
 * may have claimed one and told only some, so that its former owner, or a backup that joined late, does
 * not know that the address has no owner.
 */
export function tellOrphans(turn: Turn, gone: Member): void {
  const isOrphan = (dvipa: Address): boolean => {
    const { claim: known } = vipaOf(turn.state, dvipa);
    return known?.epoch.stack === gone.stack && known.epoch.incarnation === gone.incarnation;
  };
  const knowsOrphan = Object.keys(turn.state.vipas).some(isOrphan);
  if (!knowsOrphan || !turn.rules.tellsOrphans()) return;
  const list = currentList(turn.state);
  for (const { stack } of awarePeers(turn.state)) send(turn, stack, list);
}

/** Members that must send their list before this stack may claim (R31). */
export function membersToHear(state: DistributionState): readonly string[] {
  return awarePeers(state).map(({ stack }) => stack);
}
