/**
 * VARY OBEY on the stack that routes: the complete list is broadcast again (D8, F5.102).
 *
 * Nobody has received it yet but the stack itself: who listens elsewhere is known when it has (Figure 6).
 * The connections keep their way, also to who is no candidate any more (R32).
 */
import type { OwnershipEvent, Refused } from './events.types.ts';
import { ownStatement } from './lists.ts';
import type { Cluster, Vipa } from './state.types.ts';
import { isSameList, reported } from './tables.ts';

type ListChanged = Extract<OwnershipEvent, { type: 'ListChanged' }>;

export function listChanged(cluster: Cluster, vipa: Vipa, event: ListChanged): Vipa | Refused {
  const { dvipa, stack, as, list } = event;
  const { routing } = vipa;
  if (routing.is !== 'routed' || routing.by !== stack)
    return { refused: `${stack} does not route` };
  const own = ownStatement(cluster, dvipa, stack);
  if (own !== null && !isSameList(own, list)) return { refused: `${stack} has a list of its own` };

  const routed = { ...routing, as, list, received: [stack], dpt: {} };
  return { ...vipa, routing: { ...routed, dpt: reported(cluster, vipa, routed, stack) } };
}
