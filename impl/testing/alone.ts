/**
 * One distribution function without a cluster around it: the test is its membership service, its XCF,
 * its network and its TCP, so that it can say anything to it in any order.
 */
import type { Profile } from '../../model/config.types.ts';
import type { Claim, Packet, XcfBody } from '../messages.types.ts';
import type { StackName } from '../../model/vocabulary.types.ts';
import type { Input, Output, Via } from '../distribution/inputs.types.ts';
import {
  distributionReducer,
  initialDistribution,
  type DistributionReducer,
} from '../distribution/reduce.ts';
import { soundRules, type Rules } from '../distribution/rules.ts';
import type { DistributionState, Vipa } from '../distribution/state.types.ts';
import { vipaOf } from '../distribution/turn.ts';
import { distribute, primary } from './profiles.ts';

/** The members by their joins: A is 1, B is 2, C is 3. */
export function member(stack: StackName, incarnation = 'ABC'.indexOf(stack) + 1) {
  return { stack, incarnation };
}

export function epochOf(number: number, stack: StackName) {
  return { number, ...member(stack) };
}

const { dvipa: _dvipa, ...list } = distribute();

/** A claim of `stack` to V as its primary. */
export function claimOf(number: number, stack: StackName, changes: Partial<Claim> = {}): Claim {
  const base = { dvipa: 'V', version: 0, kind: 'define', former: null } as const;
  const claim = { ...base, epoch: epochOf(number, stack), distribution: list, ...changes };
  const { epoch, version, distribution } = claim;
  return { inherited: { epoch, version, distribution }, ...claim };
}

/** A packet of client K to V port 60. */
export function packet(kind: Packet['kind'], port = 1, seq = 1000): Packet {
  const destination = { address: 'V', port: 60 };
  return { source: { address: 'K', port }, destination, kind, seq, ack: kind === 'SYN' ? null : 0 };
}

/** A connection of client K, as a message reports it. */
export function life(target: StackName, port = 1, remoteIsn: number | null = 1000) {
  const { source: remote, destination: local } = packet('SYN', port);
  return { remote, local, target: member(target), remoteIsn, localIsn: null };
}

export class Alone {
  state: DistributionState;
  readonly #reduce: DistributionReducer;

  constructor(profile: Profile = primary('A'), aware = true, rules: Partial<Rules> = {}) {
    this.state = initialDistribution(member(profile.stack), profile, aware);
    this.#reduce = distributionReducer({ ...soundRules, ...rules });
  }

  hear(input: Input): readonly Output[] {
    const { state, outputs } = this.#reduce(this.state, input);
    this.state = state;
    return outputs;
  }

  message(from: StackName, body: XcfBody, incarnation?: number): readonly Output[] {
    const envelope = { from: member(from, incarnation), to: this.state.self, body };
    return this.hear({ type: 'MessageArrived', envelope });
  }

  /** Joins a group of these members, whose lists it has yet to hear. */
  starts(...stacks: readonly StackName[]): this {
    this.hear({ type: 'StackStarted', members: stacks.map((stack) => this.#announced(stack)) });
    return this;
  }

  /** Joins a group of these members, and hears the empty list of each. */
  join(...stacks: readonly StackName[]): this {
    this.starts(...stacks);
    for (const stack of stacks) this.claims(stack);
    return this;
  }

  #announced(stack: StackName) {
    return { member: member(stack), aware: true, xcf: `X${stack}` };
  }

  joined(stack: StackName, incarnation?: number): readonly Output[] {
    const announced = { ...this.#announced(stack), member: member(stack, incarnation) };
    return this.hear({ type: 'MemberJoined', ...announced });
  }

  left(stack: StackName, incarnation?: number): readonly Output[] {
    return this.hear({ type: 'MemberLeft', member: member(stack, incarnation) });
  }

  /** A VIPA list of `from` with these claims; it defines what it claims as a primary. */
  claims(from: StackName, ...claims: readonly Claim[]): readonly Output[] {
    const defined = claims.filter(({ kind, epoch }) => kind === 'define' && epoch.stack === from);
    const definitions = { primary: defined.map(({ dvipa }) => dvipa), backup: [] };
    return this.message(from, { type: 'VIPA_list', definitions, claims });
  }

  listens(from: StackName, count = 1, port = 60): readonly Output[] {
    const listeners = [{ port, count }];
    return this.message(from, { type: 'SRVSTAT', dvipa: 'V', epoch: this.epoch, listeners });
  }

  /** The end of a member's snapshot, after `connections` of its own. */
  snapshotEnds(from: StackName, routedTo: readonly StackName[] = []): readonly Output[] {
    const end = { routedTo: routedTo.map((stack) => member(stack)) };
    const base = { type: 'NEWCONN', dvipa: 'V', epoch: this.epoch, reporter: 'endpoint' } as const;
    return this.message(from, { ...base, connections: [], end });
  }

  arrives(kind: Packet['kind'], port?: number): readonly Output[] {
    return this.hear({ type: 'PacketArrived', packet: packet(kind, port) });
  }

  /** The epoch of the claim that this stack knows. */
  get epoch() {
    return this.vipa.claim?.epoch ?? epochOf(0, 'A');
  }

  get via(): Via {
    return { choice: 'selected', epoch: this.epoch, tried: [] };
  }

  get vipa(): Vipa {
    return vipaOf(this.state, 'V');
  }
}

/** The outputs of one kind. */
export function only<T extends Output['type']>(
  outputs: readonly Output[],
  type: T,
): readonly Extract<Output, { type: T }>[] {
  return outputs.filter((output): output is Extract<Output, { type: T }> => output.type === type);
}

/** The bodies sent, with their receivers. */
export function sent(outputs: readonly Output[]) {
  return only(outputs, 'Send').map(({ envelope }) => ({
    to: envelope.to.stack,
    ...envelope.body,
  }));
}
