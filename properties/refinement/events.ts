/**
 * Which action of the model a step of the cluster was, if any: read from what happened and who changed.
 *
 * A step belongs to one stack. What it concludes from what it hears (a claim, complete tables) follows in
 * the order of the figures. A wrong answer here cannot hide a mistake: the check compares the states.
 */
import type { Vipa as StackVipa } from '../../impl/distribution/state.types.ts';
import { isSameEpoch, vipaOf } from '../../impl/distribution/turn.ts';
import type { Happening } from '../../impl/sysplex.types.ts';
import type { Event, OwnershipEvent, StackEvent } from '../../model/events.types.ts';
import type { Cluster } from '../../model/state.types.ts';
import { vipaOf as abstractVipa } from '../../model/tables.ts';
import type { Address, StackName } from '../../model/vocabulary.types.ts';
import type { Step } from './step.types.ts';
import { trafficEvents } from './traffic-events.ts';

/** The model's events of a step, in order; none for a step that the model cannot see. */
export function eventsOf(step: Step, from: Cluster, to: Cluster): readonly Event[] {
  const ownership = ownershipEvents(step, from, to);
  return [
    ...stackEvents(step),
    ...applicationEvents(step),
    ...trafficEvents(step, from, to),
    ...ownership,
    ...advertisements(step.happenings),
  ];
}

function stackEvents({ action, before, after }: Step): readonly StackEvent[] {
  if (action.do !== 'StartStack' && action.do !== 'CrashStack' && action.do !== 'ChangeProfile') {
    return [];
  }
  const { stack } = action;
  if (action.do === 'CrashStack') return [{ type: 'StackFailed', stack }];
  const distribution = after.stacks[stack]?.distribution;
  if (distribution === undefined) return [];
  const { aware, profile } = distribution;
  if (action.do === 'StartStack') return [{ type: 'StackStarted', stack, aware, profile }];
  const isChanged = before.stacks[stack]?.distribution.profile !== profile;
  return isChanged ? [{ type: 'ProfileChanged', stack, profile }] : [];
}

function applicationEvents({ action, happenings }: Step): readonly Event[] {
  if (action.do === 'Unbind') {
    const { stack, dvipa, port } = action;
    return [{ type: 'ApplicationEnded', stack, dvipa, port }];
  }
  return happenings.flatMap(({ at, output }): Event[] =>
    output.type === 'Listen'
      ? [{ type: 'ApplicationBound', stack: at, dvipa: output.dvipa, port: output.port }]
      : [],
  );
}

function advertisements(happenings: readonly Happening[]): readonly Event[] {
  return happenings.flatMap(({ at: stack, output }): Event[] => {
    if (output.type === 'Advertise') return [{ type: 'Advertised', stack, dvipa: output.dvipa }];
    if (output.type === 'Withdraw') return [{ type: 'Withdrawn', stack, dvipa: output.dvipa }];
    return [];
  });
}

function ownershipEvents(step: Step, from: Cluster, to: Cluster): readonly Event[] {
  const changed = Object.keys(step.after.stacks).filter(
    (name) => step.before.stacks[name]?.distribution !== step.after.stacks[name]?.distribution,
  );
  const dvipas = [...new Set([...Object.keys(from.vipas), ...Object.keys(to.vipas)])].sort();
  return dvipas.flatMap((dvipa) => [
    ...changed.flatMap((stack) => ownershipAt(step, to, dvipa, stack)),
    ...conclusions(from, to, dvipa),
  ]);
}

/** What one stack did about the ownership of one DVIPA. */
function ownershipAt(
  { before, after }: Step,
  to: Cluster,
  dvipa: Address,
  stack: StackName,
): readonly OwnershipEvent[] {
  const distribution = after.stacks[stack]?.distribution;
  const former = before.stacks[stack]?.distribution;
  if (distribution === undefined) return [];
  const was = former?.self === distribution.self ? vipaOf(former, dvipa) : null;
  const is = vipaOf(distribution, dvipa);
  if (was === is || is.claim === null) return [];

  const at = { dvipa, stack };
  const events: OwnershipEvent[] = [];
  const isOwn = is.claim.epoch.incarnation === distribution.self.incarnation;
  const isNew = !was?.claim || !isSameEpoch(was.claim.epoch, is.claim.epoch);
  if (isOwn && isNew) events.push({ type: 'Claimed', ...at, as: is.claim.kind });
  if (!isOwn && isActive(was) && !isActive(is)) events.push({ type: 'Yielded', ...at });
  if (is.role.is === 'owner' && was?.role.is !== 'owner') events.push(...begun(to, dvipa, stack));
  else if (is.role.is === 'owner' && was?.claim !== is.claim) {
    const { kind: as, distribution: list } = is.claim;
    if (isRouting(to, dvipa, stack)) events.push({ type: 'ListChanged', ...at, as, list });
  }
  return events;
}

function isActive(vipa: StackVipa | null): boolean {
  return vipa !== null && (vipa.role.is === 'owner' || vipa.role.is === 'rebuilding');
}

function isRouting(cluster: Cluster, dvipa: Address, stack: StackName): boolean {
  const { routing } = abstractVipa(cluster, dvipa);
  return routing.is === 'routed' && routing.by === stack;
}

/** A stack's tables are complete: it routes now, or it was outbid while it collected. */
function begun(to: Cluster, dvipa: Address, stack: StackName): readonly OwnershipEvent[] {
  const { routing } = abstractVipa(to, dvipa);
  if (routing.is !== 'routed' || routing.by !== stack) {
    return [{ type: 'CompletedLate', dvipa, stack }];
  }
  const { as, list, received } = routing;
  return [{ type: 'RoutingBegun', dvipa, stack, as, list, received }];
}

/** What follows for the others: who has received the list, and a claim that died unheard. */
function conclusions(from: Cluster, to: Cluster, dvipa: Address): readonly Event[] {
  const was = abstractVipa(from, dvipa).routing;
  const is = abstractVipa(to, dvipa).routing;
  if (was.is !== 'inactive' && is.is === 'inactive') return [{ type: 'Forgotten', dvipa }];
  if (is.is !== 'routed') return [];
  if (was.is === 'inTransit' && was.former === is.by) return begun(to, dvipa, is.by);
  if (was.is !== 'routed' || was.by !== is.by) return [];
  return is.received
    .filter((stack) => stack !== is.by && !was.received.includes(stack))
    .map((stack) => ({ type: 'ListReceived', dvipa, stack }));
}
