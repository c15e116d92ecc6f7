/**
 * What must still happen when the faults have stopped: an action of the model that nobody may put off.
 *
 * This is P3 and P5 on the abstract cluster; null means that it is at rest.
 */
import { awareStacks, headOfChain, primaries } from './lists.ts';
import { isBound } from './fig11-claim-movable.ts';
import type { Cluster, Vipa } from './state.types.ts';
import { vipaOf } from './tables.ts';
import type { Address, StackName } from './vocabulary.types.ts';

/** A sentence that names what is missing, or null. */
export function pendingIn(cluster: Cluster): string | null {
  for (const dvipa of addresses(cluster)) {
    const vipa = vipaOf(cluster, dvipa);
    const found = wrongOwner(cluster, dvipa, vipa) ?? unread(cluster, dvipa, vipa);
    if (found !== null) return found;
  }
  return null;
}

function addresses(cluster: Cluster): readonly Address[] {
  const named = awareStacks(cluster).flatMap((stack) => {
    const { defines = [], backups = [] } = cluster.stacks[stack]?.profile ?? {};
    return [...defines, ...backups].map(({ dvipa }) => dvipa);
  });
  return [...new Set([...Object.keys(cluster.vipas), ...named])].sort();
}

function wrongOwner(cluster: Cluster, dvipa: Address, vipa: Vipa): string | null {
  const { routing } = vipa;
  const owners = rightOwners(cluster, dvipa, vipa);
  if (routing.is !== 'routed') {
    return owners.length === 0 ? null : `nobody routes ${dvipa}, though ${owners.join(', ')} could`;
  }
  if (owners.includes(routing.by)) return null;
  return `${routing.by} routes ${dvipa}, which belongs to ${owners.join(' or ')}`;
}

/** The primary if it lives, else the head of the chain; a bind holds it until a primary claims (P3). */
export function rightOwners(cluster: Cluster, dvipa: Address, vipa: Vipa): readonly StackName[] {
  const first = primaries(cluster, dvipa);
  if (first.length > 0) return first;
  const { routing } = vipa;
  const isActive = routing.is !== 'inactive';
  const present = routing.is === 'routed' ? [routing.by] : [];
  const head = headOfChain(cluster, dvipa, isActive);
  const binders = awareStacks(cluster).filter((stack) => isBound(cluster, dvipa, vipa, stack));
  if (head === null) return isActive ? [...present, ...binders, ...vipa.advertisers] : [];
  return routing.is === 'routed' && routing.as === 'bind' ? [head, routing.by] : [head];
}

function unread(cluster: Cluster, dvipa: Address, vipa: Vipa): string | null {
  if (vipa.routing.is !== 'routed') return null;
  const { by, received, crt } = vipa.routing;
  if (vipa.advertisers.join() !== by) {
    return `${by} routes ${dvipa}, but [${vipa.advertisers.join(', ')}] advertise it`;
  }
  const behind = awareStacks(cluster).find((stack) => !received.includes(stack));
  if (behind !== undefined) return `${behind} has not received the list of ${by} for ${dvipa}`;
  const untaken = Object.keys(crt).find((key) => vipa.connections[key] === undefined);
  return untaken === undefined
    ? null
    : `${by} has an entry for ${untaken}, which no target has taken`;
}
