/**
 * What a stack says of itself to an owner: the listeners that the list covers.
 *
 * Read first: the source on Figure 6 (blocks 128, 130). Reports are complete sets, so that a new owner
 * misses no port (R14, PI08005).
 */
import type { Srvstat } from '../messages.types.ts';
import { isListed, isTarget } from './lists.ts';
import type { Vipa } from './state.types.ts';
import type { Turn } from './turn.ts';

/** The complete set of listeners for a SRVSTAT; empty for a stack that is no candidate. */
export function listenersToReport(turn: Turn, vipa: Vipa): Srvstat['listeners'] {
  const distribution = vipa.claim?.distribution ?? null;
  if (!isTarget(distribution, turn.state.profile.xcf)) return [];
  // Ports are integer keys, which a record has in ascending order.
  return Object.entries(vipa.listeners)
    .map(([port, count]) => ({ port: Number(port), count }))
    .filter(({ port }) => isListed(distribution, port) && turn.rules.reportsListener(vipa, port));
}
