/**
 * Figure 7: the routing stack receives a packet from the network.
 *
 * A guard says what the routing stack may do by what it has been told. A SYN may still go to a target
 * whose last word is under way (R11, R12); it then comes back.
 */
import type { PacketEvent, Next } from './events.types.ts';
import type { Cluster, Key, Place, Vipa } from './state.types.ts';
import { isCandidate, isListed, targetsFor } from './tables.ts';
import type { StackName } from './vocabulary.types.ts';

type Packet<T extends PacketEvent['type']> = Extract<PacketEvent, { type: T }>;

/** The stack that may select and refuse now: who routes, or routed and has not heard otherwise. */
export function selects({ routing }: Vipa, stack: StackName): boolean {
  if (routing.is === 'routed') return routing.by === stack;
  return routing.is === 'inTransit' && routing.former === stack;
}

export function synRouted(cluster: Cluster, vipa: Vipa, event: Packet<'SynRouted'>): Next {
  const { stack, key, life, target, port, late } = event;
  if (!selects(vipa, stack)) return { refused: `${stack} does not route ${key}` }; // F7.140
  if (vipa.routing.is !== 'routed') return vipa; // by a superseded table, which nobody will ask for
  const { dpt, crt, list } = vipa.routing;
  const entry = crt[key];
  if (entry !== undefined) return { refused: `${key} has an entry already, to ${entry.stack}` }; // R1 E7
  if (!isListed(list, port)) return { refused: `port ${port} is not listed` }; // F7.140
  const mayBe = late.includes(target) && isCandidate(cluster, target, list);
  const isTarget = dpt[target]?.[port] !== undefined || mayBe;
  if (!isTarget) return { refused: `${target} is no current actual target for port ${port}` }; // F7.144
  return withEntry(vipa, key, { stack: target, life }); // F7.146 F7.150
}

/** A target gives a SYN back that it cannot accept: the choice is undone (R10, R11). */
export function synReturned(vipa: Vipa, event: Packet<'SynReturned'>): Next {
  const { stack, key, target } = event;
  if (vipa.routing.is !== 'routed' || vipa.routing.by !== stack) return vipa;
  const entry = vipa.routing.crt[key];
  if (entry === undefined) return vipa;
  if (vipa.connections[key] !== undefined) return { refused: `${key} lives on ${entry.stack}` };
  if (entry.stack !== target) return { refused: `${key} was sent to ${entry.stack}` };
  return withEntry(vipa, key, null);
}

export function synRefused(vipa: Vipa, event: Packet<'SynRefused'>): Next {
  const { stack, port, late } = event;
  if (!selects(vipa, stack)) return { refused: `${stack} refuses, and has no complete tables` }; // R3
  if (vipa.routing.is !== 'routed') return vipa;
  const open = targetsFor(vipa.routing.dpt, port).filter((name) => !late.includes(name));
  return open.length === 0 ? vipa : { refused: `${open.join()} listens on port ${port}` };
}

/** A segment of a living connection goes where the connection lives. */
export function segmentGiven(vipa: Vipa, event: Packet<'SegmentGiven'>): Next {
  const { stack, key, life } = event;
  const place = vipa.connections[key]; // F7.152: what the CRT has, since leadsHome holds (P1)
  if (place?.life !== life || place.stack === stack) return vipa; // F7.150
  return { refused: `${key} lives on ${place.stack}, not on ${stack}` };
}

/** A reset answers a segment of no living connection, and only complete tables can know that. */
export function segmentReset(vipa: Vipa, event: Packet<'SegmentReset'>): Next {
  const { stack, key, life } = event;
  if (!selects(vipa, stack))
    return { refused: `${stack} resets ${key}, and has no complete tables` }; // R2
  const place = vipa.connections[key];
  if (place?.life !== life) return vipa;
  return { refused: `${key} lives on ${place.stack}` };
}

export function withEntry(vipa: Vipa, key: Key, entry: Place | null): Vipa {
  if (vipa.routing.is !== 'routed') return vipa;
  const { [key]: _old, ...others } = vipa.routing.crt;
  const crt = entry === null ? others : { ...others, [key]: entry };
  return { ...vipa, routing: { ...vipa.routing, crt } };
}
