/**
 * One atomic action of the abstract cluster: chooses the figure.
 *
 * `step` is a partial function: where the model does not allow an event it says why.
 */
import { match } from 'ts-pattern';
import type { Event, Next, Refused, StackEvent, VipaEvent } from './events.types.ts';
import { listChanged, routingBegun } from './fig05-initialise.ts';
import { listenersChanged, listKept, listReceived } from './fig06-list-received.ts';
import { segmentGiven, segmentReset, synRefused, synReturned, synRouted } from './fig07-packet.ts';
import * as figure8 from './fig08-message.ts';
import { stackFailed } from './fig09-takeover.ts';
import { advertised, withdrawn } from './fig10-takeback.ts';
import { claimed } from './fig11-claim-movable.ts';
import { completedLate, forgotten, yielded } from './fig12-yield-movable.ts';
import type { Cluster, Vipa } from './state.types.ts';
import { vipaOf } from './tables.ts';

/** The cluster after an event, or why the event cannot happen in it. */
export function step(cluster: Cluster, event: Event): Cluster | Refused {
  if (!('dvipa' in event)) return stepStack(cluster, event);
  if ('stack' in event && (cluster.stacks[event.stack] ?? null) === null) {
    return { refused: `${event.stack} is down` };
  }
  const vipa = stepVipa(cluster, vipaOf(cluster, event.dvipa), event);
  if ('refused' in vipa) return vipa;
  return { ...cluster, vipas: { ...cluster.vipas, [event.dvipa]: vipa } };
}

function stepStack({ stacks, vipas }: Cluster, event: StackEvent): Cluster | Refused {
  const { stack } = event;
  const present = stacks[stack] ?? null;
  if ((present === null) !== (event.type === 'StackStarted')) {
    return { refused: `${stack} is ${present === null ? 'down' : 'up'} already` };
  }
  if (event.type === 'StackFailed') {
    const pairs = Object.entries(vipas).map(([name, vipa]) => [name, stackFailed(vipa, stack)]);
    const left = Object.fromEntries(pairs) as Cluster['vipas'];
    return { stacks: { ...stacks, [stack]: null }, vipas: left };
  }
  const { aware, profile } = { aware: present?.aware === true, ...event };
  return { stacks: { ...stacks, [stack]: { aware, profile } }, vipas };
}

function stepVipa(cluster: Cluster, vipa: Vipa, event: VipaEvent): Next {
  return match(event) // F7.142 F8.160: a SYN or not, and which message
    .with({ type: 'Claimed' }, (claim) => claimed(cluster, vipa, claim))
    .with({ type: 'RoutingBegun' }, (begun) => routingBegun(cluster, vipa, begun))
    .with({ type: 'Yielded' }, ({ stack }) => yielded(vipa, stack))
    .with({ type: 'CompletedLate' }, ({ stack }) => completedLate(vipa, stack))
    .with({ type: 'Forgotten' }, () => forgotten(vipa, Object.keys(cluster.stacks)))
    .with({ type: 'Advertised' }, ({ stack }) => advertised(vipa, stack))
    .with({ type: 'Withdrawn' }, ({ stack }) => withdrawn(vipa, stack))
    .with({ type: 'ListChanged' }, (changed) => listChanged(cluster, vipa, changed))
    .with({ type: 'ListReceived' }, (received) => listReceived(cluster, vipa, received))
    .with({ type: 'ListKept' }, (kept) => listKept(vipa, kept))
    .with({ type: 'ApplicationBound' }, (bound) => listenersChanged(cluster, vipa, bound, 1))
    .with({ type: 'ApplicationEnded' }, (ended) => listenersChanged(cluster, vipa, ended, -1))
    .with({ type: 'SynRouted' }, (routed) => synRouted(cluster, vipa, routed))
    .with({ type: 'SynReturned' }, (returned) => synReturned(vipa, returned))
    .with({ type: 'SynRefused' }, (refused) => synRefused(vipa, refused))
    .with({ type: 'SegmentGiven' }, (given) => segmentGiven(vipa, given))
    .with({ type: 'SegmentReset' }, (reset) => segmentReset(vipa, reset))
    .with({ type: 'SynAccepted' }, (accepted) => figure8.synAccepted(vipa, accepted))
    .with({ type: 'ConnectionOpened' }, (opened) => figure8.connectionOpened(vipa, opened))
    .with({ type: 'ConnectionReplaced' }, (replaced) => figure8.connectionReplaced(vipa, replaced))
    .with({ type: 'ConnectionEnded' }, (ended) => figure8.connectionEnded(vipa, ended))
    .exhaustive();
}
