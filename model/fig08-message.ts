/**
 * Figure 8: what the routing stack hears of connections, at the moment in which it is said.
 *
 * SRVSTAT (F8.166) stands with the applications in Figure 6; which message it is (F8.160) step.ts asks.
 */
import type { ConnectionEvent, Next } from './events.types.ts';
import { withEntry } from './fig07-packet.ts';
import type { Place, Vipa } from './state.types.ts';
import { isListed, without } from './tables.ts';

type Connection<T extends ConnectionEvent['type']> = Extract<ConnectionEvent, { type: T }>;

/** A target accepts the SYN that was routed to it: its entry stands already (F7.146). */
export function synAccepted(vipa: Vipa, event: Connection<'SynAccepted'>): Next {
  const { stack, key, life, port } = event;
  const other = vipa.connections[key];
  if (other !== undefined) return { refused: `${key} lives on ${other.stack}` }; // S6
  if ((vipa.listeners[stack]?.[port] ?? 0) === 0) return { refused: `nobody listens on ${stack}` };
  const { routing } = vipa;
  const accepted = withConnection(vipa, key, { stack, life });
  if (routing.is !== 'routed') return accepted;

  const entry = routing.crt[key]; // R38: it is asked before the list
  if (entry?.stack === stack && entry.life === life) return accepted;
  const isLocal = entry === undefined && routing.by === stack && !isListed(routing.list, port);
  if (isLocal) return withEntry(accepted, key, { stack, life }); // F7.140: its own business
  return { refused: `${routing.by} did not choose ${stack} for ${key}` }; // R4
}

/** An application opens a connection with the DVIPA as its source: NEWCONN (C15, R39). */
export function connectionOpened(vipa: Vipa, event: Connection<'ConnectionOpened'>): Next {
  const { stack, key, life } = event;
  const other = vipa.connections[key];
  if (other !== undefined) return { refused: `${key} lives on ${other.stack}` };
  return withEntry(withConnection(vipa, key, { stack, life }), key, { stack, life }); // F8.164
}

/** A new life of a 4-tuple on the same stack takes the place of the former one: NEWCONN (R8). */
export function connectionReplaced(vipa: Vipa, event: Connection<'ConnectionReplaced'>): Next {
  const { stack, key, life } = event;
  const place = vipa.connections[key];
  if (place?.stack !== stack) return { refused: `${key} does not live on ${stack}` };
  return withEntry(withConnection(vipa, key, { stack, life }), key, { stack, life }); // F8.164
}

/** The endpoint has ended it: TERMCONN. */
export function connectionEnded(vipa: Vipa, event: Connection<'ConnectionEnded'>): Next {
  const { stack, key, life } = event;
  const place = vipa.connections[key];
  if (place?.stack !== stack || place.life !== life) {
    return { refused: `${key} (${life}) does not live on ${stack}` };
  }
  return withEntry({ ...vipa, connections: without(vipa.connections, key) }, key, null); // F8.162
}

function withConnection(vipa: Vipa, key: string, place: Place): Vipa {
  return { ...vipa, connections: { ...vipa.connections, [key]: place } };
}
