/**
 * Figure 9: a stack fails, and a backup takes over what it routed.
 *
 * The takeover itself is the step RoutingBegun (fig05-initialise.ts): from the reports of all to complete tables.
 */
import type { Claimed } from './events.types.ts';
import { headOfChain, primaries } from './lists.ts';
import type { Cluster, InTransit, Routed, Vipa } from './state.types.ts';
import { without } from './tables.ts';
import type { StackName } from './vocabulary.types.ts';

/** What a failed stack takes with it, and nothing else goes (R12). */
export function stackFailed(vipa: Vipa, stack: StackName): Vipa {
  const lives = Object.entries(vipa.connections).filter(([, place]) => place.stack !== stack);
  return {
    routing: withoutStack(vipa.routing, stack),
    advertisers: vipa.advertisers.filter((name) => name !== stack),
    kept: without(vipa.kept, stack),
    listeners: without(vipa.listeners, stack),
    connections: Object.fromEntries(lives),
  };
}

function withoutStack(routing: Vipa['routing'], stack: StackName): Vipa['routing'] {
  if (routing.is === 'inactive') return routing;
  if (routing.is === 'inTransit') return withoutRouter(routing, stack);
  if (routing.by === stack) return { is: 'inTransit', claimants: [], former: null }; // F9.200
  return withoutTarget(routing, stack);
}

/** A stack claims no more, and selects no more. */
export function withoutRouter({ claimants, former, is }: InTransit, stack: StackName): InTransit {
  const others = claimants.filter((name) => name !== stack);
  return { is, claimants: others, former: former === stack ? null : former };
}

function withoutTarget(routed: Routed, stack: StackName): Routed {
  const routes = Object.entries(routed.crt).filter(([, entry]) => entry.stack !== stack);
  return {
    ...routed,
    received: routed.received.filter((name) => name !== stack),
    dpt: without(routed.dpt, stack),
    crt: Object.fromEntries(routes),
  };
}

/**
 * The first of the live chain claims what has no primary alive, and plain backups only what was active
 * somewhere. Who has not heard everything yet may take itself for the first. A bind is left alone (R36). Where the
 * chain is empty, who owned it before and advertises it still goes on in the primary's stead (D8).
 */
export function mayClaimAsBackup(cluster: Cluster, vipa: Vipa, { dvipa, stack, late }: Claimed) {
  const { routing } = vipa;
  const isActive = routing.is !== 'inactive';
  const entries = cluster.stacks[stack]?.profile.backups ?? [];
  const isBackup =
    entries.some((entry) => entry.dvipa === dvipa && (isActive || entry.creates)) ||
    vipa.advertisers.includes(stack);
  if (!isBackup || late.length > 0) return isBackup; // F6.132
  const isMoved = routing.is === 'routed' && routing.as === 'bind';
  const first = headOfChain(cluster, dvipa, isActive) ?? stack; // F9.x: the next rank, when the claimant fails too
  return !isMoved && primaries(cluster, dvipa).length === 0 && first === stack;
}
