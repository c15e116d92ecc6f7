/**
 * The names that cells are made of, and the parts of a cluster that they look at.
 */
import type { Envelope } from '../../../impl/messages.types.ts';
import type { StackState } from '../../../impl/stack.ts';
import type { Topology } from '../../../impl/sysplex.types.ts';
import type { Cell } from '../local-system.types.ts';
import type { Explored } from './system.ts';

export type StackCell = Cell<Explored>;

/** The names of the stacks, in the order of the positions. */
export function stackNames({ profiles }: Topology): readonly string[] {
  return profiles.map(({ stack }) => stack).sort();
}

export function channelsTo(stacks: readonly string[], to: string): readonly string[] {
  return stacks.filter((from) => from !== to).map((from) => `${from}>${to}`);
}

export function channelsFrom(stacks: readonly string[], from: string): readonly string[] {
  return stacks.filter((to) => to !== from).map((to) => `${from}>${to}`);
}

export function allChannels(stacks: readonly string[]): readonly string[] {
  return stacks.flatMap((from) => channelsFrom(stacks, from));
}

export function stackIn({ sysplex }: Explored, name: string): StackState | null {
  return sysplex.stacks[name] ?? null;
}

export function queueIn({ sysplex }: Explored, channel: string): readonly Envelope[] {
  return sysplex.medium.channels[channel] ?? [];
}

/** A cell of one component. */
export function view(name: string, part: string, of: (state: Explored) => unknown): StackCell {
  return { name, parts: [part], of };
}
