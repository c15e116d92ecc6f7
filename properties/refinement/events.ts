/**
 * Which action of the model a step of the cluster was, if any: read from what happened and who changed.
 *
 * A step belongs to one stack. What it concludes from what it hears (a claim, complete tables) follows in
 * the order of the figures. Where an event changes the model's cluster a wrong answer here cannot hide a mistake: the
 * check compares the states. What a segment was, which profile a stack read and which list it was told come from
 * outside of the stack: from endpoints, the topology and the message itself.
 */
import type { Vipa as StackVipa } from '../../impl/distribution/state.types.ts';
import { isSameEpoch, vipaOf } from '../../impl/distribution/turn.ts';
import { applicableList, isLaterList } from '../../impl/distribution/lists.ts';
import type { Happening, Sysplex } from '../../impl/sysplex.types.ts';
import { nextOn } from '../../impl/xcf/medium.ts';
import type { List } from '../../model/config.types.ts';
import type { Event, OwnershipEvent, StackEvent } from '../../model/events.types.ts';
import type { Cluster } from '../../model/state.types.ts';
import { isSameList, vipaOf as abstractVipa } from '../../model/tables.ts';
import type { Address, StackName } from '../../model/vocabulary.types.ts';
import { unheardBy } from './flush.ts';
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
  const profile = after.profiles[stack];
  if (profile === undefined) return [];
  const aware = !after.topology.unaware.includes(stack);
  if (action.do === 'StartStack') return [{ type: 'StackStarted', stack, aware, profile }];
  const isRead = aware && before.stacks[stack] !== null;
  return isRead ? [{ type: 'ProfileChanged', stack, profile }] : [];
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
    ...changed.flatMap((stack) => [
      ...listsKept(step, dvipa, stack),
      ...ownershipAt(step, to, dvipa, stack),
    ]),
    ...conclusions(from, to, dvipa),
  ]);
}

/** A list that a stack keeps now, if it was told a later one in this step (R33), or states it itself as the primary. */
function listsKept(step: Step, dvipa: Address, stack: StackName): readonly Event[] {
  const former = step.before.stacks[stack]?.distribution;
  const distribution = step.after.stacks[stack]?.distribution;
  if (distribution === undefined) return [];
  const was = former?.self === distribution.self ? vipaOf(former, dvipa).inherited : null;
  const list = vipaOf(distribution, dvipa).inherited?.distribution ?? null;
  if (isSameList(was?.distribution ?? null, list)) return [];
  const told = listsTold(step, dvipa, stack).filter((one) => isLaterList(one, was));
  const said = [...told.map(({ distribution: one }) => one), ...ownLists(step.after, dvipa, stack)];
  const isSaid = said.some((one) => isSameList(one, list));
  return isSaid ? [{ type: 'ListKept', dvipa, stack, list }] : [];
}

function listsTold({ before, action }: Step, dvipa: Address, stack: StackName) {
  if (action.do !== 'DeliverXcf' || action.to !== stack) return [];
  const body = nextOn(before.medium, action.from, stack)?.body;
  if (body?.type !== 'VIPA_list') return [];
  return body.claims
    .filter((claim) => claim.dvipa === dvipa)
    .flatMap(({ inherited }) => inherited ?? []);
}

function ownLists({ profiles }: Sysplex, dvipa: Address, stack: StackName): readonly List[] {
  const profile = profiles[stack];
  const isPrimary = profile?.defines.some((entry) => entry.dvipa === dvipa) === true;
  return isPrimary ? [applicableList(profile, dvipa, null)] : [];
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
  if (isOwn && isNew) {
    events.push({ type: 'Claimed', ...at, as: is.claim.kind, late: unheardBy(after, stack) });
  }
  if (!isOwn && isActive(was) && !isActive(is)) events.push({ type: 'Yielded', ...at });
  if (is.role.is === 'owner' && was?.role.is !== 'owner') {
    events.push(...begun(to, dvipa, stack, unheardBy(after, stack)));
  } else if (is.role.is === 'owner' && was?.claim !== is.claim) {
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
function begun(
  to: Cluster,
  dvipa: Address,
  stack: StackName,
  late: readonly StackName[],
): readonly OwnershipEvent[] {
  const { routing } = abstractVipa(to, dvipa);
  if (routing.is !== 'routed' || routing.by !== stack) {
    return [{ type: 'CompletedLate', dvipa, stack }];
  }
  const { as, list, received } = routing;
  return [{ type: 'RoutingBegun', dvipa, stack, as, list, received, late }];
}

/** What follows for the others: who has received the list, and a claim that died unheard. */
function conclusions(from: Cluster, to: Cluster, dvipa: Address): readonly Event[] {
  const was = abstractVipa(from, dvipa).routing;
  const is = abstractVipa(to, dvipa).routing;
  if (was.is !== 'inactive' && is.is === 'inactive') return [{ type: 'Forgotten', dvipa }];
  if (is.is !== 'routed') return [];
  if (was.is === 'inTransit' && was.former === is.by) return begun(to, dvipa, is.by, []);
  if (was.is !== 'routed' || was.by !== is.by) return [];
  return is.received
    .filter((stack) => stack !== is.by && !was.received.includes(stack))
    .map((stack) => ({ type: 'ListReceived', dvipa, stack }));
}
