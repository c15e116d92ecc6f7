/**
 * Which landmarks one step reached: read from what happened and from the states around it.
 *
 * Left out: what a landmark means and how often it must be seen, which stands in landmarks.ts.
 */
import type { Happening, Sysplex } from '../../impl/sysplex.types.ts';
import { connectionKey, inboundKey } from '../../impl/tables/crt.ts';
import type { Crt, CrtRow } from '../../impl/tables/crt.types.ts';
import { rowsOf } from '../../impl/tables/crt-rows.ts';
import { select } from '../../impl/tables/selection.ts';
import type { Vipa } from '../../impl/distribution/state.types.ts';
import type { Selected } from '../../impl/distribution/inputs.types.ts';
import type { Packet, XcfBody } from '../../impl/messages.types.ts';
import type { StackName } from '../../model/vocabulary.types.ts';
import { landmarkOfAction } from './landmark-actions.ts';
import { ownershipLandmarks } from './landmark-ownership.ts';
import type { Observation } from './promise.types.ts';

export type Step = Omit<Observation, 'ledger' | 'step'>;

/** The landmarks that one step reached; one may be named twice. */
export function landmarksOf(step: Step): readonly string[] {
  const seen = [...landmarkOfAction(step), ...step.happenings.flatMap((one) => ofOne(step, one))];
  if (hasBatches(step.happenings)) seen.push('batches');
  if (step.before.stacks !== step.after.stacks) seen.push(...ownershipLandmarks(step));
  return seen;
}

function ofOne({ action, before, after }: Step, { at, output }: Happening): readonly string[] {
  switch (output.type) {
    case 'Opened':
      return output.replaces ? ['reuse'] : [];
    case 'Established':
      return after.stacks[at]?.tcp.connections[output.key]?.isOutgoing === true ? ['outgoing'] : [];
    case 'Send':
      return sent(before, at, output.envelope.body);
    case 'Reset':
      return [output.reason === 'NoListeningCandidate' ? 'refused' : 'resetOfTheDead'];
    case 'Ignore':
      if (action.do !== 'DeliverXcf') return [];
      if (output.reason === 'SenderHasLeft') return ['lateFromDead'];
      return output.reason === 'StaleEpoch' ? ['staleEpoch'] : [];
    case 'Deliver': {
      const { packet } = output;
      const known = before.stacks[at]?.tcp.connections[inboundKey(packet)];
      return packet.kind === 'SYN' && known?.irs === packet.seq ? ['synAgain'] : [];
    }
    case 'DeleteAddress':
      return ['addressDeleted'];
    case 'Selected':
      return selection(before, at, output);
    default:
      return [];
  }
}

function sent(state: Sysplex, at: string, body: XcfBody): readonly string[] {
  if (body.type === 'redirected') return ['redirected'];
  if (body.type === 'returned') return ['givenBack'];
  return body.type === 'routed' && followsRebuilt(state, at, body.packet) ? ['rebuiltRoute'] : [];
}

function rowOf(crt: Crt, key: string): CrtRow | undefined {
  return rowsOf(crt).find(({ remote, local }) => connectionKey(remote, local) === key);
}

/** An incoming connection's route knows the number of its endpoint only if that one has reported it. */
function followsRebuilt({ stacks }: Sysplex, owner: string, packet: Packet): boolean {
  const role = stacks[owner]?.distribution.vipas[packet.destination.address]?.role;
  if (packet.kind !== 'DATA' || role?.is !== 'owner') return false;
  const { localIsn = null, remoteIsn = null } = rowOf(role.crt, inboundKey(packet)) ?? {};
  return localIsn !== null && remoteIsn !== null;
}

function selection(state: Sysplex, owner: string, selected: Selected): readonly string[] {
  const { candidates, packet, retry } = selected;
  const isUnequal = candidates.some(({ weight }) => weight !== candidates[0]?.weight);
  if (!isUnequal || retry) return [];
  const vipa = state.stacks[owner]?.distribution.vipas[packet.destination.address];
  if (vipa?.claim?.distribution?.method !== 'WLM') return ['weighted'];
  return selected.target.stack === evenChoice(vipa, selected) ? ['weighted'] : ['weighted', 'wlm'];
}

/** Whom round robin would have chosen, after the same choices before. */
function evenChoice({ role }: Vipa, { candidates, packet }: Selected): StackName {
  const shares = role.is === 'owner' ? (role.shares[packet.destination.port] ?? []) : [];
  const even = { weight: 1 };
  return select(
    shares.map((share) => ({ ...share, ...even })),
    candidates.map((candidate) => ({ ...candidate, ...even })),
  ).target;
}

/** Connections of one snapshot in more than one message to the same owner, in one step. */
function hasBatches(happenings: readonly Happening[]): boolean {
  const seen = new Set<string>();
  for (const { at, output } of happenings) {
    if (output.type !== 'Send' || output.envelope.body.type !== 'NEWCONN') continue;
    const { dvipa, connections } = output.envelope.body;
    if (connections.length === 0) continue;
    const name = `${at} ${output.envelope.to.stack} ${dvipa}`;
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return false;
}
