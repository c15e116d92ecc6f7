/**
 * Everything that may happen next to the abstract cluster, at a small scope: the model explored on its own.
 *
 * Crashes, restarts, claims and connections are unlimited; what is bounded is what the scope names. An event
 * that the model refuses is no successor, so this list is generous: it has the wrong ones as well, so that a
 * model without one of its guards is seen to break a promise.
 */
import type { List, Profile } from '../../model/config.types.ts';
import type { Event } from '../../model/events.types.ts';
import { awareStacks, ownStatement } from '../../model/lists.ts';
import type { Cluster } from '../../model/state.types.ts';
import { isSameList, vipaOf } from '../../model/tables.ts';

export interface ModelScope {
  readonly profiles: readonly Profile[];
  /** What VARY OBEY may load into a stack, besides the profile that it starts with. */
  readonly changes: readonly Profile[];
  readonly unaware: readonly string[];
  /** Do lists reach some stacks later than others? They do in small scopes: each has twice as many states a stack. */
  readonly areListsLate: boolean;
  readonly dvipa: string;
  readonly port: number;
  readonly keys: readonly string[];
  readonly lives: readonly string[];
}

/** All stacks down, nothing known. */
export function initialCluster({ profiles }: ModelScope): Cluster {
  return { stacks: Object.fromEntries(profiles.map(({ stack }) => [stack, null])), vipas: {} };
}

export function possibleEvents(scope: ModelScope, cluster: Cluster): readonly Event[] {
  return scope.profiles.flatMap((profile) => [
    ...stackEvents(scope, cluster, profile),
    ...ownershipEvents(scope, cluster, profile.stack),
    ...applicationEvents(scope, cluster, profile.stack),
    ...scope.keys.flatMap((key) => trafficEvents(scope, cluster, profile.stack, key)),
  ]);
}

function stackEvents(scope: ModelScope, cluster: Cluster, profile: Profile): readonly Event[] {
  const { stack } = profile;
  const up = cluster.stacks[stack] ?? null;
  if (up === null) {
    return [{ type: 'StackStarted', stack, aware: !scope.unaware.includes(stack), profile }];
  }
  const others = [profile, ...scope.changes].filter(
    (other) => other.stack === stack && other !== up.profile,
  );
  const changed = others.map((other): Event => {
    return { type: 'ProfileChanged', stack, profile: other };
  });
  return [{ type: 'StackFailed', stack }, ...changed];
}

function ownershipEvents(scope: ModelScope, cluster: Cluster, stack: string): readonly Event[] {
  const { dvipa } = scope;
  const at = { dvipa, stack };
  const all = awareStacks(cluster);
  const kinds = ['define', 'backup', 'bind'] as const;
  const others = scope.profiles.map((profile) => profile.stack).filter((name) => name !== stack);
  return [
    ...kinds.flatMap((as) =>
      [[], others].map((late): Event => ({ type: 'Claimed', ...at, as, late })),
    ),
    ...kinds.flatMap((as) =>
      listsOf(scope, cluster, stack).map((list): Event => {
        return { type: 'RoutingBegun', ...at, as, list, received: all };
      }),
    ),
    ...(scope.areListsLate ? lateLists(scope, cluster, stack) : []),
    { type: 'Yielded', ...at },
    { type: 'CompletedLate', ...at },
    { type: 'Forgotten', dvipa },
    { type: 'Advertised', ...at },
    { type: 'Withdrawn', ...at },
    { type: 'ListReceived', ...at },
  ];
}

/** Lists that some have received and others have not, and that change on the way. */
function lateLists(scope: ModelScope, cluster: Cluster, stack: string): readonly Event[] {
  const at = { dvipa: scope.dvipa, stack };
  const routed = vipaOf(cluster, scope.dvipa).routing;
  const lists = listsOf(scope, cluster, stack);
  return [
    ...lists.flatMap((list) =>
      (['define', 'backup', 'bind'] as const).map((as): Event => {
        return { type: 'RoutingBegun', ...at, as, list, received: [stack] };
      }),
    ),
    ...(routed.is === 'routed'
      ? lists.map((list): Event => ({ type: 'ListChanged', ...at, as: routed.as, list }))
      : []),
    ...primaryLists(scope).map((list): Event => ({ type: 'ListKept', ...at, list })),
  ];
}

/** Every list that a stack might take for the one in force. */
function listsOf(scope: ModelScope, cluster: Cluster, stack: string): readonly List[] {
  const lists = [ownStatement(cluster, scope.dvipa, stack), ...primaryLists(scope), null];
  return lists.filter((list, at) => lists.findIndex((one) => isSameList(one, list)) === at);
}

/** What those that define the DVIPA say of it: a backup may keep it (F6.134). */
function primaryLists({ profiles, changes, dvipa }: ModelScope): readonly List[] {
  return [...profiles, ...changes]
    .filter(({ defines }) => defines.some((entry) => entry.dvipa === dvipa))
    .flatMap(({ distributes }) => distributes.filter((entry) => entry.dvipa === dvipa))
    .map(({ ports, targets, method, weights }) => ({ ports, targets, method, weights }));
}

function applicationEvents(scope: ModelScope, cluster: Cluster, stack: string): readonly Event[] {
  const { dvipa, port } = scope;
  if (cluster.stacks[stack]?.aware !== true) return [];
  const isBound = vipaOf(cluster, dvipa).listeners[stack] !== undefined;
  return [{ type: isBound ? 'ApplicationEnded' : 'ApplicationBound', dvipa, stack, port }];
}

function trafficEvents(
  scope: ModelScope,
  cluster: Cluster,
  stack: string,
  key: string,
): readonly Event[] {
  const { dvipa, port, lives, profiles } = scope;
  if (cluster.stacks[stack]?.aware !== true) return [];
  const vipa = vipaOf(cluster, dvipa);
  const place = vipa.connections[key];
  const routing = vipa.routing;
  const entry = routing.is === 'routed' ? routing.crt[key] : undefined;
  const at = { dvipa, stack, key };
  const events: Event[] = lives.flatMap((life): Event[] => [
    ...profiles.flatMap(({ stack: target }) =>
      [[], [target]].map((late): Event => {
        return { type: 'SynRouted', ...at, life, target, port, late };
      }),
    ),
    { type: 'SynAccepted', ...at, life, port },
    { type: 'ConnectionOpened', ...at, life },
    { type: 'ConnectionReplaced', ...at, life },
  ]);
  events.push({ type: 'SynRefused', dvipa, stack, port, late: [] });
  if (entry !== undefined && place === undefined) {
    events.push({ type: 'SynReturned', ...at, life: entry.life, target: entry.stack });
  }
  if (place === undefined) return events;
  events.push({ type: 'SegmentGiven', ...at, life: place.life });
  events.push({ type: 'SegmentReset', ...at, life: place.life });
  if (place.stack !== stack) return events;
  return [...events, { type: 'ConnectionEnded', ...at, life: place.life }];
}
