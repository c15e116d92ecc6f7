/**
 * What stacks have been told of a primary's list, as an observer of XCF hears it (F6.134).
 *
 * A backup without a list of its own routes by one of these. Which list it has kept only its own state says, so that
 * the observer reads the messages instead.
 */
import type { Action } from '../../impl/actions.types.ts';
import type { VipaList } from '../../impl/messages.types.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { nextOn } from '../../impl/xcf/medium.ts';
import type { List } from '../../model/config.types.ts';
import { isSameList } from '../../model/tables.ts';
import type { Address, StackName } from '../../model/vocabulary.types.ts';

/** By stack and DVIPA, every list that the stack has been told of since it started; none is null. */
export type ToldLists = Readonly<Record<StackName, Readonly<Record<Address, readonly List[]>>>>;

/** Where a run begins: who follows a primary has been told its list, which its claim says. */
export function toldAt({ stacks }: Sysplex): ToldLists {
  const told = Object.entries(stacks).flatMap(([stack, component]) => {
    const lists = Object.entries(component?.distribution.vipas ?? {}).flatMap(
      ([dvipa, { claim }]) =>
        claim?.kind === 'define' ? [[dvipa, [claim.distribution]] as const] : [],
    );
    return lists.length === 0 ? [] : [[stack, Object.fromEntries(lists)] as const];
  });
  return Object.fromEntries(told);
}

export function toldAfter(told: ToldLists, before: Sysplex, action: Action): ToldLists {
  if (action.do === 'StartStack' && action.stack in told) return { ...told, [action.stack]: {} };
  if (action.do !== 'DeliverXcf') return told;
  const body = nextOn(before.medium, action.from, action.to)?.body;
  if (body?.type !== 'VIPA_list') return told;
  const present = told[action.to] ?? {};
  const next = listsIn(body).reduce(withList, present);
  return next === present ? told : { ...told, [action.to]: next };
}

type Told = readonly [dvipa: Address, list: List];

/** A primary states its list; whoever claims after it hands on what it has kept. */
function listsIn({ claims }: VipaList): readonly Told[] {
  return claims.flatMap(({ dvipa, kind, distribution, inherited }): readonly Told[] => {
    if (kind === 'define') return [[dvipa, distribution]];
    return inherited === null ? [] : [[dvipa, inherited]];
  });
}

function withList(lists: ToldLists[StackName], [dvipa, list]: Told): ToldLists[StackName] {
  const known = lists[dvipa] ?? [];
  const isKnown = known.some((one) => isSameList(one, list));
  return isKnown ? lists : { ...lists, [dvipa]: [...known, list] };
}

/** Does an owner by VIPABackup, without a list of its own, route by a list that nobody has told it? */
export function wrongList(state: Sysplex, told: ToldLists | null, dvipa: Address): string | null {
  if (told === null) return null;
  for (const [stack, component] of Object.entries(state.stacks)) {
    const vipa = component?.distribution.vipas[dvipa];
    const claim = vipa?.claim;
    const isOwner = vipa?.role.is === 'owner' && claim?.kind === 'backup';
    const hasOwnList = component?.distribution.profile.distributes.some(
      (entry) => entry.dvipa === dvipa,
    );
    if (!isOwner || hasOwnList === true) continue;
    const known = told[stack]?.[dvipa] ?? [];
    const isTold = known.some((list) => isSameList(list, claim.distribution));
    if (isTold || (known.length === 0 && claim.distribution === null)) continue;
    const what = claim.distribution === null ? 'without the list that a' : 'by a list that no';
    return `${stack} routes ${dvipa} ${what} primary has told it`;
  }
  return null;
}
