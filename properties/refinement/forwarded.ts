/**
 * What Figure 7 forwards and a stack drops: to the model a packet that nobody answers is nothing at all, so that a
 * routing stack which loses some of them would pass for one that waits (F7.150).
 *
 * Judged where nothing is under way to the routing stack: what it knows then is what it has been told.
 */
import type { Packet } from '../../impl/messages.types.ts';
import type { StackOutput } from '../../impl/stack.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { inboundKey } from '../../impl/tables/crt.ts';
import type { Cluster, Routed, Vipa } from '../../model/state.types.ts';
import { isListed, targetsFor, vipaOf } from '../../model/tables.ts';
import type { StackName } from '../../model/vocabulary.types.ts';
import { describePacket } from '../invariants/lives.ts';
import type { Step } from './step.types.ts';

/** What becomes of a packet, wherever it goes. */
const ANSWERS: readonly StackOutput['type'][] = [
  'Send',
  'Deliver',
  'Reset',
  'Transmit',
  'RejectSyn',
];

/** A packet that the routing stack should have forwarded, or served itself; null where it did. */
export function notForwarded({ before, action, happenings }: Step, from: Cluster): string | null {
  if (action.do !== 'ReadQueue' || isSpokenTo(before, action.stack)) return null;
  const packet = before.stacks[action.stack]?.queue[0];
  if (packet === undefined) return null;
  const vipa = vipaOf(from, packet.destination.address);
  const { routing } = vipa;
  if (routing.is !== 'routed' || routing.by !== action.stack) return null;
  const done = happenings.map(({ output }) => output.type).filter((type) => ANSWERS.includes(type));
  // Refusals by a list are judged by the model (SynRefused): here what no list distributes.
  const isOwn = packet.kind === 'SYN' && !isListed(routing.list, packet.destination.port);
  const isRefused = isOwn && done.includes('Reset') && !done.includes('Deliver');
  if (done.length > 0 && !isRefused) return null;
  const way = wayOf(vipa, routing, packet);
  if (way === null) return null;
  return `${action.stack} ${isRefused ? 'refuses' : 'drops'} ${describePacket(packet)}, which goes to ${way}`;
}

function isSpokenTo({ medium }: Sysplex, stack: StackName): boolean {
  if ((medium.notices[stack] ?? []).length > 0) return true;
  return Object.keys(medium.channels).some((name) => name.endsWith(`>${stack}`));
}

/** Where a packet goes by complete tables: by its row, to a listener, or to the owner itself; null where nowhere. */
function wayOf(vipa: Vipa, routing: Routed, packet: Packet): StackName | null {
  const key = inboundKey(packet);
  const place = vipa.connections[key];
  const entry = routing.crt[key];
  if (packet.kind !== 'SYN') {
    return place !== undefined && entry?.stack === place.stack ? place.stack : null;
  }
  if (entry !== undefined) return entry.stack;
  const { port } = packet.destination;
  if (isListed(routing.list, port)) return targetsFor(routing.dpt, port)[0] ?? null;
  return vipa.listeners[routing.by]?.[port] === undefined ? null : routing.by;
}
