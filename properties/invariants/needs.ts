/**
 * What a sysplex must define before a promise, a requirement or a landmark has anything to do in it.
 *
 * What the profiles rule out is shown as such and not demanded: a sysplex without a backup has no takeover.
 * What only VARY OBEY could bring about (harness/topologies.ts) is too rare there to be demanded.
 */
import type { DistributeEntry, Profile } from '../../model/config.types.ts';
import { coveringRange, isTarget } from '../../impl/distribution/lists.ts';

type Profiles = readonly Profile[];

export type Need =
  | 'owner'
  | 'primary'
  | 'backup'
  | 'recovery'
  | 'survivors'
  | 'chain'
  | 'leaves'
  | 'list'
  | 'ownList'
  | 'inheritedList'
  | 'named'
  | 'all'
  | 'elsewhere'
  | 'choice'
  | 'rivals'
  | 'range'
  | 'rangedPrimary'
  | 'several'
  | 'two'
  | 'three'
  | 'unaware'
  | 'varied'
  | 'spelling';

/** Do these profiles contain all of it? */
export function meetsAll(needs: readonly Need[], profiles: Profiles): boolean {
  return needs.every((need) => meets[need](profiles));
}

const meets: Readonly<Record<Need, (profiles: Profiles) => boolean>> = {
  // A DVIPA that some stack makes active by itself.
  owner: (profiles) => dvipasOf(profiles).some((dvipa) => isActivated(profiles, dvipa)),
  primary: (profiles) => profiles.some(({ defines }) => defines.length > 0),
  // A backup, and another stack from which it takes over.
  backup: (profiles) => successions(profiles).length > 0,
  // The same, and that other stack is the primary, which takes back.
  recovery: (profiles) => successions(profiles).some(({ owner, dvipa }) => isPrimary(owner, dvipa)),
  // The same as recovery, and connections outlive the one and the other.
  survivors: (profiles) => successions(profiles).some((one) => hasSurvivors(profiles, one)),
  chain: (profiles) => dvipasOf(profiles).some((dvipa) => hasChain(profiles, dvipa)),
  // An address that some stack holds for a while only.
  leaves: (profiles) => meets.range(profiles) || visits(profiles),
  list: (profiles) =>
    profiles.some(({ distributes }) =>
      distributes.some(({ dvipa }) => isActivated(profiles, dvipa)),
    ),
  ownList: (profiles) =>
    successions(profiles).some(({ backup, dvipa }) => listOf(backup, dvipa) !== undefined),
  inheritedList: (profiles) =>
    successions(profiles).some(({ backup, dvipa }) => listOf(backup, dvipa) === undefined),
  // A list from which VARY OBEY can take a candidate away.
  named: (profiles) => profiles.some(({ distributes }) => distributes.some(namesSeveral)),
  all: (profiles) =>
    profiles.some(({ distributes }) =>
      distributes.some(({ targets, dvipa }) => targets === 'ALL' && isActivated(profiles, dvipa)),
    ),
  // A candidate that is not the owner.
  elsewhere: (profiles) =>
    primaryLists(profiles).some(([owner, list]) => hasOther(profiles, list, owner)),
  // Two targets to choose between.
  choice: (profiles) =>
    primaryLists(profiles).some(
      ([, list]) => profiles.filter(({ xcf }) => isTarget(list, xcf)).length > 1,
    ),
  // Two stacks that could select for a DVIPA, or answer on it.
  rivals: (profiles) =>
    meets.backup(profiles) ||
    meets.range(profiles) ||
    meets.choice(profiles) ||
    dvipasOf(profiles).some((dvipa) => primariesOf(profiles, dvipa).length > 1),
  // An address that two stacks may create by a bind, so that it moves.
  range: (profiles) => dvipasOf(profiles).some((dvipa) => binders(profiles, dvipa).length > 1),
  rangedPrimary: (profiles) =>
    dvipasOf(profiles).some(
      (dvipa) => binders(profiles, dvipa).length > 1 && primariesOf(profiles, dvipa).length > 0,
    ),
  several: (profiles) => backupSets(profiles).size > 1,
  two: (profiles) => profiles.length > 1,
  // An owner, a backup, and somebody else who reports to it: a claimant that waits for one stack only has
  // waited as soon as it hears anything, and what must happen meanwhile hardly ever does.
  three: (profiles) => profiles.length > 2,
  // A stack that runs without the function (harness/topologies.ts), and another one.
  unaware: (profiles) =>
    profiles.length > 1 && profiles.some(({ defines }) => defines.length === 0),
  // Something that VARY OBEY changes (harness/topologies.ts).
  varied: (profiles) =>
    profiles.some(({ backups, distributes }) => backups.length + distributes.length > 0) ||
    (meets.primary(profiles) && profiles.some(({ defines }) => defines.length === 0)),
  // Only the reading can tell, and it has counted: without it the id is no one's fault.
  spelling: () => false,
};

