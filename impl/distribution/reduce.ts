/**
 * The VIPA distribution function: one pure reducer, `(state, input) => { state, outputs }`.
 *
 * It dispatches an input to its one handler and keeps the home list in step. It has no clock, no chance
 * and no I/O, and it knows nothing of the simulation around it: the TCP endpoint, XCF and the network may
 * be impl/tcp, impl/xcf and impl/network, or a kernel, a socket and a TUN device.
 */
import { match, P } from 'ts-pattern';
import type { Profile } from '../../model/config.types.ts';
import type { Envelope } from '../messages.types.ts';
import type { Member } from '../../model/vocabulary.types.ts';
import { onBindRequested, onProfileChanged } from './applications.ts';
import type { Input, MessageArrived, Output } from './inputs.types.ts';
import { holds } from './lists.ts';
import { onMemberJoined, onMemberLeft, onStackStarted, onVipaList } from './membership.ts';
import { reclaimIfOrphaned } from './ownership.ts';
import {
  onPacketArrived,
  onRedirected,
  onReturned,
  onRouted,
  onSynRejected,
} from './packet-path.ts';
import { onDvipa } from './rebuild.ts';
import { soundRules, type Rules } from './rules.ts';
import type { DistributionState } from './state.types.ts';
import {
  onConnectionEnded,
  onConnectionOpened,
  onListenerClosed,
  onTableMessage,
} from './target.ts';
import { ignore, reached, vipaOf, type Turn } from './turn.ts';
import { isWellFormed } from './well-formed.ts';

export interface DistributionStep {
  readonly state: DistributionState;
  readonly outputs: readonly Output[];
}

export type DistributionReducer = (state: DistributionState, input: Input) => DistributionStep;

/** A stack's distribution function before it has joined the group. */
export function initialDistribution(
  self: Member,
  profile: Profile,
  aware: boolean,
): DistributionState {
  return {
    self,
    aware,
    profile,
    view: {},
    horizon: self.incarnation,
    joining: [],
    vipas: {},
    weights: {},
  };
}

/** Builds the reducer for a set of rules: the sound ones, or a mutant's. */
export function distributionReducer(rules: Rules = soundRules): DistributionReducer {
  return (state, input) => {
    const turn: Turn = { state, outputs: [], rules };
    if (state.aware) dispatch(turn, input);
    else ignoreAsUnaware(turn, input);
    if (turn.state !== state) announceHomeList(turn, state);
    return { state: turn.state, outputs: turn.outputs };
  };
}

function dispatch(turn: Turn, input: Input): void {
  match(input)
    .with({ type: 'PacketArrived' }, ({ packet }) => {
      onPacketArrived(turn, packet);
    })
    .with({ type: 'MessageArrived' }, (arrived) => {
      onMessageArrived(turn, arrived);
    })
    .with({ type: 'ConnectionOpened' }, (opened) => {
      onConnectionOpened(turn, opened);
      reclaimIfOrphaned(turn, opened.local.address);
    })
    .with({ type: 'ConnectionEnded' }, (ended) => {
      onConnectionEnded(turn, ended);
    })
    .with({ type: 'SynRejected' }, (rejected) => {
      onSynRejected(turn, rejected);
    })
    .with({ type: 'BindRequested' }, (request) => {
      onBindRequested(turn, request);
      reclaimIfOrphaned(turn, request.dvipa);
    })
    .with({ type: 'ListenerClosed' }, ({ dvipa, port }) => {
      onListenerClosed(turn, dvipa, port);
    })
    .with({ type: 'StackStarted' }, (started) => {
      onStackStarted(turn, started);
    })
    .with({ type: 'MemberJoined' }, (joined) => {
      onMemberJoined(turn, joined);
    })
    .with({ type: 'MemberLeft' }, (left) => {
      onMemberLeft(turn, left);
    })
    .with({ type: 'ProfileChanged' }, ({ profile }) => {
      onProfileChanged(turn, profile);
    })
    .with({ type: 'WeightsArrived' }, ({ weights }) => {
      turn.state = { ...turn.state, weights };
    })
    .exhaustive();
}

/** What arrives late from a stack's former life changes nothing (R13, P6). */
function onMessageArrived(turn: Turn, { envelope }: MessageArrived): void {
  const { from } = envelope;
  const isPresent = turn.state.view[from.stack]?.incarnation === from.incarnation;
  if (!isPresent) return ignore(turn, 'SenderHasLeft');
  if (!isWellFormed(envelope.body)) return ignore(turn, 'Malformed');
  onMessage(turn, envelope);
}

function onMessage(turn: Turn, { from, body }: Envelope): void {
  match(body)
    .with({ type: 'routed' }, (routed) => {
      onRouted(turn, from, routed);
    })
    .with({ type: 'redirected' }, (redirected) => {
      onRedirected(turn, redirected);
    })
    .with({ type: 'returned' }, (returned) => {
      onReturned(turn, from, returned);
    })
    .with({ type: P.union('SRVSTAT', 'NEWCONN', 'TERMCONN') }, (message) => {
      onTableMessage(turn, from, message);
    })
    .with({ type: 'VIPA_list' }, (list) => {
      onVipaList(turn, from, list);
    })
    .with({ type: 'DVIPA' }, (message) => {
      onDvipa(turn, from, message);
    })
    .exhaustive();
}

/** A stack without the function ignores every message, and binds nothing (F4.4, P9). */
function ignoreAsUnaware(turn: Turn, input: Input): void {
  if (input.type === 'BindRequested') {
    const { dvipa, port } = input;
    turn.outputs.push({ type: 'RefuseBind', dvipa, port, error: 'EADDRNOTAVAIL' });
  } else {
    ignore(turn, 'UnawareOfDistribution');
    if (input.type === 'MessageArrived') reached(turn, 'F4.4');
  }
}

/** Tells which internal addresses came and went in this turn (F6.126, F12.525, R32). */
function announceHomeList(turn: Turn, before: DistributionState): void {
  for (const dvipa of Object.keys(turn.state.vipas)) {
    const now = vipaOf(turn.state, dvipa);
    const then = vipaOf(before, dvipa);
    if (now === then) continue;
    const holdsNow = holds(turn.state, now);
    if (holdsNow === holds(before, then)) continue;
    turn.outputs.push({ type: holdsNow ? 'AddAddress' : 'DeleteAddress', dvipa });
  }
}
