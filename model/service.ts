/**
 * The top rung: what a client may observe of the whole cluster. One address, and behind it one host.
 *
 * A connection begins somewhere, stays there, and ends because one of its ends, or the death of its stack,
 * ended it. Nothing else is promised here, and nothing else may be seen.
 */
import type { Event, Refused } from './events.types.ts';
import type { Cluster, Key, Place } from './state.types.ts';

/** Where every connection lives. */
export type Service = Readonly<Record<Key, Place>>;

export function serviceOf({ vipas }: Cluster): Service {
  const all = Object.values(vipas).flatMap(({ connections }) => Object.entries(connections));
  return Object.fromEntries(all);
}

/** Is a step of the cluster one that a client may observe? Null, or the connection that suffered. */
export function serve(before: Service, event: Event, after: Service): Refused | null {
  for (const [key, place] of Object.entries(before)) {
    const now = after[key];
    if (now === place || mayEnd(event, key, place)) continue;
    if (now === undefined) return { refused: `${key} ended on ${place.stack} without a cause` };
    if (now.stack !== place.stack || now.life !== place.life) {
      return { refused: `${key} moved from ${place.stack} to ${now.stack}` };
    }
  }
  const isReset = event.type === 'SegmentReset' && before[event.key]?.life === event.life;
  if (isReset) return { refused: `${event.key} was reset` };
  const born = Object.keys(after).filter((key) => before[key] === undefined);
  const foreign = born.find((key) => !begins(event, key));
  return foreign === undefined ? null : { refused: `${foreign} began without a cause` };
}

/** Its own endpoint ends it, or its stack dies: nobody else. */
function mayEnd(event: Event, key: Key, place: Place): boolean {
  if (event.type === 'StackFailed') return event.stack === place.stack;
  if (event.type !== 'ConnectionEnded' && event.type !== 'ConnectionReplaced') return false;
  return event.key === key && event.stack === place.stack;
}

function begins(event: Event, key: Key): boolean {
  return (event.type === 'SynAccepted' || event.type === 'ConnectionOpened') && event.key === key;
}
