/**
 * Figure 9: a stack fails, and a backup takes over what it routed.
 *
 * The takeover itself is the step RoutingBegun (fig05-initialise.ts): from the reports of all to complete tables.
 */
import type { OwnershipEvent } from './events.types.ts';
import type { Cluster, Routed, Vipa } from './state.types.ts';
import { without } from './tables.ts';
import type { StackName } from './vocabulary.types.ts';

type Claimed = Extract<OwnershipEvent, { type: 'Claimed' }>;

/** What a failed stack takes with it, and nothing else goes (R12). */
export function stackFailed(vipa: Vipa, stack: StackName): Vipa {
  const lives = Object.entries(vipa.connections).filter(([, place]) => place.stack !== stack);
  return {
    routing: withoutStack(vipa.routing, stack),
    advertisers: vipa.advertisers.filter((name) => name !== stack),
    listeners: without(vipa.listeners, stack),
    connections: Object.fromEntries(lives),
  };
}

function withoutStack(routing: Vipa['routing'], stack: StackName): Vipa['routing'] {
  if (routing.is === 'inactive') return routing;
  if (routing.is === 'inTransit') {
    return {
      ...routing,
      claimants: routing.claimants.filter((name) => name !== stack),
      former: routing.former === stack ? null : routing.former,
    };
  }
  if (routing.by === stack) return { is: 'inTransit', claimants: [], former: null }; // F9.200
  return withoutTarget(routing, stack);
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
 * A stack in the backup chain may claim (F9.201) what anybody remembers as active; the next rank, when the
 * claimant fails too (F9.x). What is active nowhere only the MOVEable form of its statement creates (D3).
 * That the first one claims, pending.ts sees to.
 */
export function mayClaimAsBackup(cluster: Cluster, { routing }: Vipa, claim: Claimed): boolean {
  const backups = cluster.stacks[claim.stack]?.profile.backups ?? [];
  const isActive = routing.is !== 'inactive';
  return backups.some(({ dvipa, creates }) => dvipa === claim.dvipa && (isActive || creates));
}
