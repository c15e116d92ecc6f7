/**
 * Reading lists: who is candidate, which ports are listed, who stands where in a backup chain.
 *
 * Read first: the source on Figure 6 (blocks 124, 132, 135) and on VIPABackup's rank (D3 to D6).
 * Questions only; nothing here changes state.
 */
import ipaddr from 'ipaddr.js';
import type { Distribution, Profile, RangeEntry } from '../../model/config.types.ts';
import type { Claim, Definitions, PrimaryList } from '../messages.types.ts';
import type { Address, Member, Port, StackName } from '../../model/vocabulary.types.ts';
import { awarePeers, compareEpochs, isLive } from './turn.ts';
import type { DistributionState, Vipa } from './state.types.ts';

export function ownerOf(claim: Claim): Member {
  return { stack: claim.epoch.stack, incarnation: claim.epoch.incarnation };
}

/** The XCF address of a live member. */
export function xcfOf({ self, profile, view }: DistributionState, stack: StackName): Address {
  return stack === self.stack ? profile.xcf : (view[stack]?.xcf ?? '');
}

/** Enumerated or covered by ALL (F6.124, C2, C3). */
export function isTarget(distribution: Distribution | null, xcf: Address): boolean {
  if (distribution === null) return false;
  return distribution.targets === 'ALL' || distribution.targets.includes(xcf);
}

/** Listed, or covered because PORT was omitted (C4 to C6). */
export function isListed(distribution: Distribution | null, port: Port): boolean {
  if (distribution === null) return false;
  return distribution.ports === 'ALL' || distribution.ports.includes(port);
}

export function isCandidate(state: DistributionState, vipa: Vipa): boolean {
  return isTarget(vipa.claim?.distribution ?? null, state.profile.xcf);
}

/** Is the DVIPA in this stack's home list? It stays while anything uses it (R32, F12.524). */
export function holds(state: DistributionState, vipa: Vipa): boolean {
  return (
    vipa.role.is !== 'none' ||
    isCandidate(state, vipa) ||
    Object.keys(vipa.connections).length > 0 ||
    Object.keys(vipa.listeners).length > 0
  );
}

export function definitionsOf(profile: Profile): Definitions {
  return {
    primary: profile.defines.map(({ dvipa }) => dvipa),
    backup: profile.backups.map(({ dvipa, rank, creates }) => ({ dvipa, rank, creates })),
  };
}

/** The list that this stack would use as owner: its own statement, else the primary's (F6.135). */
export function applicableList(
  profile: Profile,
  dvipa: Address,
  inherited: PrimaryList | null,
): Distribution | null {
  const own = profile.distributes.find((entry) => entry.dvipa === dvipa);
  if (own === undefined) return inherited?.distribution ?? null;
  const { ports, targets, method, weights } = own;
  return { ports, targets, method, weights };
}

/** Is a list of a primary a later one than another? Later claims come first, then later versions (R33). */
export function isLaterList(one: PrimaryList | null, other: PrimaryList | null): boolean {
  if (one === null || other === null) return one !== null;
  return (compareEpochs(one.epoch, other.epoch) || one.version - other.version) > 0;
}

/** A place in the backup chain: rank first, then the stack's name (R18). */
export interface Rank {
  readonly rank: number;
  readonly stack: StackName;
  readonly creates: boolean;
}

export function compareRanks(one: Rank, other: Rank): number {
  if (one.rank !== other.rank) return one.rank - other.rank;
  return one.stack === other.stack ? 0 : one.stack > other.stack ? 1 : -1;
}

export function ownRank(state: DistributionState, dvipa: Address): Rank | null {
  const entry = state.profile.backups.find((backup) => backup.dvipa === dvipa);
  return entry === undefined
    ? null
    : { rank: entry.rank, creates: entry.creates, stack: state.self.stack };
}

/** Live backups of one DVIPA (F4.5) other than this stack; unaware stacks are no part of the chain (R37). */
export function peerRanks(state: DistributionState, dvipa: Address): readonly Rank[] {
  return awarePeers(state).flatMap(({ stack, definitions }) => {
    const entry = definitions?.backup.find((backup) => backup.dvipa === dvipa);
    return entry === undefined ? [] : [{ rank: entry.rank, creates: entry.creates, stack }];
  });
}

/** Does another live stack define the DVIPA with VIPADEFine? */
export function hasPeerPrimary(state: DistributionState, dvipa: Address): boolean {
  return awarePeers(state).some(({ definitions }) => definitions?.primary.includes(dvipa));
}

export function hasLiveOwner(state: DistributionState, vipa: Vipa): boolean {
  return vipa.claim !== null && isLive(state, ownerOf(vipa.claim));
}

/** The VIPARange that covers an address; the most specific one wins, as in the product (D6). */
export function coveringRange(profile: Profile, address: Address): RangeEntry | null {
  const covering = profile.ranges.filter((range) => covers(range, address));
  covering.sort((a, b) => prefixLength(b) - prefixLength(a));
  return covering[0] ?? null;
}

function prefixLength(range: RangeEntry): number {
  if (range.mask === null) return 32;
  return ipaddr.IPv4.parse(range.mask).prefixLengthFromSubnetMask() ?? 32;
}

function covers(range: RangeEntry, address: Address): boolean {
  if (range.address === address) return true;
  const areDotted = ipaddr.IPv4.isValid(range.address) && ipaddr.IPv4.isValid(address);
  if (!areDotted) return false;
  return ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parse(range.address), prefixLength(range));
}
