/**
 * One turn of the reducer: the state as it stands while an input is handled, and the outputs so far.
 *
 * A turn is local to one call of the reducer, so its two fields may change; every state it holds is
 * immutable. Updates are written with spreads: they keep references of what did not change, cost
 * less than drafts, and never look inside a table.
 */
import type { Envelope, XcfBody } from '../messages.types.ts';
import type { Address, Epoch, Member, StackName } from '../../model/vocabulary.types.ts';
import type { IgnoreReason, Output } from './inputs.types.ts';
import type { Rules } from './rules.ts';
import type { DistributionState, Peer, Vipa } from './state.types.ts';

export interface Turn {
  state: DistributionState;
  readonly outputs: Output[];
  readonly rules: Rules;
}

const unknownVipa: Vipa = {
  claim: null,
  inherited: null,
  role: { is: 'none' },
  listeners: {},
  connections: {},
};

export function vipaOf(state: DistributionState, dvipa: Address): Vipa {
  return state.vipas[dvipa] ?? unknownVipa;
}

export function setVipa(turn: Turn, dvipa: Address, patch: Partial<Vipa>): void {
  const vipa = { ...vipaOf(turn.state, dvipa), ...patch };
  turn.state = { ...turn.state, vipas: { ...turn.state.vipas, [dvipa]: vipa } };
}

/** Notes that a block or requirement was executed. */
export function reached(turn: Turn, ...ids: readonly string[]): void {
  for (const id of ids) turn.outputs.push({ type: 'Reached', id });
}

export function ignore(turn: Turn, reason: IgnoreReason): void {
  turn.outputs.push({ type: 'Ignore', reason });
}

/** Sends to a member that is in the view; XCF has no way to others. */
export function send(turn: Turn, stack: StackName, body: XcfBody): void {
  const peer = turn.state.view[stack];
  if (peer === undefined) return;
  const envelope: Envelope = {
    from: turn.state.self,
    to: { stack, incarnation: peer.incarnation },
    body,
  };
  turn.outputs.push({ type: 'Send', envelope });
}

export function isSelf(state: DistributionState, member: Member): boolean {
  return member.stack === state.self.stack && member.incarnation === state.self.incarnation;
}

/** Up in this very incarnation, as far as this stack has been told. */
export function isLive(state: DistributionState, member: Member): boolean {
  return isSelf(state, member) || state.view[member.stack]?.incarnation === member.incarnation;
}

/** Announced once and gone since; a member beyond the horizon is neither live nor dead yet. */
export function isDead(state: DistributionState, member: Member): boolean {
  return !isLive(state, member) && member.incarnation <= state.horizon;
}

/** Live members with the distribution function, other than this stack, sorted by name. */
export function awarePeers(state: DistributionState): readonly (Peer & { stack: StackName })[] {
  return Object.keys(state.view)
    .sort()
    .flatMap((stack) => {
      const peer = state.view[stack];
      return peer?.aware === true ? [{ ...peer, stack }] : [];
    });
}

/** The total order of claims: positive when `one` is the higher (R17). */
export function compareEpochs(one: Epoch, other: Epoch): number {
  return one.number - other.number || one.incarnation - other.incarnation;
}

export function isSameEpoch(one: Epoch, other: Epoch): boolean {
  return compareEpochs(one, other) === 0;
}
