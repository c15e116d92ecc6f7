/**
 * What the environment may do to XCF once nothing forbids it: lose, double and overtake.
 *
 * In actions and traces an XCF message goes by a label like a packet's, `MVS1>MVS2 NEWCONN`: the oldest one
 * of its type on its channel; a notice by `MVS1 MemberLeft MVS2`, its observer first. The implementation
 * knows no packet of such a name, so that there these actions are not enabled.
 */
import type { Sysplex } from '../../impl/sysplex.types.ts';
import type { Envelope } from '../../impl/messages.types.ts';
import type { Notice } from '../../impl/xcf/medium.ts';

interface Queue<T> {
  readonly name: string;
  readonly items: readonly T[];
}

/** Both kinds of queues of the medium, with labels for what waits in them. */
export interface Post<T> {
  readonly queues: (state: Sysplex) => readonly Queue<T>[];
  readonly labelOf: (queue: string, item: T) => string;
  readonly replace: (state: Sysplex, queue: string, items: readonly T[]) => Sysplex;
}

function entries<T>(record: Readonly<Record<string, readonly T[]>>): readonly Queue<T>[] {
  return Object.keys(record)
    .sort()
    .map((name) => ({ name, items: record[name] ?? [] }));
}

function put<T>(
  record: Readonly<Record<string, readonly T[]>>,
  name: string,
  items: readonly T[],
): Readonly<Record<string, readonly T[]>> {
  const { [name]: _old, ...others } = record;
  return items.length === 0 ? others : { ...others, [name]: items };
}

export const messages: Post<Envelope> = {
  queues: ({ medium }) => entries(medium.channels),
  labelOf: (channel, { body }) => `${channel} ${body.type}`,
  replace: (state, channel, items) => ({
    ...state,
    medium: { ...state.medium, channels: put(state.medium.channels, channel, items) },
  }),
};

export const notices: Post<Notice> = {
  queues: ({ medium }) => entries(medium.notices),
  labelOf: (observer, { type, member }) => `${observer} ${type} ${member.stack}`,
  replace: (state, observer, items) => ({
    ...state,
    medium: { ...state.medium, notices: put(state.medium.notices, observer, items) },
  }),
};

/** Every label that something waits under; with `behind`, only what has something before it. */
export function labels<T>(post: Post<T>, state: Sysplex, behind = false): readonly string[] {
  const all = post
    .queues(state)
    .flatMap(({ name, items }) =>
      items.slice(behind ? 1 : 0).map((item) => post.labelOf(name, item)),
    );
  return [...new Set(all)];
}

/** The state after the oldest item of a label was treated; null when nothing waits under it. */
export function treat<T>(
  post: Post<T>,
  state: Sysplex,
  label: string,
  treatment: (item: T, others: readonly T[]) => readonly T[],
): Sysplex | null {
  for (const { name, items } of post.queues(state)) {
    const at = items.findIndex((item) => post.labelOf(name, item) === label);
    const item = items[at];
    if (item === undefined) continue;
    const others = items.filter((_, index) => index !== at);
    return post.replace(state, name, treatment(item, others));
  }
  return null;
}
