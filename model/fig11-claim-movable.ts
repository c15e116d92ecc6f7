/**
 * Figure 11: a stack claims a DVIPA. A bind in a VIPARange may, as a primary and a backup may.
 */
import type { Claimed, Next } from './events.types.ts';
import { mayClaimAsPrimary } from './fig05-initialise.ts';
import { withList } from './fig06-list-received.ts';
import { mayClaimAsBackup } from './fig09-takeover.ts';
import { ownStatement, rangeOf } from './lists.ts';
import type { Cluster, InTransit, Vipa } from './state.types.ts';
import type { Address, StackName } from './vocabulary.types.ts';

const guards = { define: mayClaimAsPrimary, backup: mayClaimAsBackup, bind: mayClaimByBind };

/**
 * A bind under a MOVEable NONDISRUPTIVE range takes a DVIPA from another bind, or what nobody has, and never
 * from a primary or a backup (R36). What has lost its owner any stack may keep that has it bound.
 */
function mayClaimByBind(cluster: Cluster, vipa: Vipa, { dvipa, stack, late }: Claimed): boolean {
  const { routing } = vipa;
  const isTaken = routing.is === 'routed' && routing.as !== 'bind';
  const moves = routing.is === 'inTransit' || rangeOf(cluster, dvipa, stack)?.nondisruptive; // F11.500
  return isBound(cluster, dvipa, vipa, stack) && ((moves === true && !isTaken) || late.length > 0);
}

/** It has bound the DVIPA under a range. */
export function isBound(cluster: Cluster, dvipa: Address, vipa: Vipa, stack: StackName): boolean {
  return rangeOf(cluster, dvipa, stack) !== undefined && uses(vipa, stack);
}

/** An application of this stack listens on the DVIPA, or has a connection with it. */
export function uses(vipa: Vipa, stack: StackName): boolean {
  return (
    vipa.listeners[stack] !== undefined ||
    Object.values(vipa.connections).some((place) => place.stack === stack)
  );
}

/** From now on nobody routes until a claimant has heard everybody. Its list goes out to all (F5.102). */
export function claimed(cluster: Cluster, vipa: Vipa, event: Claimed): Next {
  const { dvipa, stack, as } = event;
  if (cluster.stacks[stack]?.aware !== true) return { refused: `${stack} lacks the function` }; // R37
  if (!guards[as](cluster, vipa, event)) return { refused: `${stack} may not claim it by ${as}` };
  const own = ownStatement(cluster, dvipa, stack);
  const kept = as === 'define' ? withList(vipa.kept, stack, own) : vipa.kept;
  const { claimants: rivals, former } = routersOf(vipa.routing); // F11.504
  const claimants = [...new Set([...rivals, stack])].sort(); // F5.102 F9.201 F10.300
  const asked = former === stack ? null : former; // F10.304 F11.506, or nobody: F11.510
  return { ...vipa, kept, routing: { is: 'inTransit', claimants, former: asked } };
}

/** Who claims the DVIPA, and who selects targets for it until it hears of that. */
function routersOf(routing: Vipa['routing']): Pick<InTransit, 'claimants' | 'former'> {
  if (routing.is === 'inTransit') return routing;
  return { claimants: [], former: routing.is === 'routed' ? routing.by : null };
}
