/**
 * Applications that bind to a DVIPA, and a profile that changes while the stack runs.
 *
 * Read first: the source on VIPARange and on Figure 11 (500), and on profile changes by VARY OBEY (D8).
 * A bind to an address of a VIPARange creates the DVIPA here, or moves it here from the last stack
 * that bound it (F11.504, R36).
 */
import type { Profile } from '../../model/config.types.ts';
import type { Address } from '../../model/vocabulary.types.ts';
import type { BindRequested, RefuseBind } from './inputs.types.ts';
import { coveringRange, hasPeerPrimary, holds, ownerOf, peerRanks } from './lists.ts';
import { broadcastList, claim, claimDefined, reconsiderAll } from './ownership.ts';
import { dropUnlistedRows, renewOwnClaim } from './renewal.ts';
import { addListener, onListenerBound } from './target.ts';
import type { DistributionState, Vipa } from './state.types.ts';
import { isDead, isSelf, reached, vipaOf, type Turn } from './turn.ts';

export function onBindRequested(turn: Turn, { dvipa, port }: BindRequested): void {
  const vipa = vipaOf(turn.state, dvipa);
  const refuse = (error: RefuseBind['error']): number =>
    turn.outputs.push({ type: 'RefuseBind', dvipa, port, error });
  // Before the join is complete nobody can tell who owns what: ask again later (PI55277).
  if (turn.state.joining.length > 0) return void refuse('EAGAIN');

  const creates = bindCreates(turn.state, dvipa, vipa);
  if (!creates && !holds(turn.state, vipa)) return void refuse('EADDRNOTAVAIL');
  addListener(turn, dvipa, port);
  turn.outputs.push({ type: 'Listen', dvipa, port });
  reached(turn, 'F4.2');
  if (creates) {
    reached(turn, 'D6');
    claim(turn, dvipa, 'bind');
  } else {
    onListenerBound(turn, dvipa);
  }
}

/** A range creates what is active nowhere, and moves what another bind created (R36). */
function bindCreates(state: DistributionState, dvipa: Address, vipa: Vipa): boolean {
  if (coveringRange(state.profile, dvipa)?.nondisruptive !== true) return false;
  if (vipa.claim === null) return true;
  const owner = ownerOf(vipa.claim);
  if (isSelf(state, owner)) return false;
  const hasSuccessor = hasPeerPrimary(state, dvipa) || peerRanks(state, dvipa).length > 0;
  if (isDead(state, owner)) return !hasSuccessor;
  return vipa.claim.kind === 'bind';
}

/** VARY OBEY: the complete new list goes out again, and what this stack owns follows it (D8). */
export function onProfileChanged(turn: Turn, profile: Profile): void {
  const defined = turn.state.profile.defines.map(({ dvipa }) => dvipa);
  const added = profile.defines.map(({ dvipa }) => dvipa).filter((v) => !defined.includes(v));
  turn.state = { ...turn.state, profile };
  reached(turn, 'D8');
  for (const dvipa of Object.keys(turn.state.vipas)) renewOwnClaim(turn, dvipa);
  broadcastList(turn);
  for (const dvipa of Object.keys(turn.state.vipas)) dropUnlistedRows(turn, dvipa);
  if (turn.state.joining.length > 0) return;
  claimDefined(turn, added);
  reconsiderAll(turn);
}
