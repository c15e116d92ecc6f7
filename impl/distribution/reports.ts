/**
 * What a stack says of itself to an owner: the listeners that the list covers.
 *
 * Read first: the source on Figure 6 (blocks 128, 130). Reports are complete sets, so that a new owner
 * misses no port (R14, PI08005).
 */
import type { Srvstat } from '../messages.types.ts';
import { isCandidate, isListed } from './lists.ts';
import type { Vipa } from './state.types.ts';
import type { Turn } from './turn.ts';

/** The complete set of listeners for a SRVSTAT; empty for a stack that is no candidate. */
export function listenersToReport(turn: Turn, vipa: Vipa): Srvstat['listeners'] {
  if (!isCandidate(turn.state, vipa)) return [];
  const distribution = vipa.claim?.distribution ?? null;
  return Object.keys(vipa.listeners)
    .map(Number)
    .filter((port) => isListed(distribution, port) && turn.rules.reportsListener(vipa, port))
    .sort((a, b) => a - b)
    .map((port) => ({ port, count: vipa.listeners[port] ?? 0 }));
}
