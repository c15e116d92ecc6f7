/**
 * Figure 11: a stack claims a DVIPA. A bind in a VIPARange may, as a primary and a backup may.
 */
import type { OwnershipEvent, Refused } from './events.types.ts';
import { mayClaimAsPrimary } from './fig05-initialise.ts';
import { mayClaimAsBackup } from './fig09-takeover.ts';
import { hasRange } from './lists.ts';
import type { Cluster, Vipa } from './state.types.ts';
import type { Address, StackName } from './vocabulary.types.ts';

type Claimed = Extract<OwnershipEvent, { type: 'Claimed' }>;

const guards = {
  define: (cluster: Cluster, _vipa: Vipa, { dvipa, stack }: Claimed) =>
    mayClaimAsPrimary(cluster, dvipa, stack),
  backup: mayClaimAsBackup,
  bind: (cluster: Cluster, vipa: Vipa, { dvipa, stack }: Claimed) =>
    mayKeep(cluster, dvipa, vipa, stack),
};

/** It has bound the DVIPA under a range, or owned it and still advertises it: somebody must route. */
export function mayKeep(cluster: Cluster, dvipa: Address, vipa: Vipa, stack: StackName): boolean {
  const isBound = hasRange(cluster, dvipa, stack) && uses(vipa, stack); // F11.500
  return isBound || vipa.advertisers.includes(stack);
}

/** An application of this stack listens on the DVIPA, or has a connection with it. */
export function uses(vipa: Vipa, stack: StackName): boolean {
  return (
    vipa.listeners[stack] !== undefined ||
    Object.values(vipa.connections).some((place) => place.stack === stack)
  );
}

/** From now on nobody routes until a claimant has heard everybody (F11.506), whoever routed (F12.522). */
export function claimed(cluster: Cluster, vipa: Vipa, event: Claimed): Vipa | Refused {
  const { stack, as } = event;
  if (cluster.stacks[stack]?.aware !== true) return { refused: `${stack} lacks the function` }; // R37
  if (!guards[as](cluster, vipa, event)) return { refused: `${stack} may not claim it by ${as}` };
  const { routing } = vipa;
  const rivals = routing.is === 'inTransit' ? routing.claimants : []; // F11.504 F11.510
  const former = routing.is === 'routed' ? routing.by : formerOf(routing);
  const claimants = [...new Set([...rivals, stack])].sort();
  return {
    ...vipa,
    routing: { is: 'inTransit', claimants, former: former === stack ? null : former },
  };
}

function formerOf(routing: Vipa['routing']): StackName | null {
  return routing.is === 'inTransit' ? routing.former : null;
}
