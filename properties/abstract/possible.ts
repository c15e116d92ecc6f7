/**
 * Everything that may happen next to the abstract cluster, at a small scope: the model explored on its own.
 *
 * Crashes, restarts, claims and connections are unlimited; what is bounded is what the scope names. An
 * event that the model refuses is no successor, so this list may be generous.
 */
import type { Profile } from '../../model/config.types.ts';
import type { Event } from '../../model/events.types.ts';
import { awareStacks, ownStatement } from '../../model/lists.ts';
import type { Cluster } from '../../model/state.types.ts';
import { vipaOf } from '../../model/tables.ts';

export interface ModelScope {
  readonly profiles: readonly Profile[];
  readonly unaware: readonly string[];
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
  if (cluster.stacks[stack] !== null) return [{ type: 'StackFailed', stack }];
  return [{ type: 'StackStarted', stack, aware: !scope.unaware.includes(stack), profile }];
}

function ownershipEvents(scope: ModelScope, cluster: Cluster, stack: string): readonly Event[] {
  const { dvipa } = scope;
  const at = { dvipa, stack };
  const received = awareStacks(cluster);
  const kinds = ['define', 'backup', 'bind'] as const;
  const list = ownStatement(cluster, dvipa, stack) ?? primaryList(scope);
  return [
    ...kinds.map((as): Event => ({ type: 'Claimed', ...at, as })),
    ...kinds.map((as): Event => ({ type: 'RoutingBegun', ...at, as, list, received })),
    { type: 'Yielded', ...at },
    { type: 'CompletedLate', ...at },
    { type: 'Forgotten', dvipa },
    { type: 'Advertised', ...at },
    { type: 'Withdrawn', ...at },
    { type: 'ListReceived', ...at },
  ];
}

/** The list that a backup without one of its own has kept (F6.134). */
function primaryList({ profiles, dvipa }: ModelScope) {
  const own = profiles
    .filter(({ defines }) => defines.some((entry) => entry.dvipa === dvipa))
    .flatMap(({ distributes }) => distributes.filter((entry) => entry.dvipa === dvipa))[0];
  if (own === undefined) return null;
  const { ports, targets, method, weights } = own;
  return { ports, targets, method, weights };
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
    ...profiles.map(({ stack: target }): Event => {
      return { type: 'SynRouted', ...at, life, target, port, late: [] };
    }),
    { type: 'SynAccepted', ...at, life, port },
    { type: 'ConnectionOpened', ...at, life },
    { type: 'ConnectionReplaced', ...at, life },
  ]);
  if (entry !== undefined && place === undefined) {
    events.push({ type: 'SynReturned', ...at, life: entry.life, target: entry.stack });
  }
  if (place?.stack !== stack) return events;
  return [...events, { type: 'ConnectionEnded', ...at, life: place.life }];
}
