/**
 * The next list of an owner: after VARY OBEY, or when a backup hears of a newer list of the primary (D8, R33).
 *
 * Read first: the source on profile changes. Nothing is taken over: the epoch stays, the version counts.
 */
import type { ClaimKind, Profile } from '../../model/config.types.ts';
import type { Claim } from '../messages.types.ts';
import type { Address } from '../../model/vocabulary.types.ts';
import { filterRows } from '../tables/dpt.ts';
import { applicableList, isLaterList, isListed, isTarget, ownerOf, xcfOf } from './lists.ts';
import { reportOwn } from './target.ts';
import { isSelf, setVipa, vipaOf, type Turn } from './turn.ts';

/** The next list of a DVIPA that this stack owns, under the same epoch: no takeover happens. */
export function renewOwnClaim(turn: Turn, dvipa: Address): void {
  const { claim: old, inherited } = vipaOf(turn.state, dvipa);
  if (old === null || !isSelf(turn.state, ownerOf(old))) return;
  const { profile } = turn.state;
  const kind = currentKind(profile, dvipa, old.kind);
  const distribution = applicableList(profile, dvipa, kind === 'backup' ? inherited : null);
  const isSame =
    kind === old.kind && JSON.stringify(distribution) === JSON.stringify(old.distribution);
  if (isSame && !isLaterList(inherited, old.inherited)) return;
  const version = old.version + 1;
  const own = { epoch: old.epoch, version, distribution };
  const next: Claim = {
    ...old,
    version,
    kind,
    distribution,
    inherited: kind === 'define' ? own : inherited,
  };
  setVipa(turn, dvipa, { claim: next, inherited: next.inherited });
}

function currentKind(profile: Profile, dvipa: Address, old: ClaimKind): ClaimKind {
  if (profile.defines.some((entry) => entry.dvipa === dvipa)) return 'define';
  if (profile.backups.some((entry) => entry.dvipa === dvipa)) return 'backup';
  return old;
}

/** Who is no candidate any more gets no new connections; the routes of its old ones stay (R32). */
export function dropUnlistedRows(turn: Turn, dvipa: Address): void {
  const { role, claim: known } = vipaOf(turn.state, dvipa);
  if (role.is !== 'owner' && role.is !== 'rebuilding') return;
  const distribution = known?.distribution ?? null;
  const dpt = filterRows(
    role.dpt,
    ({ port, stack }) =>
      isListed(distribution, port) && isTarget(distribution, xcfOf(turn.state, stack)),
  );
  setVipa(turn, dvipa, { role: { ...role, dpt } });
  reportOwn(turn, dvipa);
}