/** A backup that takes over a DVIPA from a stack which had it by itself. */
interface Succession {
  readonly dvipa: string;
  readonly owner: Profile;
  readonly backup: Profile;
}

function successions(profiles: Profiles): readonly Succession[] {
  return profiles.flatMap((backup) =>
    backup.backups.flatMap(({ dvipa }) =>
      profiles
        .filter((owner) => owner !== backup && (isPrimary(owner, dvipa) || creates(owner, dvipa)))
        .map((owner) => ({ dvipa, owner, backup })),
    ),
  );
}

/** Do connections live on when the primary fails, and those that begin under the backup's list? */
function hasSurvivors(profiles: Profiles, { dvipa, owner, backup }: Succession): boolean {
  if (!isPrimary(owner, dvipa)) return false;
  const list = listOf(owner, dvipa);
  const next = listOf(backup, dvipa) ?? list;
  return [list, next].every((one) => one !== undefined && hasOther(profiles, one, owner));
}

function isPrimary({ defines }: Profile, dvipa: string): boolean {
  return defines.some((entry) => entry.dvipa === dvipa);
}

/** Has it the product's MOVEable form of VIPABackup (D3)? */
function creates({ backups }: Profile, dvipa: string): boolean {
  return backups.some((entry) => entry.dvipa === dvipa && entry.creates);
}

/** May a bind on it create the DVIPA? */
function binders(profiles: Profiles, dvipa: string): Profiles {
  return profiles.filter((profile) => coveringRange(profile, dvipa)?.nondisruptive === true);
}

function isActivated(profiles: Profiles, dvipa: string): boolean {
  const isOwned = profiles.some((profile) => isPrimary(profile, dvipa) || creates(profile, dvipa));
  return isOwned || binders(profiles, dvipa).length > 0;
}

function listOf({ distributes }: Profile, dvipa: string): DistributeEntry | undefined {
  return distributes.find((entry) => entry.dvipa === dvipa);
}

/** The lists of primaries: their applications listen from the beginning (harness/topologies.ts). */
function primaryLists(profiles: Profiles): readonly (readonly [Profile, DistributeEntry])[] {
  return profiles.flatMap((owner) =>
    owner.distributes
      .filter(({ dvipa }) => isPrimary(owner, dvipa))
      .map((list) => [owner, list] as const),
  );
}

function hasOther(profiles: Profiles, list: DistributeEntry, owner: Profile): boolean {
  return profiles.some((profile) => profile !== owner && isTarget(list, profile.xcf));
}

function namesSeveral({ targets }: DistributeEntry): boolean {
  return targets !== 'ALL' && targets.length > 1;
}

/** A backup that is no target, or a target that VARY OBEY takes away, the first one that is named. */
function visits(profiles: Profiles): boolean {
  const isBackup = successions(profiles).some(({ dvipa, owner, backup }) => {
    const list = listOf(owner, dvipa);
    return list !== undefined && !isTarget(list, backup.xcf);
  });
  const isTaken = primaryLists(profiles).some(
    ([{ xcf }, list]) => namesSeveral(list) && list.targets[0] !== xcf,
  );
  return isBackup || isTaken;
}

function dvipasOf(profiles: Profiles): readonly string[] {
  const named = profiles.flatMap(({ defines, backups }) =>
    [...defines, ...backups].map(({ dvipa }) => dvipa),
  );
  const ranged = profiles.flatMap(({ ranges }) => ranges.map(({ address }) => address));
  return [...new Set([...named, ...ranged])];
}

/** One primary at most, and two stacks that may take over one after the other. */
function hasChain(profiles: Profiles, dvipa: string): boolean {
  return primariesOf(profiles, dvipa).length < 2 && backupsOf(profiles, dvipa).length > 1;
}

function primariesOf(profiles: Profiles, dvipa: string): Profiles {
  return profiles.filter((profile) => isPrimary(profile, dvipa));
}

function backupsOf(profiles: Profiles, dvipa: string): readonly string[] {
  return profiles
    .filter(({ backups }) => backups.some((entry) => entry.dvipa === dvipa))
    .map(({ stack }) => stack);
}

/** The different sets of backups that the DVIPAs of a sysplex have (F4.5). */
export function backupSets(profiles: Profiles): ReadonlySet<string> {
  const defined = new Set(profiles.flatMap(({ defines }) => defines.map(({ dvipa }) => dvipa)));
  return new Set([...defined].map((dvipa) => backupsOf(profiles, dvipa).join()));
}
