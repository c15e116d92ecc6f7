/**
 * What only the profiles of a whole sysplex show together (D11): who owns and who backs up which DVIPA,
 * whether they can be reached, and whether every target exists.
 *
 * Left out: mistakes within one profile, which readProfile reports. Stacks that are not described by a
 * profile are not known here, so that a target must be described to be named after DESTIP.
 */
import type { Address, StackName } from '../../model/vocabulary.types.ts';
import {
  compareNames,
  errorAt,
  type Finding,
  inOrder,
  nameOfPlace,
  type Place,
  startOf,
  warningAt,
} from './finding.ts';
import type { SourcedProfile } from './read.ts';
import { nearest } from './spelling.ts';

/** One stack's part in one DVIPA, and the place that gives it. */
interface Part {
  readonly dvipa: Address;
  readonly stack: StackName;
  readonly attached: boolean;
  readonly place: Place;
}

interface BackupPart extends Part {
  readonly rank: number;
  readonly creates: boolean;
}

interface Parts {
  readonly primaries: Part[];
  readonly backups: BackupPart[];
}

/** All findings, sorted by place; the profiles may come in any order. */
export function checkSysplex(profiles: readonly SourcedProfile[]): readonly Finding[] {
  const sorted = byStack(profiles);
  const dvipas = [...partsOf(sorted).values()];
  return inOrder([
    ...dvipas.flatMap(checkPrimaries),
    ...dvipas.flatMap(checkRanks),
    ...dvipas.flatMap(checkSupport),
    ...dvipas.flatMap(checkAttachment),
    ...checkTargets(sorted),
    ...checkXcfAddresses(sorted),
  ]);
}

/**
 * The source's own statements say nothing of adapters. Where no profile of a sysplex does, the stacks
 * with a part in some DVIPA count as attached; the finding says so.
 */
export function assumeAttachment(profiles: readonly SourcedProfile[]): {
  readonly profiles: readonly SourcedProfile[];
  readonly findings: readonly Finding[];
} {
  const owners = profiles.filter(
    ({ profile: { defines, backups } }) => defines.length + backups.length > 0,
  );
  const [first] = owners;
  if (first === undefined || profiles.some(({ profile }) => profile.attached)) {
    return { profiles, findings: [] };
  }
  const names = owners.map(({ profile }) => profile.stack).join(', ');
  const message =
    'no profile names an INTERFACE, or a DEVICE with its LINK, to the network: ' +
    `the stacks that define or back up a DVIPA count as attached (${names})`;
  return {
    profiles: profiles.map((one) =>
      owners.includes(one) ? { ...one, profile: { ...one.profile, attached: true } } : one,
    ),
    findings: [warningAt(startOf(first.places.xcf.file), message)],
  };
}

function byStack(profiles: readonly SourcedProfile[]): readonly SourcedProfile[] {
  return profiles.toSorted((one, other) => compareNames(one.profile.stack, other.profile.stack));
}

function partsOf(profiles: readonly SourcedProfile[]): ReadonlyMap<Address, Parts> {
  const dvipas = new Map<Address, Parts>();
  const of = (dvipa: Address): Parts => {
    const parts = dvipas.get(dvipa) ?? { primaries: [], backups: [] };
    dvipas.set(dvipa, parts);
    return parts;
  };
  for (const { profile, places } of profiles) {
    const { stack, attached } = profile;
    for (const [{ dvipa }, place] of paired(profile.defines, places.defines)) {
      of(dvipa).primaries.push({ dvipa, stack, attached, place });
    }
    for (const [{ dvipa, rank, creates }, place] of paired(profile.backups, places.backups)) {
      of(dvipa).backups.push({ dvipa, stack, attached, place, rank, creates });
    }
  }
  return dvipas;
}

