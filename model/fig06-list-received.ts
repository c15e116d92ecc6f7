/**
 * Figure 6: a stack receives a VIPA list, and from then on tells the routing stack who listens.
 */
import type { List } from './config.types.ts';
import type { Next, TargetEvent } from './events.types.ts';
import type { Cluster, Routed, Vipa } from './state.types.ts';
import { reported, without } from './tables.ts';
import type { StackName } from './vocabulary.types.ts';

type Target<T extends TargetEvent['type']> = Extract<TargetEvent, { type: T }>;
type Kept = Vipa['kept'];

/**
 * The list of the stack that routes reaches another stack, which holds the DVIPA from then on. The
 * connections of that stack (F6.131, F6.133) are in the CRT since RoutingBegun (fig05-initialise.ts), and
 * whether it is a backup (F6.132) is asked when it claims: until then every stack keeps the list.
 */
export function listReceived(cluster: Cluster, vipa: Vipa, event: Target<'ListReceived'>): Vipa {
  const { stack } = event; // F6.120
  if (vipa.routing.is !== 'routed') return vipa; // F6.122: no list is in force
  const received = [...new Set([...vipa.routing.received, stack])].sort(); // F6.126
  const routed = { ...vipa.routing, received };
  const dpt = reported(cluster, vipa, routed, stack); // F6.124 F6.128 F6.130
  const kept = keptBy(vipa.kept, routed, [stack]); // F6.134
  return { ...vipa, kept, routing: { ...routed, dpt } };
}

/** The list of a primary they keep that hear it; what another owner keeps, who keeps none: theirs may be newer. */
export function keptBy(kept: Kept, { by, as, list }: Routed, stacks: readonly StackName[]): Kept {
  const said = as === 'define' ? list : (kept[by] ?? null);
  const hearers = stacks.filter((stack) => as === 'define' || kept[stack] === undefined);
  return hearers.reduce((all, stack) => withList(all, stack, said), kept);
}

/** What a primary has said may reach a stack before anybody routes by it, and after the primary is gone. */
export function listKept(vipa: Vipa, { stack, list }: Target<'ListKept'>): Vipa {
  return { ...vipa, kept: withList(vipa.kept, stack, list) };
}

export function withList(kept: Kept, stack: StackName, list: List): Kept {
  return list === null ? without(kept, stack) : { ...kept, [stack]: list }; // F6.134
}

/** An application binds and listens, or one of them ends: the tables follow at once. */
export function listenersChanged(
  cluster: Cluster,
  vipa: Vipa,
  { stack, port }: Target<'ApplicationBound' | 'ApplicationEnded'>,
  by: 1 | -1,
): Next {
  const { [port]: count = 0, ...others } = vipa.listeners[stack] ?? {};
  const next = count + by;
  if (next < 0) return { refused: `nobody listens on port ${port} of ${stack}` };
  const ports = next > 0 ? { ...others, [port]: next } : others;
  const rest = without(vipa.listeners, stack);
  const listeners = Object.keys(ports).length > 0 ? { ...rest, [stack]: ports } : rest;
  const changed = { ...vipa, listeners }; // F6.128: now or later
  if (vipa.routing.is !== 'routed') return changed;
  const dpt = reported(cluster, changed, vipa.routing, stack); // F6.130 F8.166
  return { ...changed, routing: { ...vipa.routing, dpt } }; // C7: no route of a connection goes
}
