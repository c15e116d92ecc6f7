/**
 * At rest everybody who has received a primary's list keeps it for a takeover (F6.134).
 *
 * Step by step the model sees to it (model/fig06-list-received.ts), but a run may begin where lists have been received:
 * its first state is judged here.
 */
import type { Cluster } from '../../model/state.types.ts';
import { isSameList } from '../../model/tables.ts';

/** Who does not keep the list that it has received, in a sentence; null when everybody does. */
export function unkept({ vipas }: Cluster): string | null {
  for (const [dvipa, { routing, kept }] of Object.entries(vipas)) {
    if (routing.is !== 'routed' || routing.as !== 'define') continue;
    const { by, list, received } = routing;
    const stack = received.find((name) => !isSameList(kept[name] ?? null, list));
    if (stack !== undefined)
      return `${stack} has received the list of ${by} for ${dvipa}, and keeps another`;
  }
  return null;
}
