/**
 * One atomic action of the abstract cluster: chooses the figure.
 *
 * `step` is a partial function: where the model does not allow an event it says why.
 */
import { match } from 'ts-pattern';
import type { Event, Refused, StackEvent, VipaEvent } from './events.types.ts';
import { routingBegun } from './fig05-initialise.ts';
import { listenersChanged, listReceived } from './fig06-list-received.ts';
import { segmentGiven, segmentReset, synRefused, synReturned, synRouted } from './fig07-packet.ts';
import {
  connectionEnded,
  connectionOpened,
  connectionReplaced,
  synAccepted,
} from './fig08-message.ts';
import { stackFailed } from './fig09-takeover.ts';
import { advertised, withdrawn } from './fig10-takeback.ts';
import { claimed } from './fig11-claim-movable.ts';
import { completedLate, forgotten, yielded } from './fig12-yield-movable.ts';
import { listChanged } from './list-changed.ts';
import type { Cluster, Vipa } from './state.types.ts';
import { vipaOf } from './tables.ts';

/** The cluster after an event, or why the event cannot happen in it. */
export function step(cluster: Cluster, event: Event): Cluster | Refused {
  if (!('dvipa' in event)) return stepStack(cluster, event);
  const vipa = stepVipa(cluster, vipaOf(cluster, event.dvipa), event);
  if ('refused' in vipa) return vipa;
  return { ...cluster, vipas: { ...cluster.vipas, [event.dvipa]: vipa } };
}

function stepStack(cluster: Cluster, event: StackEvent): Cluster | Refused {
  const { stack } = event;
  const isUp = (cluster.stacks[stack] ?? null) !== null;
  if (isUp === (event.type === 'StackStarted')) {
    return { refused: `${stack} is ${isUp ? 'up' : 'down'} already` };
  }
  const up = event.type === 'StackStarted' ? { aware: event.aware } : cluster.stacks[stack];
  const next =
    event.type === 'StackFailed' ? null : { aware: up?.aware ?? false, profile: event.profile };
  const stacks = { ...cluster.stacks, [stack]: next };
  if (event.type !== 'StackFailed') return { ...cluster, stacks };
  const vipas = Object.entries(cluster.vipas).map(
    ([dvipa, vipa]) => [dvipa, stackFailed(vipa, stack)] as const,
  );
  return { stacks, vipas: Object.fromEntries(vipas) };
}

function stepVipa(cluster: Cluster, vipa: Vipa, event: VipaEvent): Vipa | Refused {
  return match(event)
    .with({ type: 'Claimed' }, (claim) => claimed(cluster, vipa, claim))
    .with({ type: 'RoutingBegun' }, (begun) => routingBegun(cluster, vipa, begun))
    .with({ type: 'Yielded' }, ({ stack }) => yielded(vipa, stack))
    .with({ type: 'CompletedLate' }, ({ stack }) => completedLate(vipa, stack))
    .with({ type: 'Forgotten' }, () => forgotten(vipa, Object.keys(cluster.stacks)))
    .with({ type: 'Advertised' }, ({ stack }) => advertised(vipa, stack))
    .with({ type: 'Withdrawn' }, ({ stack }) => withdrawn(vipa, stack))
    .with({ type: 'ListChanged' }, (changed) => listChanged(cluster, vipa, changed))
    .with({ type: 'ListReceived' }, (received) => listReceived(cluster, vipa, received))
    .with({ type: 'ApplicationBound' }, (bound) => listenersChanged(cluster, vipa, bound, 1))
    .with({ type: 'ApplicationEnded' }, (ended) => listenersChanged(cluster, vipa, ended, -1))
    .with({ type: 'SynRouted' }, (routed) => synRouted(cluster, vipa, routed))
    .with({ type: 'SynReturned' }, (returned) => synReturned(vipa, returned))
    .with({ type: 'SynRefused' }, (refused) => synRefused(vipa, refused))
    .with({ type: 'SegmentGiven' }, (given) => segmentGiven(vipa, given))
    .with({ type: 'SegmentReset' }, (reset) => segmentReset(vipa, reset))
    .with({ type: 'SynAccepted' }, (accepted) => synAccepted(vipa, accepted))
    .with({ type: 'ConnectionOpened' }, (opened) => connectionOpened(vipa, opened))
    .with({ type: 'ConnectionReplaced' }, (replaced) => connectionReplaced(vipa, replaced))
    .with({ type: 'ConnectionEnded' }, (ended) => connectionEnded(vipa, ended))
    .exhaustive();
}
