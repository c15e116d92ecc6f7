/**
 * The coupling facility: one FIFO channel per ordered pair of stacks, and the membership service.
 *
 * Declared environment: a channel loses and reorders nothing while both members live; no order holds
 * across channels; nothing reaches a dead incarnation, while what a dead one has sent may still arrive;
 * membership notices come to each observer in the order of the events, late, and may overtake messages.
 * A member's messages reach an observer only after the notice that it has joined.
 */
import { produce } from 'immer';
import type { Envelope } from '../messages.types.ts';
import type { Member, StackName } from '../../model/vocabulary.types.ts';
import type { Announcement } from '../distribution/inputs.types.ts';

export type Notice =
  | ({ readonly type: 'MemberJoined' } & Announcement)
  | { readonly type: 'MemberLeft'; readonly member: Member };

export interface Medium {
  /** Non-empty channels by `from>to`. */
  readonly channels: Readonly<Record<string, readonly Envelope[]>>;
  /** Notices that an observer has not been given yet, oldest first. */
  readonly notices: Readonly<Record<StackName, readonly Notice[]>>;
}

export const idleMedium: Medium = { channels: {}, notices: {} };

export function channelName(from: StackName, to: StackName): string {
  return `${from}>${to}`;
}

/** Puts a message on its channel. The caller has checked that the receiver's incarnation lives. */
export function sendOn(medium: Medium, envelope: Envelope): Medium {
  const name = channelName(envelope.from.stack, envelope.to.stack);
  const queue = medium.channels[name] ?? [];
  return { ...medium, channels: { ...medium.channels, [name]: [...queue, envelope] } };
}

/** The message that a channel would deliver next; null when it is empty or must wait for a notice. */
export function nextOn(medium: Medium, from: StackName, to: StackName): Envelope | null {
  const envelope = medium.channels[channelName(from, to)]?.[0];
  if (envelope === undefined) return null;
  // An incarnation is given out once: it names its stack.
  const awaitsNotice = medium.notices[to]?.some(
    ({ type, member }) =>
      type === 'MemberJoined' && member.incarnation === envelope.from.incarnation,
  );
  return awaitsNotice === true ? null : envelope;
}

export function takeFrom(medium: Medium, from: StackName, to: StackName): Medium {
  const name = channelName(from, to);
  const rest = medium.channels[name]?.slice(1) ?? [];
  const { [name]: _taken, ...others } = medium.channels;
  return { ...medium, channels: rest.length > 0 ? { ...others, [name]: rest } : others };
}

/** A member joins: a departure of its former life that an observer has not heard of is merged (R44). */
export function announceJoin(
  medium: Medium,
  joined: Announcement,
  observers: readonly StackName[],
): Medium {
  return produce(medium, (draft) => {
    for (const observer of observers) {
      const pending = draft.notices[observer] ?? [];
      const kept = pending.filter(
        ({ type, member }) => type !== 'MemberLeft' || member.stack !== joined.member.stack,
      );
      draft.notices[observer] = [...kept, { type: 'MemberJoined', ...joined }];
    }
  });
}

/** A member leaves: what was on its way to it is lost, what it has sent is not. */
export function announceLeave(
  medium: Medium,
  member: Member,
  observers: readonly StackName[],
): Medium {
  const { [member.stack]: _lost, ...others } = medium.notices;
  const channels = Object.entries(medium.channels).filter(
    ([name]) => !name.endsWith(`>${member.stack}`),
  );
  const rest: Medium = { channels: Object.fromEntries(channels), notices: others };
  return produce(rest, (draft) => {
    for (const observer of observers) {
      const pending = draft.notices[observer] ?? [];
      draft.notices[observer] = [...pending, { type: 'MemberLeft', member }];
    }
  });
}

export function takeNotice(medium: Medium, observer: StackName): Medium {
  const rest = medium.notices[observer]?.slice(1) ?? [];
  const { [observer]: _taken, ...others } = medium.notices;
  return { ...medium, notices: rest.length > 0 ? { ...others, [observer]: rest } : others };
}
