/**
 * What a sysplex must define before a requirement or a landmark can occur in it at all.
 *
 * What the profiles rule out is shown as such and not demanded: a sysplex without a backup has no takeover.
 */
import type { Profile } from '../../model/config.types.ts';

export type Need =
  | 'primary'
  | 'backup'
  | 'chain'
  | 'leaves'
  | 'list'
  | 'ownList'
  | 'inheritedList'
  | 'named'
  | 'all'
  | 'range'
  | 'several'
  | 'target'
  | 'spelling'
  | 'two'
  | 'three';

/** Do these profiles contain all of it? */
export function meetsAll(needs: readonly Need[], profiles: readonly Profile[]): boolean {
  return needs.every((need) => meets[need](profiles));
}

const meets: Readonly<Record<Need, (profiles: readonly Profile[]) => boolean>> = {
  primary: (profiles) => profiles.some(({ defines }) => defines.length > 0),
  backup: (profiles) => profiles.some(({ backups }) => backups.length > 0),
  chain: (profiles) => addresses(profiles).some((dvipa) => hasChain(profiles, dvipa)),
  // An address that some stack holds for a while only.
  leaves: (profiles) => meets.named(profiles) || meets.range(profiles),
  list: (profiles) => profiles.some(({ distributes }) => distributes.length > 0),
  ownList: (profiles) => profiles.some(hasOwnList),
  inheritedList: (profiles) => profiles.some(canInherit),
  // A list from which VARY OBEY can take a candidate away.
  named: (profiles) =>
    profiles.some(({ distributes }) =>
      distributes.some(({ targets }) => targets !== 'ALL' && targets.length > 1),
    ),
  all: (profiles) =>
    profiles.some(({ distributes }) => distributes.some(({ targets }) => targets === 'ALL')),
  range: (profiles) => profiles.filter(({ ranges }) => ranges.length > 0).length > 1,
  several: (profiles) => backupSets(profiles).size > 1,
  two: (profiles) => profiles.length > 1,
  // An owner, a backup, and somebody who reports to it.
  three: (profiles) => profiles.length > 2,
  // Only the reading can tell, and it has counted: without it the id is no one's fault.
  spelling: () => false,
  target: (profiles) => profiles.some(({ defines }) => defines.length === 0),
};

function hasOwnList({ backups, distributes }: Profile): boolean {
  return backups.some(({ dvipa }) => distributes.some((entry) => entry.dvipa === dvipa));
}

function canInherit({ backups, distributes }: Profile): boolean {
  return backups.some(({ dvipa }) => !distributes.some((entry) => entry.dvipa === dvipa));
}

function addresses(profiles: readonly Profile[]): readonly string[] {
  const named = profiles.flatMap(({ defines, backups }) =>
    [...defines, ...backups].map(({ dvipa }) => dvipa),
  );
  return [...new Set(named)];
}

/** One primary at most, and two stacks that may take over one after the other. */
function hasChain(profiles: readonly Profile[], dvipa: string): boolean {
  const primaries = profiles.filter(({ defines }) =>
    defines.some((entry) => entry.dvipa === dvipa),
  );
  return primaries.length < 2 && backupsOf(profiles, dvipa).length > 1;
}

function backupsOf(profiles: readonly Profile[], dvipa: string): readonly string[] {
  return profiles
    .filter(({ backups }) => backups.some((entry) => entry.dvipa === dvipa))
    .map(({ stack }) => stack);
}

/** The different sets of backups that the DVIPAs of a sysplex have (F4.5). */
export function backupSets(profiles: readonly Profile[]): ReadonlySet<string> {
  const defined = new Set(profiles.flatMap(({ defines }) => defines.map(({ dvipa }) => dvipa)));
  return new Set([...defined].map((dvipa) => backupsOf(profiles, dvipa).join()));
}
