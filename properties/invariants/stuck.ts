/**
 * P3 at rest: nobody waits for an answer that never comes, though the DVIPA has an owner.
 *
 * Judged when nothing is under way and every end has sent again, by the endpoints alone. What one end of a
 * connection has sent, data, FIN or SYN-ACK, the other has acknowledged; a client that opens a connection is
 * accepted or refused; a stack that opens one is answered.
 */
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { connectionKey } from '../../impl/tables/crt.ts';
import type { Tcb } from '../../impl/tcp/tcp.types.ts';
import { clientEnd, describeLife, livesOf, livesOfKey, type Life } from './lives.ts';

/** What is stuck in a cluster at rest, one sentence each. */
export function stuckAtRest(state: Sysplex): readonly string[] {
  const clients = Object.values(state.clients).flatMap(({ connections }) =>
    Object.values(connections).filter((tcb) => isUnanswered(state, tcb)),
  );
  return [
    ...livesOf(state).flatMap((life) => waiting(state, life) ?? []),
    ...clients.map(({ local, remote }) => `${connectionKey(local, remote)} is never answered`),
  ];
}

function waiting(state: Sysplex, life: Life): string | null {
  const { tcb } = life;
  if (!isOwned(state, tcb.local.address)) return null;
  const end = clientEnd(state, life);
  if (end === null) {
    return tcb.state === 'SYN_SENT' ? `${describeLife(life)} is never answered` : null;
  }
  if (end.unacked.length > 0) return `what the client sends never reaches ${describeLife(life)}`;
  return tcb.unacked.length > 0 ? `what ${describeLife(life)} sends is never acknowledged` : null;
}

/** Does a client open a connection that an owner should accept or refuse, and has not? */
export function isUnanswered(state: Sysplex, { state: at, local, remote, iss }: Tcb): boolean {
  if (at !== 'SYN_SENT' || !isOwned(state, remote.address)) return false;
  const former = livesOfKey(state, connectionKey(local, remote));
  return !former.some((life) => blocks(life, iss));
}

/** A former life in TIME_WAIT answers a SYN that is older than itself, until its time is over (RFC 9293, 3.10.7.4). */
function blocks(life: Life, isn: number): boolean {
  const { tcb } = life;
  if (tcb.state !== 'TIME_WAIT') return false;
  return isn <= tcb.rcvNxt;
}

/** Somebody routes for the DVIPA. */
export function isOwned(state: Sysplex, dvipa: string): boolean {
  return (state.network.advertised[dvipa] ?? []).length > 0;
}
