/**
 * The truth about connections, read from the TCP endpoints alone: an oracle never reads the table it
 * judges. A connection lives while its endpoint's stack is up and holds its control block.
 */
import type { Packet } from '../../impl/messages.types.ts';
import type { StackName } from '../../model/vocabulary.types.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { connectionKey, inboundKey } from '../../impl/tables/crt.ts';
import { isOfLife } from '../../impl/tcp/segments.ts';
import type { Tcb } from '../../impl/tcp/tcp.types.ts';

export interface Life {
  readonly stack: StackName;
  readonly incarnation: number;
  readonly key: string;
  readonly tcb: Tcb;
}

/** Every live connection of the cluster's stacks. */
export function livesOf(state: Sysplex): readonly Life[] {
  return Object.entries(state.stacks).flatMap(([stack, component]) =>
    component === null
      ? []
      : Object.entries(component.tcp.connections).map(([key, tcb]) => ({
          stack,
          incarnation: component.distribution.self.incarnation,
          key,
          tcb,
        })),
  );
}

/** The live connections of a 4-tuple, on whichever stacks. */
export function livesOfKey(state: Sysplex, key: string): readonly Life[] {
  return Object.entries(state.stacks).flatMap(([stack, component]) => {
    const tcb = component?.tcp.connections[key];
    if (tcb === undefined || component === null) return [];
    return [{ stack, incarnation: component.distribution.self.incarnation, key, tcb }];
  });
}

/**
 * Does an inbound segment belong to this life, by both ends' sequence numbers? A reset that answers a
 * segment of a dead life carries one number only, and another attempt with the same SYN may share it: it
 * belongs to what it answered, and is not judged.
 */
function belongsTo({ kind, seq, ack }: Packet, { tcb }: Life): boolean {
  if (kind === 'RST' && ack === null) return false;
  const answersThisLife = ack === null || isOfLife(tcb.iss, ack);
  return answersThisLife && (tcb.irs === null ? ack !== null : isOfLife(tcb.irs, seq));
}

/** The live connection that an inbound segment belongs to; null when there is none. */
export function lifeOfPacket(state: Sysplex, packet: Packet): Life | null {
  const lives = livesOfKey(state, inboundKey(packet));
  return lives.find((life) => belongsTo(packet, life)) ?? null;
}

/** The two ends of a connection see each other: its client's control block, if it still has one. */
export function clientEnd(state: Sysplex, { tcb }: Life): Tcb | null {
  const client = state.clients[tcb.remote.address];
  const end = client?.connections[connectionKey(tcb.local, tcb.remote)];
  if (end === undefined) return null;
  const isSameLife = end.iss === tcb.irs || (tcb.irs === null && end.irs === tcb.iss);
  return isSameLife ? end : null;
}

export function describeLife({ stack, key, tcb }: Life): string {
  return `connection ${key} (${tcb.state}) on ${stack}`;
}

export function describePacket({ source, destination, kind, seq, ack }: Packet): string {
  const acked = ack === null ? '' : ` ack=${ack}`;
  return `${kind} ${source.address}:${source.port}>${destination.address}:${destination.port} seq=${seq}${acked}`;
}
