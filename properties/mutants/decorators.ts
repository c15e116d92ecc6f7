/**
 * The ways in which a mutant changes the distribution function from outside: what it hears, what it sends,
 * what it sees of its own state, and what it does in place of its answer to one kind of input.
 *
 * Each keeps the state's reference where nothing changes: P9 and P10 read references.
 */
import type { Profile } from '../../model/config.types.ts';
import type { Packet, XcfBody } from '../../impl/messages.types.ts';
import type { Member } from '../../model/vocabulary.types.ts';
import type { Input, MessageArrived, Output } from '../../impl/distribution/inputs.types.ts';
import type { DistributionReducer, DistributionStep } from '../../impl/distribution/reduce.ts';
import { isSelf } from '../../impl/distribution/turn.ts';
import { isWellFormed } from '../../impl/distribution/well-formed.ts';
import type { DistributionState, Vipa } from '../../impl/distribution/state.types.ts';

export type Decorator = (reduce: DistributionReducer) => DistributionReducer;

/** The state with every DVIPA changed; the same reference when none was. */
export function mapVipas(
  state: DistributionState,
  change: (vipa: Vipa, dvipa: string) => Vipa,
): DistributionState {
  const vipas = Object.entries(state.vipas).map(
    ([dvipa, vipa]) => [dvipa, change(vipa, dvipa)] as const,
  );
  const isSame = vipas.every(([dvipa, vipa]) => vipa === state.vipas[dvipa]);
  return isSame ? state : { ...state, vipas: Object.fromEntries(vipas) };
}

/** Changes what arrives over XCF; null keeps it from being heard. What is no message is left to the door (P10). */
export function hearing(
  change: (body: XcfBody, state: DistributionState, from: Member) => XcfBody | null,
): Decorator {
  return (reduce) => (state, input) => {
    if (input.type !== 'MessageArrived') return reduce(state, input);
    const { envelope } = input;
    if (!isWellFormed(envelope.body)) return reduce(state, input);
    const body = change(envelope.body, state, envelope.from);
    if (body === null) return { state, outputs: [] };
    const heard: MessageArrived = { type: 'MessageArrived', envelope: { ...envelope, body } };
    return reduce(state, body === envelope.body ? input : heard);
  };
}

/** Changes what leaves over XCF; null keeps it from being sent. The step before it is shown as well. */
export function sending(
  change: (body: XcfBody, seen: Seen, to: Member) => XcfBody | null,
): Decorator {
  return (reduce) => (state, input) => {
    const step = reduce(state, input);
    const outputs = step.outputs.flatMap((output): readonly Output[] => {
      if (output.type !== 'Send') return [output];
      const { envelope } = output;
      const body = change(envelope.body, { before: state, input, after: step.state }, envelope.to);
      if (body === null) return [];
      return body === envelope.body ? [output] : [{ ...output, envelope: { ...envelope, body } }];
    });
    return { state: step.state, outputs };
  };
}

export interface Seen {
  readonly before: DistributionState;
  readonly input: Input;
  readonly after: DistributionState;
}

/** Changes the state that a step has led to. */
export function leading(
  change: (after: DistributionState, seen: Seen) => DistributionState,
): Decorator {
  return (reduce) => (before, input) => {
    const step = reduce(before, input);
    const state = change(step.state, { before, input, after: step.state });
    return state === step.state ? step : { state, outputs: step.outputs };
  };
}

/** Answers some inputs itself; null leaves the input to the implementation. */
export function answering(
  answer: (
    state: DistributionState,
    input: Input,
    reduce: DistributionReducer,
  ) => DistributionStep | null,
): Decorator {
  return (reduce) => (state, input) => answer(state, input, reduce) ?? reduce(state, input);
}

/** Lets the function read another profile than the one that it has. */
export function reading(change: (profile: Profile) => Profile): Decorator {
  return (reduce) => (state, input) => {
    const read = change(state.profile);
    const seen = { ...state, profile: read };
    const isNew = input.type === 'ProfileChanged';
    const step = reduce(seen, isNew ? { ...input, profile: change(input.profile) } : input);
    if (step.state === seen) return { state, outputs: step.outputs };
    const profile = isNew ? input.profile : state.profile;
    return { state: { ...step.state, profile }, outputs: step.outputs };
  };
}

/** The packet from the network that an input brings, if it brings one. */
export function packetFrom(input: Input): Packet | null {
  return input.type === 'PacketArrived' ? input.packet : null;
}

/** Has this step claimed the DVIPA for this very stack? */
export function hasClaimed({ before, after }: Seen, dvipa: string): boolean {
  const known = before.vipas[dvipa]?.claim?.epoch;
  const epoch = after.vipas[dvipa]?.claim?.epoch;
  if (epoch === undefined || epoch === known) return false;
  return isSelf(after, epoch);
}
