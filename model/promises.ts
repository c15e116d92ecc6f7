/**
 * The promises P1 to P10: one sentence each that a network engineer would sign.
 *
 * A witness judges one step of the model. P3 is judged at rest (pending.ts). P8 and P10 are judged on the
 * cluster of stacks alone: the model leaves the policy open, and takes in nothing that is no event.
 */
import type { Event } from './events.types.ts';
import { selects } from './fig07-packet.ts';
import { awareStacks } from './lists.ts';
import { serve, serviceOf } from './service.ts';
import type { Cluster, Routed, Vipa } from './state.types.ts';
import { isCandidate, openPorts } from './tables.ts';

type Witness = (before: Cluster, event: Event, after: Cluster) => string | null;

type RoutedWitness = (cluster: Cluster, vipa: Vipa, routed: Routed) => string | null;

/** Judges every DVIPA that a stack routes. */
function whereRouted(witness: RoutedWitness): Witness {
  return (_before, _event, after) =>
    Object.values(after.vipas)
      .map((vipa) => (vipa.routing.is === 'routed' ? witness(after, vipa, vipa.routing) : null))
      .find((found) => found !== null) ?? null;
}

const leadsHome: RoutedWitness = (_cluster, { connections }, { crt, by }) => {
  const lost = Object.keys(connections).find((key) => crt[key]?.stack !== connections[key]?.stack);
  return lost === undefined ? null : `${by} has no way to ${lost} on ${connections[lost]?.stack}`;
};

const dptIsTrue: RoutedWitness = (cluster, vipa, { by, dpt, received, list }) => {
  const isTrue = (stack: string): boolean =>
    JSON.stringify(dpt[stack] ?? {}) === JSON.stringify(openPorts(cluster, vipa, stack, list));
  const wrong = received.find((stack) => !isTrue(stack));
  return wrong === undefined ? null : `the DPT of ${by} is wrong about ${wrong}`;
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
  if (event.type !== 'SynRouted' || event.late.includes(event.target)) return null;
  const vipa = before.vipas[event.dvipa];
  if (vipa?.routing.is !== 'routed') return null; // a superseded choice: only a listener can take it
  const listens = (vipa.listeners[event.target]?.[event.port] ?? 0) > 0;
  return listens ? null : `${event.target} was selected, and nobody listens there`;
};

const oneSelects: Witness = (_before, _event, after) => {
  const owners = Object.values(after.vipas).map((vipa) =>
    Object.keys(after.stacks).filter((stack) => selects(vipa, stack)),
  );
  const two = owners.find(({ length }) => length > 1);
  return two === undefined ? null : `${two.join(' and ')} both select`;
};

const unawareIsLeft = whereRouted((cluster, _vipa, { by, dpt, list }) => {
  const aware = awareStacks(cluster);
  const asked = [by, ...Object.keys(dpt)].find((stack) => !aware.includes(stack));
  if (asked !== undefined) return `${asked} lacks the function`;
  const stranger = Object.keys(dpt).find((stack) => !isCandidate(cluster, stack, list));
  return stranger === undefined ? null : `${stranger} is no candidate`;
});

const promise = (claim: string, witness: Witness | null) => ({ claim, witness });

export const promises = {
  P1: promise(
    'A segment of a live connection is given to the stack where the connection lives, only.',
    whereRouted(leadsHome),
  ),
  P2: promise(
    'A connection whose stack and application live is never reset or forgotten by the cluster.',
    (before, event, after) => serve(serviceOf(before), event, serviceOf(after))?.refused ?? null,
  ),
  P3: promise(
    'Once failures stop, every live connection is reachable, a new one is accepted where a candidate ' +
      'listens, and every DVIPA with a live eligible stack has exactly one owner: the primary, ' +
      'else the highest live rank.',
    null, // pending.ts, at rest
  ),
  P4: promise(
    'A SYN goes to a candidate target that listens; only when none listens it is refused.',
    selected,
  ),
  P5: promise(
    'With no message in flight the CRT of an owner is exactly the live connections of its DVIPA, ' +
      'and its DPT exactly the listening candidates.',
    whereRouted(dptIsTrue), // here nothing is ever in flight
  ),
  P6: promise(
    'A connection that has ended, or whose stack has left, never stays or reappears in a table.',
    (...step) => nothingBack(...step) ?? noneOfTheDead(...step),
  ),
  P7: promise(
    'At most one stack selects targets for a DVIPA, and one stack answers a connection attempt.',
    oneSelects,
  ),
  P8: promise(
    'While targets and weights are stable, each target is selected in proportion to its weight.',
    null,
  ),
  P9: promise(
    'A stack without the function is never waited for, never asked for anything, never changed.',
    unawareIsLeft,
  ),
  P10: promise(
    'A malformed, stale, duplicated or unexpected message or packet changes no state.',
    null,
  ),
};
