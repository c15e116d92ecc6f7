/**
 * Figure 6: a stack receives a VIPA list, and from then on tells the routing stack who listens.
 */
import type { TargetEvent } from './events.types.ts';
import type { Cluster, Vipa } from './state.types.ts';
import { reported } from './tables.ts';

type ListReceived = Extract<TargetEvent, { type: 'ListReceived' }>;

/** The list of the stack that routes reaches another stack. A backup keeps it (F6.132, F6.134, F6.135). */
export function listReceived(
  cluster: Cluster,
  vipa: Vipa,
  { stack }: ListReceived, // F6.120 F6.122
): Vipa {
  if (vipa.routing.is !== 'routed') return vipa;
  const received = [...new Set([...vipa.routing.received, stack])].sort();
  const routed = { ...vipa.routing, received };
  const dpt = reported(cluster, vipa, routed, stack); // F6.124 F6.126 F6.128 F6.130
  return { ...vipa, routing: { ...routed, dpt } }; // F6.131 F6.133: the CRT has its connections already
}

/** An application binds and listens, or one of them ends: the tables follow at once. */
export function listenersChanged(
  cluster: Cluster,
  vipa: Vipa,
  { stack, port }: { readonly stack: string; readonly port: number },
  by: 1 | -1,
): Vipa {
  const { [port]: count = 0, ...others } = vipa.listeners[stack] ?? {};
  const next = count + by;
  const ports = next > 0 ? { ...others, [port]: next } : others;
  const { [stack]: _old, ...rest } = vipa.listeners;
  const listeners = Object.keys(ports).length > 0 ? { ...rest, [stack]: ports } : rest;
  const changed = { ...vipa, listeners }; // F6.128: now or later
  if (vipa.routing.is !== 'routed') return changed;
  const dpt = reported(cluster, changed, vipa.routing, stack); // F6.130 F8.160 F8.166
  return { ...changed, routing: { ...vipa.routing, dpt } }; // C7: no route of a connection goes
}
