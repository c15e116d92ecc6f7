/**
 * The model's events about packets and connections (Figures 7 and 8) in what happened in one step.
 */
import type { Selected } from '../../impl/distribution/inputs.types.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import type { StackOutput } from '../../impl/stack.ts';
import { connectionKey, inboundKey } from '../../impl/tables/crt.ts';
import { nextOn } from '../../impl/xcf/medium.ts';
import type { ConnectionEvent, Event, PacketEvent } from '../../model/events.types.ts';
import type { Packet } from '../../impl/messages.types.ts';
import type { Cluster } from '../../model/state.types.ts';
import { vipaOf } from '../../model/tables.ts';
import type { Address, StackName } from '../../model/vocabulary.types.ts';
import { lifeOfPacket } from '../invariants/lives.ts';
import { lifeOf } from './abstract.ts';
import type { Step } from './step.types.ts';
import { lateFor } from './flush.ts';

export function trafficEvents(step: Step, from: Cluster, to: Cluster): readonly Event[] {
  const { before, happenings } = step;
  const events: Event[] = [...returned(step)];
  const last = happenings.findLast(({ output }) => output.type === 'Selected')?.output;
  for (const { at, output } of happenings) {
    if (!(at in before.stacks)) continue;
    // In its place: what has ended in the same step, before it, has made room for it (R8).
    if (output.type === 'Selected' && output === last) {
      events.push(...routedSyn(step, from, to, { at, output }));
    }
    events.push(...packetEvents(step, from, at, output), ...connectionEvents(at, output));
  }
  return events;
}

/** A SYN that came back to the stack that chose its target, and was not ignored there. */
function returned({ before, action, happenings }: Step): readonly PacketEvent[] {
  if (action.do !== 'DeliverXcf') return [];
  const body = nextOn(before.medium, action.from, action.to)?.body;
  if (body?.type !== 'returned' || happenings.some(({ output }) => output.type === 'Ignore')) {
    return [];
  }
  const { packet } = body;
  return [{ type: 'SynReturned', ...ofPacket(action.to, packet), target: action.from }];
}

function ofPacket(stack: StackName, packet: Packet) {
  const dvipa = packet.destination.address;
  return { dvipa, stack, key: inboundKey(packet), life: `client ${packet.seq}` };
}

/** The choice that stands at the end of the step: an owner's own TCP may have given one back. */
function routedSyn(
  { before }: Step,
  from: Cluster,
  to: Cluster,
  { at, output }: { readonly at: StackName; readonly output: Selected },
): readonly PacketEvent[] {
  const { packet, target } = output;
  const of = ofPacket(at, packet);
  const { routing } = vipaOf(to, of.dvipa);
  const isUndone = routing.is === 'routed' && routing.crt[of.key]?.stack !== target.stack;
  if (isUndone) return [];
  const { port } = packet.destination;
  const late = lateTargets(before, from, at, of.dvipa);
  return [{ type: 'SynRouted', ...of, target: target.stack, port, late }];
}

function packetEvents(
  { before }: Step,
  from: Cluster,
  at: StackName,
  output: StackOutput,
): readonly PacketEvent[] {
  if (output.type !== 'Deliver' && output.type !== 'Reset') return [];
  const { packet } = output;
  const of = { dvipa: packet.destination.address, stack: at };
  const events: PacketEvent[] = [];
  // By what the packet is, not by what the stack calls its reason.
  if (output.type === 'Reset' && packet.kind === 'SYN') {
    const { port } = packet.destination;
    const late = lateTargets(before, from, at, of.dvipa);
    events.push({ type: 'SynRefused', ...of, port, late });
  }
  const life = lifeOfPacket(before, packet);
  const type = output.type === 'Reset' ? 'SegmentReset' : 'SegmentGiven';
  if (life !== null) events.push({ type, ...of, key: life.key, life: lifeOf(life.tcb) });
  else if (type === 'SegmentReset') {
    events.push({ type, ...of, key: inboundKey(packet), life: 'of no living connection' });
  }
  return events;
}

/** Whose last word is under way to the routing stack, or who has not received its list yet. */
function lateTargets(before: Sysplex, from: Cluster, at: StackName, dvipa: Address) {
  const { routing } = vipaOf(from, dvipa);
  const received = routing.is === 'routed' ? routing.received : [];
  const behind = Object.keys(from.stacks).filter((name) => !received.includes(name));
  return [...new Set([...lateFor(before, at, dvipa), ...behind])].sort();
}

function connectionEvents(at: StackName, output: StackOutput): readonly ConnectionEvent[] {
  if (output.type !== 'Opened' && output.type !== 'Ended') return [];
  const { tcb } = output;
  const { address: dvipa, port } = tcb.local;
  const of = { dvipa, stack: at, key: connectionKey(tcb.remote, tcb.local), life: lifeOf(tcb) };
  if (output.type === 'Ended') {
    return output.reason === 'replaced' ? [] : [{ type: 'ConnectionEnded', ...of }];
  }
  if (tcb.isOutgoing) return [{ type: 'ConnectionOpened', ...of }];
  return [
    output.replaces ? { type: 'ConnectionReplaced', ...of } : { type: 'SynAccepted', ...of, port },
  ];
}
