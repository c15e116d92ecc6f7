/**
 * The promises P1 to P10: one sentence each that a network engineer would sign.
 *
 * A witness judges one step of the model, by what endpoints, applications and profiles say: never by the guard
 * that allowed the step. P3 is judged at rest (pending.ts). P8 and P10 are judged on the cluster of stacks
 * alone: the model leaves the policy open, and takes in nothing that is no event.
 */
import type { Event } from './events.types.ts';
import { selects } from './fig07-packet.ts';
import { applicableList, awareStacks } from './lists.ts';
import { serve, serviceOf } from './service.ts';
import type { Cluster, Routed, Vipa } from './state.types.ts';
import { isCandidate, isSameList, openPorts, vipaOf } from './tables.ts';

type Witness = (before: Cluster, event: Event, after: Cluster) => string | null;

/** Judges every DVIPA that a stack routes. */
function whereRouted(judge: (all: Cluster, vipa: Vipa, routed: Routed) => string | null): Witness {
  return (_before, _event, after) =>
    Object.values(after.vipas)
      .map((vipa) => (vipa.routing.is === 'routed' ? judge(after, vipa, vipa.routing) : null))
      .find((found) => found !== null) ?? null;
}

const leadsHome = whereRouted((_cluster, { connections }, { crt, by }) => {
  const lost = Object.keys(connections).find((key) => crt[key]?.stack !== connections[key]?.stack);
  return lost === undefined ? null : `${by} has no way to ${lost} on ${connections[lost]?.stack}`;
});

const givenHome: Witness = (before, event) => {
  if (event.type !== 'SegmentGiven') return null;
  const place = before.vipas[event.dvipa]?.connections[event.key];
  const isHome = place?.life !== event.life || place.stack === event.stack;
  return isHome ? null : `${event.key} lives on ${place.stack}, and ${event.stack} was given it`;
};

const dptIsTrue = whereRouted((cluster, vipa, { by, dpt, received, list }) => {
  const isTrue = (stack: string): boolean =>
    JSON.stringify(dpt[stack] ?? {}) === JSON.stringify(openPorts(cluster, vipa, stack, list));
  const wrong = received.find((stack) => !isTrue(stack));
  return wrong === undefined ? null : `the DPT of ${by} is wrong about ${wrong}`;
});

const routesByItsList: Witness = (before, event) => {
  if (event.type !== 'RoutingBegun' && event.type !== 'ListChanged') return null;
  const list = applicableList(before, vipaOf(before, event.dvipa), event);
  return isSameList(list, event.list) ? null : `${event.stack} routes by another list than its own`;
};

const nothingBack: Witness = (_before, event, after) => {
  if (event.type !== 'ConnectionEnded') return null;
  const routing = after.vipas[event.dvipa]?.routing;
  const isBack = routing?.is === 'routed' && routing.crt[event.key] !== undefined;
  return isBack ? `${event.key} has ended and is still in the CRT` : null;
};

const noneOfTheDead = whereRouted(({ stacks }, _vipa, { by, dpt, crt }) => {
  const named = [...Object.keys(dpt), ...Object.values(crt).map(({ stack }) => stack)];
  const dead = named.find((stack) => (stacks[stack] ?? null) === null);
  return dead === undefined ? null : `${dead} has left and is still in the tables of ${by}`;
});

const selected: Witness = (before, event) => {
  if (event.type !== 'SynRouted' && event.type !== 'SynAccepted') return null;
  const { listeners, routing } = vipaOf(before, event.dvipa);
  const target = event.type === 'SynRouted' ? event.target : event.stack;
  // A superseded choice, or one by what is under way: only a listener can take it.
  const isGuess =
    event.type === 'SynRouted' && (routing.is !== 'routed' || event.late.includes(target));
  const listens = isGuess || (listeners[target]?.[event.port] ?? 0) > 0;
  return listens ? null : `${target} was selected, and nobody listens there`;
};

const refused: Witness = (before, event) => {
  const { routing, ...vipa } = vipaOf(before, 'dvipa' in event ? event.dvipa : '');
  if (event.type !== 'SynRefused' || routing.is !== 'routed') return null;
  const open = routing.received
    .filter((stack) => !event.late.includes(stack))
    .find((stack) => openPorts(before, { routing, ...vipa }, stack, routing.list)[event.port]);
  return open === undefined ? null : `${event.stack} refuses, and ${open} listens`;
};

const chosen: Witness = (before, event) => {
  if (event.type !== 'SynAccepted') return null;
  const { routing } = vipaOf(before, event.dvipa);
  if (routing.is !== 'routed') return null;
  const isChosen = (routing.crt[event.key]?.stack ?? routing.by) === event.stack;
  return isChosen ? null : `${event.stack} answers ${event.key}, and was not chosen`;
};

/** That no two select at a time the state itself says: here, that who does has given way to the next. */
const oneSelects: Witness = (before, _event, after) => {
  const selector = (cluster: Cluster, dvipa: string) =>
    Object.keys(cluster.stacks).find((stack) => selects(vipaOf(cluster, dvipa), stack));
  const found = Object.keys(after.vipas)
    .map((dvipa) => [selector(before, dvipa), selector(after, dvipa)] as const)
    .find(([was, is]) => was !== undefined && is !== undefined && was !== is);
  return found === undefined ? null : `${found[1]} selects, and ${found[0]} has not given way`;
};

const unawareIsLeft = whereRouted((cluster, _vipa, { by, dpt, list }) => {
  if (!awareStacks(cluster).includes(by)) return `${by} lacks the function`;
  const stranger = Object.keys(dpt).find((stack) => !isCandidate(cluster, stack, list));
  return stranger === undefined ? null : `${stranger} is no candidate with the function`;
});

/** The first of several witnesses that has something to say. */
const either =
  (...witnesses: readonly Witness[]): Witness =>
  (...step) =>
    witnesses.map((witness) => witness(...step)).find((found) => found !== null) ?? null;

export const claims = {
  P1: 'A segment of a live connection is given to the stack where the connection lives, only.',
  P2: 'A connection whose stack and application live is never reset or forgotten by the cluster.',
  P3:
    'Once failures stop, every live connection is reachable, a new one is accepted where a candidate ' +
    'listens, and every DVIPA with a live eligible stack has exactly one owner: the primary, else ' +
    'the highest live rank.',
  P4: 'A SYN goes to a candidate target that listens; only when none listens it is refused.',
  P5:
    'With no message in flight the CRT of an owner is exactly the live connections of its DVIPA, ' +
    'and its DPT exactly the listening candidates.',
  P6: 'A connection that has ended, or whose stack has left, never stays or reappears in a table.',
  P7: 'At most one stack selects targets for a DVIPA, and one stack answers a connection attempt.',
  P8: 'While targets and weights are stable, each target is selected in proportion to its weight.',
  P9: 'A stack without the function is never waited for, never asked for anything, never changed.',
  P10: 'A malformed, stale, duplicated or unexpected message or packet changes no state.',
};

export const witnesses: Readonly<Partial<Record<keyof typeof claims, Witness>>> = {
  P1: either(leadsHome, givenHome),
  P2: (before, event, after) => serve(serviceOf(before), event, serviceOf(after))?.refused ?? null,
  P4: either(selected, refused),
  P5: either(dptIsTrue, routesByItsList), // here nothing is ever in flight
  P6: either(nothingBack, noneOfTheDead),
  P7: either(oneSelects, chosen),
  P9: unawareIsLeft,
};
