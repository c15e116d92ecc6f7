/**
 * What travels in a story: which step sent it, which step brought it, and what is still under way.
 *
 * Read from the states alone: a message, packet or notice is one object from its sending to its arrival, so whatever
 * a mutant does around the cluster is seen as it is.
 */
import type { Action } from '../../impl/actions.types.ts';
import { findPacket } from '../../impl/network/network.ts';
import type { Packet } from '../../impl/messages.types.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { channelName } from '../../impl/xcf/medium.ts';
import type { Cargo } from './labels.ts';
import type { Moment, Story } from './story.ts';

/** One way of one thing. `from` and `to` are stacks or clients; null is nobody that the picture shows. */
export interface Hop {
  readonly cargo: Cargo;
  readonly from: string | null;
  readonly to: string | null;
  /** The step that sent it; 0 when it was under way before the first. */
  readonly left: number;
  /** The step that brought it. */
  readonly came: number;
  readonly fate: 'arrived' | 'queued' | 'read' | 'lost' | 'doubled';
}

/** Something under way in a state. */
export interface Waiting {
  readonly cargo: Cargo;
  /** The channel `A>B`, `queue of A`, `notices of A`, `to the cluster` or `to the clients`. */
  readonly where: string;
  readonly left: number;
}

export interface Journeys {
  /** What the step of this number took from a channel, a queue or the network; null if it took nothing. */
  readonly hopOf: (moment: number) => Hop | null;
  /** What is under way after the step of this number, oldest first; 0 is the start. */
  readonly waitingAfter: (moment: number) => readonly Waiting[];
  /** What the step of this number has put under way. */
  readonly sentBy: (moment: number) => readonly Waiting[];
}

/** The stack or client that a step happens at; null for what the network does alone. */
function actorOf(action: Action): string | null {
  switch (action.do) {
    case 'DeliverNotice':
    case 'DeliverXcf':
    case 'InjectMessage':
      return action.to;
    case 'Connect':
      return action.client;
    case 'Tcp':
      return action.at;
    case 'DeliverPacket':
    case 'DeliverToClient':
    case 'LosePacket':
    case 'DuplicatePacket':
    case 'LearnRoute':
      return null;
    default:
      return action.stack;
  }
}

export function journeysOf(story: Story): Journeys {
  const { start, moments } = story;
  const left = new Map<object, number>();
  const note = (state: Sysplex, number: number): void => {
    for (const { cargo } of underWay(state)) {
      const item = itemOf(cargo);
      if (!left.has(item)) left.set(item, number);
    }
  };
  note(start, 0);
  for (const { after, number } of moments) note(after, number);

  const leftAt = (cargo: Cargo): number => left.get(itemOf(cargo)) ?? 0;
  const stateAfter = (number: number): Sysplex => moments[number - 1]?.after ?? start;
  const waitingAfter = (number: number): readonly Waiting[] =>
    underWay(stateAfter(number)).map((found) => ({ ...found, left: leftAt(found.cargo) }));
  const senderOf = (packet: Packet): string | null => {
    const moment = moments[leftAt({ kind: 'packet', packet }) - 1];
    return moment === undefined ? packet.source.address : actorNow(moment);
  };
  const hops = moments.map((moment): Hop | null => {
    const hop = takenBy(moment, senderOf);
    return hop === null ? null : { ...hop, left: leftAt(hop.cargo), came: moment.number };
  });
  return {
    hopOf: (number) => hops[number - 1] ?? null,
    waitingAfter,
    sentBy: (number) =>
      number === 0 ? [] : waitingAfter(number).filter((waiting) => waiting.left === number),
  };
}

/** As `actorOf`, and for a delivery to a client that client: it answers in the same step. */
export function actorNow({ action, before }: Moment): string | null {
  if (action.do !== 'DeliverToClient') return actorOf(action);
  const client = findPacket(before.network, 'toClients', action.packet)?.destination.address ?? '';
  return client in before.clients ? client : null;
}

function itemOf(cargo: Cargo): object {
  if (cargo.kind === 'message') return cargo.envelope;
  return cargo.kind === 'packet' ? cargo.packet : cargo.notice;
}

function underWay(state: Sysplex): readonly Omit<Waiting, 'left'>[] {
  const { medium, network, stacks } = state;
  const packets = (where: string, all: readonly Packet[]) =>
    all.map((packet) => ({ where, cargo: { kind: 'packet', packet } as const }));
  return [
    ...Object.entries(medium.notices).flatMap(([name, notices]) =>
      notices.map((notice) => ({
        where: `notices of ${name}`,
        cargo: { kind: 'notice', notice } as const,
      })),
    ),
    ...Object.entries(medium.channels).flatMap(([where, envelopes]) =>
      envelopes.map((envelope) => ({ where, cargo: { kind: 'message', envelope } as const })),
    ),
    ...Object.entries(stacks).flatMap(([name, stack]) =>
      packets(`queue of ${name}`, stack?.queue ?? []),
    ),
    ...packets('to the cluster', network.toCluster),
    ...packets('to the clients', network.toClients),
  ];
}

type Taken = Pick<Hop, 'cargo' | 'from' | 'to' | 'fate'>;

function takenBy(moment: Moment, senderOf: (packet: Packet) => string | null): Taken | null {
  const { action, before, after } = moment;
  switch (action.do) {
    case 'DeliverXcf': {
      const { from, to } = action;
      const envelope = before.medium.channels[channelName(from, to)]?.[0];
      if (envelope === undefined) return null;
      return { cargo: { kind: 'message', envelope }, from, to, fate: 'arrived' };
    }
    case 'DeliverNotice': {
      const notice = before.medium.notices[action.to]?.[0];
      if (notice === undefined) return null;
      return { cargo: { kind: 'notice', notice }, from: null, to: action.to, fate: 'arrived' };
    }
    case 'ReadQueue': {
      const { stack: to } = action;
      const packet = before.stacks[to]?.queue[0];
      if (packet === undefined) return null;
      return { cargo: { kind: 'packet', packet }, from: null, to, fate: 'read' };
    }
    case 'DeliverPacket': {
      const packet = findPacket(before.network, 'toCluster', action.packet);
      if (packet === undefined) return null;
      const holds = (state: Sysplex, name: string): number => state.stacks[name]?.queue.length ?? 0;
      const to = Object.keys(after.stacks).find((name) => holds(after, name) > holds(before, name));
      const cargo = { kind: 'packet', packet } as const;
      const fate = to === undefined ? 'lost' : 'queued';
      return { cargo, from: senderOf(packet), to: to ?? null, fate };
    }
    case 'DeliverToClient': {
      const packet = findPacket(before.network, 'toClients', action.packet);
      if (packet === undefined) return null;
      const to = actorNow(moment);
      const fate = to === null ? 'lost' : 'arrived';
      return { cargo: { kind: 'packet', packet }, from: senderOf(packet), to, fate };
    }
    case 'LosePacket':
    case 'DuplicatePacket': {
      const { network } = before;
      const packet =
        findPacket(network, 'toCluster', action.packet) ??
        findPacket(network, 'toClients', action.packet);
      if (packet === undefined) return null;
      const fate = action.do === 'LosePacket' ? 'lost' : 'doubled';
      return { cargo: { kind: 'packet', packet }, from: senderOf(packet), to: null, fate };
    }
    default:
      return null;
  }
}
