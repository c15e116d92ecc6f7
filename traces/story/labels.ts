/**
 * Messages, packets and notices as a few words, for pictures and lists.
 */
import { match } from 'ts-pattern';
import type { ConnectionReport, Envelope, Packet, XcfBody } from '../../impl/messages.types.ts';
import type { Notice } from '../../impl/xcf/medium.ts';
import type { Epoch, Socket } from '../../model/vocabulary.types.ts';

/** What travels: a message over XCF, a packet of the network, a notice of the membership service. */
export type Cargo =
  | { readonly kind: 'message'; readonly envelope: Envelope }
  | { readonly kind: 'packet'; readonly packet: Packet }
  | { readonly kind: 'notice'; readonly notice: Notice };

export function cargoLabel(cargo: Cargo): string {
  return match(cargo)
    .with({ kind: 'message' }, ({ envelope }) => bodyLabel(envelope.body))
    .with({ kind: 'packet' }, ({ packet }) => packetName(packet))
    .with({ kind: 'notice' }, ({ notice }) => noticeLabel(notice))
    .exhaustive();
}

/** The message's name on the wire, and what it is about. */
function bodyLabel(body: XcfBody): string {
  return match(body)
    .with({ type: 'VIPA_list' }, ({ claims }) =>
      claims.length === 0
        ? 'VIPA_list without a claim'
        : `VIPA_list claims ${claims.map(({ dvipa, epoch }) => `${dvipa} (${epochLabel(epoch)})`).join(', ')}`,
    )
    .with({ type: 'SRVSTAT' }, ({ dvipa, listeners }) => {
      const ports = listeners.map(({ port, count }) => `port ${port} ×${count}`);
      return `SRVSTAT ${dvipa}: ${ports.length === 0 ? 'nobody listens' : ports.join(', ')}`;
    })
    .with({ type: 'NEWCONN' }, ({ dvipa, connections, end, reporter }) => {
      const said = connections.map(reportLabel);
      const parts = [...said, ...(end === null ? [] : ['end of the snapshot'])];
      const as = reporter === 'router' ? ' (as routed)' : '';
      return `NEWCONN ${dvipa}${as}: ${parts.length === 0 ? 'nothing' : parts.join(', ')}`;
    })
    .with({ type: 'TERMCONN' }, ({ connection }) => `TERMCONN ${reportLabel(connection)}`)
    .with({ type: 'DVIPA' }, ({ dvipa, intent }) =>
      intent === 'takeback' ? `DVIPA ${dvipa}: give it back` : `DVIPA ${dvipa}: I route it`,
    )
    .with({ type: 'routed' }, ({ packet, choice }) => `${packetName(packet)} (${choice})`)
    .with({ type: 'redirected' }, ({ packet }) => `${packetName(packet)} (to the owner)`)
    .with({ type: 'returned' }, ({ packet }) => `${packetName(packet)} (given back)`)
    .exhaustive();
}

/** `SYN C1:1001>DVA1:60`. */
export function packetName({ kind, source, destination }: Packet): string {
  return `${kind} ${socketName(source)}>${socketName(destination)}`;
}

export function socketName({ address, port }: Socket): string {
  return `${address}:${port}`;
}

/** Who has claimed, and how high. */
export function epochLabel({ number, stack }: Epoch): string {
  return `epoch ${number} of ${stack}`;
}

function noticeLabel({ type, member }: Notice): string {
  const life = `${member.stack} (incarnation ${member.incarnation})`;
  return type === 'MemberJoined' ? `${life} has joined` : `${life} has left`;
}

function reportLabel({ remote, local, target }: ConnectionReport): string {
  return `${socketName(remote)}>${socketName(local)} on ${target.stack}`;
}
