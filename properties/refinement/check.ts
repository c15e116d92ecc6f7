/**
 * The refinement check: was a step of the cluster an action of the model, or nothing that it can see?
 *
 * After every step: the model, in the state that the cluster stood for, does what the step did, and must
 * arrive at what the cluster stands for now. At rest nothing that the model demands may be left undone.
 */
import type { Event } from '../../model/events.types.ts';
import { pendingIn } from '../../model/pending.ts';
import type { Cluster } from '../../model/state.types.ts';
import { step as modelStep } from '../../model/step.ts';
import { vipaOf } from '../../model/tables.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import type { AlwaysPromise, EventuallyPromise } from '../invariants/promise.types.ts';
import { abstractionOf } from './abstract.ts';
import { allowedInstead, difference, printEvent } from './describe.ts';
import { isEqual } from './equal.ts';
import { eventsOf } from './events.ts';
import { notForwarded } from './forwarded.ts';
import { unkept } from './kept.ts';

export const refinesTheModel: AlwaysPromise = {
  kind: 'always',
  id: 'REF',
  claim: 'Every step is an action of the model, or nothing that the model can see.',
  cites: ['F5.108', 'F6.130', 'F7.146', 'F8.164', 'F9.210', 'F10.308', 'F11.508', 'F12.528'],
  witness: ({ step, before, action, happenings, after }, checked) => {
    if (isUnseen(before, after)) return null;
    const from = abstractionOf(step, before);
    const to = abstractionOf(step, after);
    const events = eventsOf({ before, action, happenings, after }, from, to);
    if (events.length > 0) checked();
    return judge(from, events, to) ?? notForwarded({ before, action, happenings, after }, from);
  },
};

/** Routers, clients and packets in flight are no part of the model. */
function isUnseen(before: Sysplex, after: Sysplex): boolean {
  return (
    before.stacks === after.stacks &&
    before.medium === after.medium &&
    before.network.advertised === after.network.advertised
  );
}

function judge(from: Cluster, events: readonly Event[], to: Cluster): string | null {
  let cluster = from;
  for (const event of events) {
    const next = modelStep(cluster, event);
    if ('refused' in next) {
      const allowed = allowedInstead(cluster, event);
      return `the model does not allow ${printEvent(event)}: ${next.refused}${allowed}`;
    }
    cluster = next;
  }
  const found = firstDifference(cluster, to);
  if (found === null) return null;
  const what = events.length === 0 ? 'nothing' : events.map(printEvent).join(', then ');
  return `this step was ${what}; then the model has ${found}`;
}

function firstDifference(expected: Cluster, actual: Cluster): string | null {
  if (!isEqual(expected.stacks, actual.stacks)) {
    return difference('stacks', expected.stacks, actual.stacks);
  }
  const dvipas = new Set([...Object.keys(expected.vipas), ...Object.keys(actual.vipas)]);
  for (const dvipa of dvipas) {
    const one = vipaOf(expected, dvipa);
    const other = vipaOf(actual, dvipa);
    if (one === other || isEqual(one, other)) continue;
    return difference(dvipa, one, other);
  }
  return null;
}

export const nothingIsLeftUndone: EventuallyPromise = {
  kind: 'eventually',
  id: 'REF',
  claim: 'At rest nothing is left undone that the model demands.',
  cites: ['F9.201', 'F10.304', 'P3', 'P5'],
  witness: ({ step, state, isQuiet }, checked) => {
    if (!isQuiet) return 'the cluster never comes to rest';
    checked();
    const cluster = abstractionOf(step, state);
    return pendingIn(cluster) ?? unkept(cluster);
  },
};
