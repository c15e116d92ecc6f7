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
import type { StackName } from '../../model/vocabulary.types.ts';

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

/** The stacks of which something is still under way to a reader: it may not know better than it does. */
export function lateFor({ medium }: Sysplex, reader: StackName): readonly StackName[] {
  const announced = (medium.notices[reader] ?? []).map(({ member }) => member.stack);
  const speaking = Object.entries(medium.channels).flatMap(([name, queue]) =>
    name.endsWith(`>${reader}`) && queue.some(({ body }) => body.type === 'SRVSTAT')
      ? [name.slice(0, name.indexOf('>'))]
      : [],
  );
  return [...new Set([...announced, ...speaking])].sort();
}
