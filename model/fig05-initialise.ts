/**
 * Figure 5: a routing stack initialises. Its last blocks are also how every later owner begins to route
 * (Figures 9 to 11): one step, from the reports of all to complete tables. The list may change later.
 */
import type { Claimed, Next, OwnershipEvent } from './events.types.ts';
import { keptBy } from './fig06-list-received.ts';
import { applicableList, primaries } from './lists.ts';
import type { Cluster, Routed, Vipa } from './state.types.ts';
import { isSameList, reported } from './tables.ts';

type Ownership<T extends OwnershipEvent['type']> = Extract<OwnershipEvent, { type: T }>;

/** A stack whose profile defines the DVIPA may claim it at any time, from whoever has it. */
export function mayClaimAsPrimary(cluster: Cluster, _vipa: Vipa, { dvipa, stack }: Claimed) {
  return primaries(cluster, dvipa).includes(stack); // F5.100 F10.300
}

/** Only a claimant begins, and only when whoever routed before has given way (R23). */
export function routingBegun(cluster: Cluster, vipa: Vipa, event: Ownership<'RoutingBegun'>): Next {
  const { dvipa, stack, as, list, received, late = [] } = event;
  if (vipa.routing.is !== 'inTransit') return { refused: `${stack} has not claimed it` };
  const { claimants, former } = vipa.routing;
  const isResumed = former === stack && claimants.length === 0; // the claim died unheard
  if (!isResumed && !claimants.includes(stack)) return { refused: `${stack} has not claimed it` };
  if (!isResumed && former !== null) return { refused: `${former} still selects` }; // F11.506
  const isDue = isSameList(applicableList(cluster, vipa, event), list); // F9.201
  if (!isDue) return { refused: `${stack} has another list for ${dvipa}` };
  const told = received.filter((name) => vipa.kept[name] !== undefined && !late.includes(name));
  const newer = told.find((name) => !isSameList(vipa.kept[name] ?? null, vipa.kept[stack] ?? null));
  if (as === 'backup' && !isResumed && newer !== undefined) {
    return { refused: `${newer} keeps another list, and has told ${stack}` }; // R33
  }

  const said = { list, received, dpt: {} };
  const dpt = received.reduce<Routed['dpt']>(
    (rows, target) => reported(cluster, vipa, { ...said, dpt: rows }, target),
    {},
  ); // F5.106 F5.108 F9.202 F9.206 F10.302: from the SRVSTATs
  // From the NEWCONNs: every connection that lives, wherever it lives.
  const crt = vipa.connections; // F6.131 F6.133 F9.202 F9.208 F10.306 F10.308 F11.508 F12.526
  const routing: Routed = { is: 'routed', by: stack, as, ...said, dpt, crt }; // F9.204 F9.212
  return { ...vipa, kept: keptBy(vipa.kept, routing, received), routing }; // F9.210
}

/**
 * VARY OBEY on the stack that routes: the complete list is broadcast again (D8).
 *
 * Nobody has received it yet but the stack itself: who listens elsewhere is known when it has (Figure 6).
 * The connections keep their way, also to who is no candidate any more (R32).
 */
export function listChanged(cluster: Cluster, vipa: Vipa, event: Ownership<'ListChanged'>): Next {
  const { dvipa, stack, as, list } = event;
  const { routing } = vipa;
  if (routing.is !== 'routed' || routing.by !== stack)
    return { refused: `${stack} does not route` };
  const isDue = isSameList(applicableList(cluster, vipa, event), list);
  if (!isDue) return { refused: `${stack} has another list for ${dvipa}` };

  const routed = { ...routing, as, list, received: [stack], dpt: {} }; // F5.102
  const dpt = reported(cluster, vipa, routed, stack);
  return { ...vipa, kept: keptBy(vipa.kept, routed, [stack]), routing: { ...routed, dpt } };
}
