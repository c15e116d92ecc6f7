/**
 * What a routing stack's tables will say once it has read everything that has been said to it.
 *
 * The abstraction of a cluster with messages under way, by flushing them (Burch and Dill): the reports to
 * the stack that routes, and the membership notices for it, are delivered in a copy of the cluster.
 * Packets are left where they are, and so is everything addressed to others.
 */
import type { Action } from '../../impl/actions.types.ts';
import type { Sysplex, SysplexStepper } from '../../impl/sysplex.types.ts';
import type { DistributionState } from '../../impl/distribution/state.types.ts';
import type { Envelope } from '../../impl/messages.types.ts';
import type { Address, StackName } from '../../model/vocabulary.types.ts';

function isReport({ body }: Envelope): boolean {
  return body.type === 'SRVSTAT' || body.type === 'NEWCONN' || body.type === 'TERMCONN';
}

/** The distribution function of one stack with all reports and notices for it read. */
export function flushed(step: SysplexStepper, state: Sysplex, reader: StackName) {
  const { medium } = state;
  const suffix = `>${reader}`;
  const channels: Record<string, readonly Envelope[]> = {};
  for (const [name, queue] of Object.entries(medium.channels)) {
    if (!name.endsWith(suffix)) continue;
    const reports = queue.filter(isReport);
    if (reports.length > 0) channels[name] = reports;
  }
  const notices = medium.notices[reader] ?? [];
  const senders = Object.keys(channels).map((name) => name.slice(0, -suffix.length));
  if (notices.length === 0 && senders.length === 0) return distributionOf(state, reader);

  const deliveries: Action[] = notices.map(() => ({ do: 'DeliverNotice', to: reader }));
  for (const from of senders) {
    const reports = channels[`${from}${suffix}`] ?? [];
    deliveries.push(...reports.map((): Action => ({ do: 'DeliverXcf', from, to: reader })));
  }
  const frozen: Sysplex = { ...state, medium: { channels, notices: { [reader]: notices } } };
  const read = deliveries.reduce((copy, action) => step(copy, action)?.state ?? copy, frozen);
  return distributionOf(read, reader);
}

function distributionOf(state: Sysplex, stack: StackName): DistributionState | null {
  return state.stacks[stack]?.distribution ?? null;
}

/** The stacks whose listeners, or whose coming or going, a reader has not heard of yet. */
export function lateFor(state: Sysplex, reader: StackName, dvipa: Address): readonly StackName[] {
  return unread(state, reader, ({ body }) => body.type === 'SRVSTAT' && body.dvipa === dvipa);
}

/** The stacks whose list, or whose coming or going, a reader has not heard of yet. */
export function unheardBy(state: Sysplex, reader: StackName): readonly StackName[] {
  return unread(state, reader, ({ body }) => body.type === 'VIPA_list');
}

function unread({ medium }: Sysplex, reader: StackName, matters: (envelope: Envelope) => boolean) {
  const announced = (medium.notices[reader] ?? []).map(({ member }) => member.stack);
  const speaking = Object.entries(medium.channels).flatMap(([name, queue]) =>
    name.endsWith(`>${reader}`) && queue.some(matters) ? [name.slice(0, name.indexOf('>'))] : [],
  );
  return [...new Set([...announced, ...speaking])].sort();
}
