/**
 * What must hold at rest, when nothing is under way any more: P3 and P5, by their own words and by the model's.
 *
 * The harness tries every connection and a new one at its end; here these are actions of the scope, so what they would
 * show is judged where they happen: a new connection that is refused although all is settled, and one end of a
 * living connection, or of a new one, that goes on trying in vain. A state has no memory of how a DVIPA came to be
 * active: that a plain backup has created one (P3) the refinement sees at the step of the claim.
 */
import type { Action } from '../../../impl/actions.types.ts';
import type { Packet } from '../../../impl/messages.types.ts';
import type { Happening, Sysplex, SysplexStepper } from '../../../impl/sysplex.types.ts';
import type { Tcb } from '../../../impl/tcp/tcp.types.ts';
import { pendingIn } from '../../../model/pending.ts';
import { emptyLedger } from '../../invariants/ledger.ts';
import { clientEnd, describeLife, livesOfKey } from '../../invariants/lives.ts';
import { reachableAgain } from '../../invariants/ownership.ts';
import { openServices } from '../../invariants/services.ts';
import { isOwned, isUnanswered } from '../../invariants/stuck.ts';
import { tablesTellTheTruth } from '../../invariants/tables.ts';
import { abstractionOf } from '../../refinement/abstract.ts';
import { unkept } from '../../refinement/kept.ts';

/** What is left undone in a cluster at rest; null when nothing is. */
export function leftUndone(step: SysplexStepper, state: Sysplex): string | null {
  const quiet = { step, state, isQuiet: true, unreachable: [], ledger: emptyLedger };
  const cluster = abstractionOf(step, state);
  return (
    pendingIn(cluster) ??
    unkept(cluster) ??
    reachableAgain.witness(quiet, () => undefined) ??
    tablesTellTheTruth.witness(quiet, () => undefined)
  );
}

/** P3: with nothing under way between the stacks, a new connection is refused though a candidate listens. */
export function refusedAtRest(before: Sysplex, happenings: readonly Happening[]): string | null {
  const { channels, notices } = before.medium;
  if (Object.keys(channels).length > 0 || Object.keys(notices).length > 0) return null;
  for (const { output } of happenings) {
    if (output.type !== 'Reset' || output.reason !== 'NoListeningCandidate') continue;
    const service = serviceOf(before, output.packet.destination);
    if (service === undefined) continue;
    const { dvipa, port, candidates } = service;
    return `a new connection to ${dvipa}:${port} is refused, though ${candidates.join()} listens`;
  }
  return null;
}

function serviceOf(state: Sysplex, { address, port }: Packet['destination']) {
  return openServices(state).find((one) => one.dvipa === address && one.port === port);
}

/** At rest but for an end that sends again and again: is there somebody who should hear it? */
export function inVain(state: Sysplex, action: Action): string | null {
  if (action.do !== 'Tcp') return null;
  const client = state.clients[action.at]?.connections[action.connection];
  if (client !== undefined) return clientInVain(state, client);
  const tcb = state.stacks[action.at]?.tcp.connections[action.connection];
  if (tcb === undefined || !isOwned(state, tcb.local.address)) return null;
  const end = state.clients[tcb.remote.address]?.connections[keyOf(tcb)];
  if (tcb.state !== 'SYN_SENT' && end?.iss !== tcb.irs) return null;
  return `${action.at} sends ${action.connection} again and again, and is not answered`;
}

/** An outgoing life that is still in SYN_SENT knows no number of its client's: it is found by its own. */
function clientInVain(state: Sysplex, tcb: Tcb): string | null {
  const { remote } = tcb;
  const key = keyOf(tcb);
  if (tcb.state === 'SYN_SENT') {
    if (!isUnanswered(state, tcb)) return null;
    const candidates = serviceOf(state, remote)?.candidates ?? [];
    return candidates.length === 0
      ? `${key} is never refused, though nobody listens`
      : `${key} is never answered, though ${candidates.join()} listens`;
  }
  const life = livesOfKey(state, key).find((one) => clientEnd(state, one) !== null);
  if (life === undefined || !isOwned(state, remote.address)) return null;
  return `the client's data no longer reaches ${describeLife(life)}`;
}

/** The key of the same connection at its other end. */
function keyOf({ local, remote }: Tcb): string {
  return `${local.address}:${local.port}>${remote.address}:${remote.port}`;
}
