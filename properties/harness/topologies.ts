/**
 * From the profiles of a sysplex to the topologies that a campaign runs over.
 *
 * The first is the sysplex as the profiles say; the others lack the function on one stack (F4.4). VARY
 * OBEY (D8) loads variations of the profiles: other candidates, ports, ranks, selection methods.
 */
import type { Profile } from '../../model/config.types.ts';
import type { StackName } from '../../model/vocabulary.types.ts';
import type { Application, Topology } from '../../impl/sysplex.types.ts';
import { isTarget } from '../../impl/distribution/lists.ts';

/** The port on which servers listen where PORT was omitted. */
const ANY_PORT = 80;

/** A port on which nobody listens: a list of it alone takes every service away. */
const OTHER_PORT = 61;

/** Server instances on every candidate of every distributed port, as Figure 4 has them (F4.2). */
function applicationsOf(profiles: readonly Profile[]): readonly Application[] {
  const primaries = profiles.flatMap(({ defines, distributes }) =>
    distributes.filter(({ dvipa }) => defines.some((entry) => entry.dvipa === dvipa)),
  );
  return primaries.flatMap((list) =>
    (list.ports === 'ALL' ? [ANY_PORT] : list.ports).flatMap((port) =>
      profiles
        .filter(({ xcf }) => isTarget(list, xcf))
        .map(({ stack }) => ({ stack, dvipa: list.dvipa, port })),
    ),
  );
}

/** What an operator may load into a running stack: each variation, and the way back. */
function variationsOf(profile: Profile, profiles: readonly Profile[]): readonly Profile[] {
  const { distributes, backups, defines } = profile;
  const variations: Profile[] = [];
  if (defines.length === 0 && backups.length === 0) {
    const defined = profiles.flatMap((other) => other.defines.map(({ dvipa }) => dvipa));
    const last = defined.map((dvipa) => ({ dvipa, rank: 5, creates: false, mask: null }));
    variations.push({ ...profile, backups: last });
  }
  if (distributes.some(({ targets }) => targets !== 'ALL' && targets.length > 1)) {
    const fewer = distributes.map((entry) =>
      entry.targets === 'ALL' ? entry : { ...entry, targets: entry.targets.slice(1) },
    );
    variations.push({ ...profile, distributes: fewer });
  }
  if (distributes.length > 0) {
    const open = distributes.map((entry) => ({ ...entry, ports: 'ALL', targets: 'ALL' }) as const);
    const closed = distributes.map((entry) => ({ ...entry, ports: [OTHER_PORT] }));
    const byWlm = distributes.map((entry) => ({ ...entry, method: 'WLM' }) as const);
    const weights = Object.fromEntries(profiles.map(({ xcf }, at) => [xcf, 1 + (at % 3)]));
    const weighted = distributes.map(
      (entry) => ({ ...entry, method: 'WEIGHTED', weights }) as const,
    );
    variations.push(
      { ...profile, distributes: open },
      { ...profile, distributes: closed },
      { ...profile, distributes: byWlm },
      { ...profile, distributes: weighted },
    );
  }
  if (backups.length > 0) {
    const ranked = backups.map((entry) => ({ ...entry, rank: 255 - entry.rank }));
    variations.push({ ...profile, backups: ranked });
  }
  return variations.length === 0 ? [] : [...variations, profile];
}

/** Half-open connections per listener: few, so that a full backlog is met. */
const BACKLOG = 2;

function topologyOf(profiles: readonly Profile[], unaware: readonly StackName[]): Topology {
  return {
    profiles,
    unaware,
    clients: ['C1', 'C2'],
    routers: ['R1', 'R2'],
    backlog: BACKLOG,
    applications: applicationsOf(profiles),
    changes: Object.fromEntries(
      profiles.map((profile) => [profile.stack, variationsOf(profile, profiles)] as const),
    ),
  };
}

/** The sysplex itself three times, then with one stack without the function that is no primary. */
export function topologiesOf(profiles: readonly Profile[]): readonly Topology[] {
  const whole = topologyOf(profiles, []);
  const primaries = profiles.filter(({ defines }) => defines.length > 0);
  const others = profiles.filter((profile) => !primaries.includes(profile));
  return [whole, whole, whole, ...others.map(({ stack }) => topologyOf(profiles, [stack]))];
}
