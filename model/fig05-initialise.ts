/**
 * Figure 5: a routing stack initialises. Its last blocks are also how every later owner begins to route
 * (Figures 9 to 11): one step, from the reports of all to complete tables.
 */
import type { OwnershipEvent, Refused } from './events.types.ts';
import { ownStatement } from './lists.ts';
import type { Cluster, Routed, Vipa } from './state.types.ts';
import { isSameList, reported } from './tables.ts';
import type { Address, StackName } from './vocabulary.types.ts';

type RoutingBegun = Extract<OwnershipEvent, { type: 'RoutingBegun' }>;

/** A stack whose profile defines the DVIPA may claim it at any time. */
export function mayClaimAsPrimary(cluster: Cluster, dvipa: Address, stack: StackName): boolean {
  const defines = cluster.stacks[stack]?.profile.defines ?? []; // F5.100
  return defines.some((entry) => entry.dvipa === dvipa); // F5.102: the claim is its broadcast list
}

/** Only a claimant begins, and only when whoever routed before has given way (R23). */
export function routingBegun(cluster: Cluster, vipa: Vipa, event: RoutingBegun): Vipa | Refused {
  const { dvipa, stack, as, list, received } = event;
  const { routing } = vipa;
  if (routing.is !== 'inTransit') return { refused: `${stack} has not claimed it` };
  const { claimants, former } = routing;
  const isResumed = former === stack && claimants.length === 0; // the claim died unheard
  if (!isResumed && !claimants.includes(stack)) return { refused: `${stack} has not claimed it` };
  if (!isResumed && former !== null) return { refused: `${former} still selects` };
  const own = ownStatement(cluster, dvipa, stack);
  if (own !== null && !isSameList(own, list)) return { refused: `${stack} has a list of its own` }; // F6.135

  const said = { list, received, dpt: {} };
  const dpt = received.reduce<Routed['dpt']>(
    (rows, target) => reported(cluster, vipa, { ...said, dpt: rows }, target),
    {},
  ); // F5.106 F5.108 F9.202 F9.206 F10.302: from the SRVSTATs
  const crt = vipa.connections; // F9.208 F9.210 F10.306 F10.308 F11.508 F12.526: from the NEWCONNs
  return { ...vipa, routing: { is: 'routed', by: stack, as, ...said, dpt, crt } }; // F9.204 F9.212
}
