/**
 * The queues of a cluster: channels and notices are read from the front; of packets in flight, any may be next.
 */
import type { Packet } from '../../../impl/messages.types.ts';
import { packetLabel } from '../../../impl/network/network.ts';
import type { Topology } from '../../../impl/sysplex.types.ts';
import { canonical } from '../encoding.ts';
import type { Queue } from '../local-system.types.ts';
import { channelsFrom, stackNames } from './cell-parts.ts';
import { bag } from './split.ts';

export function queuesOf(topology: Topology): readonly Queue[] {
  const stacks = stackNames(topology);
  return [
    ...stacks.flatMap((from) => channelsFrom(stacks, from).map(fifo)),
    ...stacks.map((name) => fifo(`notices ${name}`)),
    ...['to the cluster', 'to clients'].map(flight),
  ];
}

function fifo(position: string): Queue {
  return {
    position,
    takes: (value) => {
      const [first, ...rest] = value as readonly unknown[];
      return first === undefined ? [] : [[first, rest]];
    },
    with: (value, items) => [...(value as readonly unknown[]), ...items],
    added: (value, other) => {
      const before = (value as readonly unknown[]).map(canonical);
      const after = (other as readonly unknown[]).map(canonical);
      const isFront = before.every((text, at) => text === after[at]);
      return isFront ? (other as readonly unknown[]).slice(before.length) : null;
    },
  };
}

/** Of packets with one label, the first in their order stands for all: it is what an action names. */
function flight(position: string): Queue {
  return {
    position,
    takes: (value) => {
      const packets = value as readonly Packet[];
      const first = new Map<string, number>();
      packets.forEach((packet, at) => {
        const label = packetLabel(packet);
        if (!first.has(label)) first.set(label, at);
      });
      return [...first.values()].map((at) => [
        packets[at],
        packets.filter((_, other) => other !== at),
      ]);
    },
    with: (value, items) => bag([...(value as readonly Packet[]), ...(items as readonly Packet[])]),
    added: (value, other) => {
      const before = (value as readonly Packet[]).map(canonical);
      const added = (other as readonly Packet[]).filter((packet) => {
        const at = before.indexOf(canonical(packet));
        if (at !== -1) before.splice(at, 1);
        return at === -1;
      });
      return before.length === 0 ? added : null;
    },
  };
}
