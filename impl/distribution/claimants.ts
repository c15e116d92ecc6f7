/**
 * Whether a stack should own a DVIPA: its definition, its place in the chain, what it holds and advertises.
 *
 * Questions only: what a claim says, and what follows from one, is in ownership.ts.
 */
import type { ClaimKind } from '../../model/config.types.ts';
import type { Address } from '../../model/vocabulary.types.ts';
import {
  compareRanks,
  coveringRange,
  hasLiveOwner,
  hasPeerPrimary,
  ownerOf,
  ownRank,
  peerRanks,
} from './lists.ts';
import type { DistributionState, Vipa } from './state.types.ts';
import { isDead, isLive, isSelf, vipaOf, type Turn } from './turn.ts';

/** Why this stack should own a DVIPA that it does not own now; null when it should not (P3). */
export function kindToClaim({ state, rules }: Turn, dvipa: Address): ClaimKind | null {
  const vipa = vipaOf(state, dvipa);
  if (vipa.claim !== null && isSelf(state, ownerOf(vipa.claim))) return null;

  const isPrimary = state.profile.defines.some((entry) => entry.dvipa === dvipa);
  if (isPrimary) return isOwnedByPrimary(state, vipa) ? null : 'define';
  if (hasPeerPrimary(state, dvipa)) return null;

  const own = ownRank(state, dvipa);
  const peers = peerRanks(state, dvipa);
  if (own !== null) {
    // What is active nowhere waits only for those who may create it.
    const rivals = vipa.claim === null ? peers.filter(({ creates }) => creates) : peers;
    const isOutranked = rivals.some((peer) => compareRanks(peer, own) > 0);
    return !isOutranked && backupShouldClaim(state, dvipa, vipa) ? 'backup' : null;
  }
  if (peers.length > 0 || !isOrphaned(state, vipa)) return null;
  const isBound = isBoundByRange(state, dvipa, vipa);
  const { role } = vipa;
  if (role.is === 'moving' && role.advertised) return rules.goesOnAs(role.as, isBound);
  return isBound ? 'bind' : null;
}

function isOwnedByPrimary(state: DistributionState, vipa: Vipa): boolean {
  if (vipa.claim === null || !hasLiveOwner(state, vipa)) return false;
  const definitions = state.view[vipa.claim.epoch.stack]?.definitions ?? null;
  // Who has not spoken yet may define it too: its list is on the way (R43).
  return definitions === null || definitions.primary.includes(vipa.claim.dvipa);
}

/** Its owner, as far as this stack knows, has left the group. */
export function isOrphaned(state: DistributionState, vipa: Vipa): boolean {
  return vipa.claim !== null && isDead(state, ownerOf(vipa.claim));
}

/** The head of the chain takes over from the dead, and from who stands behind it in the chain. */
function backupShouldClaim(state: DistributionState, dvipa: Address, vipa: Vipa): boolean {
  if (vipa.claim === null) {
    return state.profile.backups.some((entry) => entry.dvipa === dvipa && entry.creates);
  }
  if (isOrphaned(state, vipa)) return true;
  const owner = ownerOf(vipa.claim);
  const hasSpoken = isLive(state, owner) && state.view[owner.stack]?.definitions !== null;
  return hasSpoken && vipa.claim.kind !== 'bind';
}

/**
 * With no primary and no backup alive, a stack keeps a DVIPA that its application has bound under a range,
 * or that it owned itself and still advertises: somebody must route what lives.
 */
function isBoundByRange({ profile }: DistributionState, dvipa: Address, vipa: Vipa): boolean {
  const isUsed = Object.keys(vipa.listeners).length > 0 || Object.keys(vipa.connections).length > 0;
  return isUsed && coveringRange(profile, dvipa) !== null;
}