/** Two primaries are allowed (R43): users of the product are even told to do it. */
function checkPrimaries({ primaries }: Parts): readonly Finding[] {
  return primaries.slice(1).flatMap(({ dvipa, place, stack }) =>
    primaries.slice(0, 1).map((first) => {
      const message = `${dvipa} has two primaries, ${stack} and ${whereIs(first)}: `;
      const outcome = 'the one that starts later takes it, the other acts as its backup';
      return warningAt(place, message + outcome);
    }),
  );
}

function checkRanks({ backups }: Parts): readonly Finding[] {
  return backups.flatMap(({ dvipa, rank, place, stack }, at) => {
    const equal = backups.slice(0, at).find((earlier) => earlier.rank === rank);
    if (equal === undefined) return [];
    const message = `${stack} and ${whereIs(equal)} back up ${dvipa} with the same rank ${rank}: `;
    return [warningAt(place, `${message}the stack's name decides who takes over first`)];
  });
}

/** Is there anybody to take over from the owner, and an owner to take over from? */
function checkSupport({ primaries, backups }: Parts): readonly Finding[] {
  const creators = primaries.length + backups.filter(({ creates }) => creates).length;
  const parts = [...primaries, ...backups];
  if (creators > 0 && parts.length > 1) return [];
  return parts.slice(0, 1).map(({ dvipa, place, stack }) => {
    const nobody = `nobody defines ${dvipa}, and a VIPABackup without MOVEable does not create it`;
    const alone = `${dvipa} has no backup: when ${stack} fails, it cannot be reached`;
    return warningAt(place, creators === 0 ? `${nobody}: there is nothing to take over` : alone);
  });
}

function checkAttachment({ primaries, backups }: Parts): readonly Finding[] {
  const errorsOf = (parts: readonly Part[], role: string): readonly Finding[] =>
    parts
      .filter(({ attached }) => !attached)
      .map(({ dvipa, stack, place }) =>
        errorAt(place, `${stack} is ${role} of ${dvipa}, but is not attached to the network`, {
          expected: 'an INTERFACE, or a DEVICE with its LINK, in the same profile',
        }),
      );
  return [...errorsOf(primaries, 'the primary'), ...errorsOf(backups, 'a backup')];
}

/** Where two stacks share an address, one of them has the wrong one: which targets are missing is not known then. */
function checkTargets(profiles: readonly SourcedProfile[]): readonly Finding[] {
  const known = new Set(profiles.map(({ profile }) => profile.xcf));
  if (known.size < profiles.length) return [];
  return profiles.flatMap(({ profile, places }) =>
    paired(profile.distributes, places.targets).flatMap(([{ dvipa, targets }, targetPlaces]) =>
      paired(targets === 'ALL' ? [] : targets, targetPlaces)
        .filter(([target]) => !known.has(target))
        .map(([target, place]) =>
          errorAt(place, `${target}, a target of ${dvipa}, is the XCF address of no stack`, {
            found: target,
            expected: 'ALL or the XCF address of a stack that has a profile',
            suggestion: nearest(target, ['ALL', ...known]),
          }),
        ),
    ),
  );
}

function checkXcfAddresses(profiles: readonly SourcedProfile[]): readonly Finding[] {
  return profiles.flatMap(({ profile: { xcf, stack }, places }, at) => {
    const earlier = profiles.slice(0, at).find(({ profile }) => profile.xcf === xcf);
    if (earlier === undefined) return [];
    const former = { stack: earlier.profile.stack, place: earlier.places.xcf };
    const message = `${stack} and ${whereIs(former)} have one XCF address, ${xcf}`;
    return [errorAt(places.xcf, message, { found: xcf, expected: 'an address of its own' })];
  });
}

function whereIs({ stack, place }: Pick<Part, 'stack' | 'place'>): string {
  return `${stack} (${nameOfPlace(place)})`;
}

/** A list and the parallel list of places are of one length by construction. */
function paired<Entry, Other>(
  list: readonly Entry[],
  places: readonly Other[],
): readonly (readonly [Entry, Other])[] {
  return list.flatMap((entry, at) =>
    places.slice(at, at + 1).map((place) => [entry, place] as const),
  );
}
