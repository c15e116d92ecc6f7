/**
 * What stacks have been told of a primary's list, as an observer of XCF hears it (F6.134, R33).
 *
 * A backup without a list of its own routes by the newest of them. Which one it has kept only its own state says, so
 * that the observer reads the messages instead.
 */
import type { Action } from '../../impl/actions.types.ts';
import type { Claim, PrimaryList } from '../../impl/messages.types.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { isLaterList } from '../../impl/distribution/lists.ts';
import { nextOn } from '../../impl/xcf/medium.ts';
import { isSameList } from '../../model/tables.ts';
import type { Address, StackName } from '../../model/vocabulary.types.ts';

/** By stack and DVIPA, the newest list that the stack has been told of since it started. */
export type ToldLists = Readonly<Record<StackName, Readonly<Record<Address, PrimaryList>>>>;

/** Where a run begins: who follows a primary has been told its list, which its claim says. */
export function toldAt({ stacks }: Sysplex): ToldLists {
  return Object.fromEntries(
    Object.entries(stacks).map(([stack, component]) => {
      const known = Object.values(component?.distribution.vipas ?? {}).flatMap(
        ({ claim }) => claim ?? [],
      );
      return [stack, known.filter(({ kind }) => kind === 'define').reduce(withClaim, {})];
    }),
  );
}

export function toldAfter(told: ToldLists, before: Sysplex, action: Action): ToldLists {
  if (action.do === 'StartStack') return { ...told, [action.stack]: {} };
  if (action.do !== 'DeliverXcf') return told;
  const envelope = nextOn(before.medium, action.from, action.to);
  if (envelope?.body.type !== 'VIPA_list') return told;
  // What comes late from the dead changes nothing (P6).
  const sender = before.stacks[action.to]?.distribution.view[action.from];
  if (sender?.incarnation !== envelope.from.incarnation) return told;
  const present = told[action.to] ?? {};
  const next = envelope.body.claims.reduce(withClaim, present);
  return next === present ? told : { ...told, [action.to]: next };
}

/** A primary states its list; whoever claims after it hands on what it has kept. */
function withClaim(lists: ToldLists[StackName], claim: Claim): ToldLists[StackName] {
  const { dvipa, kind, epoch, version, distribution, inherited } = claim;
  const list = kind === 'define' ? { epoch, version, distribution } : inherited;
  if (list === null || !isLaterList(list, lists[dvipa] ?? null)) return lists;
  return { ...lists, [dvipa]: list };
}

/** At rest an owner by VIPABackup, without a list of its own, routes by the newest that any live stack was told of. */
export function wrongList(state: Sysplex, told: ToldLists | null, dvipa: Address): string | null {
  if (told === null) return null;
  const up = Object.entries(state.stacks).filter(([, component]) => component !== null);
  const newest = up
    .map(([stack]) => told[stack]?.[dvipa] ?? null)
    .reduce((one, other) => (isLaterList(other, one) ? other : one), null);
  for (const [stack, component] of up) {
    const vipa = component?.distribution.vipas[dvipa];
    const claim = vipa?.role.is === 'owner' ? vipa.claim : null;
    const own = component?.distribution.profile.distributes ?? [];
    if (claim?.kind !== 'backup' || own.some((entry) => entry.dvipa === dvipa)) continue;
    if (isSameList(claim.distribution, newest?.distribution ?? null)) continue;
    return `${stack} routes ${dvipa} by another list than the newest that was told of its primary`;
  }
  return null;
}
