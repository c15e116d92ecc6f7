/**
 * Every reachable state of the abstract cluster at a small scope, each step judged by the promises.
 *
 * Breadth first, so that what it finds is as short as can be. From every state the cluster must be able
 * to come to rest by its own doing (P3): a drain takes the demanded actions until none is left.
 */
import type { Event } from '../../model/events.types.ts';
import { pendingIn, rightOwners } from '../../model/pending.ts';
import { witnesses } from '../../model/promises.ts';
import type { Cluster } from '../../model/state.types.ts';
import { step as soundStep } from '../../model/step.ts';
import { vipaOf } from '../../model/tables.ts';
import { initialCluster, possibleEvents, type ModelScope } from './possible.ts';

export type ModelStep = typeof soundStep;

export interface ModelResult {
  readonly states: number;
  readonly transitions: number;
  /** The longest way to a state. */
  readonly depth: number;
  /** How often each event fired. */
  readonly fired: ReadonlyMap<string, number>;
  readonly broken: {
    readonly promise: string;
    readonly witness: string;
    readonly way: readonly Event[];
  } | null;
}

interface Node {
  readonly cluster: Cluster;
  readonly from: Node | null;
  readonly event: Event | null;
  readonly depth: number;
}

/** Visits all states; stops at the first broken promise. `step` may be a wrong model, to see it fail. */
export function exploreModel(scope: ModelScope, step: ModelStep = soundStep): ModelResult {
  const root: Node = { cluster: initialCluster(scope), from: null, event: null, depth: 0 };
  const seen = new Set([keyOf(root.cluster)]);
  const queue = [root];
  const fired = new Map<string, number>();
  const resting = new Set<string>();
  let transitions = 0;
  const result = (broken: ModelResult['broken'], depth: number): ModelResult => {
    return { states: seen.size, transitions, depth, fired, broken };
  };
  // The queue grows while it is walked: breadth first.
  for (const node of queue) {
    const stuck = comesToRest(scope, node.cluster, step, resting);
    if (stuck !== null) {
      return result({ promise: 'P3', witness: stuck, way: wayTo(node, null) }, node.depth);
    }
    for (const event of possibleEvents(scope, node.cluster)) {
      const after = step(node.cluster, event);
      if ('refused' in after) continue;
      transitions += 1;
      fired.set(event.type, (fired.get(event.type) ?? 0) + 1);
      const broken = judge(node.cluster, event, after);
      if (broken !== null) return result({ ...broken, way: wayTo(node, event) }, node.depth + 1);
      if (isSame(node.cluster, after)) continue;
      const key = keyOf(after);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ cluster: after, from: node, event, depth: node.depth + 1 });
    }
  }
  return result(null, queue.at(-1)?.depth ?? 0);
}

function judge(before: Cluster, event: Event, after: Cluster) {
  for (const [promise, witness] of Object.entries(witnesses)) {
    const found = witness(before, event, after);
    if (found !== null) return { promise, witness: found };
  }
  return null;
}

/** What a cluster does by itself when nothing new befalls it, in this order. */
const demanded: readonly Event['type'][] = [
  'SynReturned',
  'Yielded',
  'ListReceived',
  'RoutingBegun',
  'Advertised',
  'Withdrawn',
  'Claimed',
];

/** No drain of a handful of stacks takes more actions. */
const MOST_DEMANDED = 50;

/** Follows the demanded actions; what is known to come to rest is not followed twice. */
function comesToRest(
  scope: ModelScope,
  start: Cluster,
  step: ModelStep,
  resting: Set<string>,
): string | null {
  let cluster = start;
  const passed: string[] = [];
  for (let count = 0; count < MOST_DEMANDED; count += 1) {
    const key = keyOf(cluster);
    passed.push(key);
    if (resting.has(key) || pendingIn(cluster) === null) {
      for (const each of passed) resting.add(each);
      return null;
    }
    const next = nextDemanded(scope, cluster, step);
    if (next === null) return pendingIn(cluster);
    cluster = next;
  }
  return pendingIn(cluster);
}

function nextDemanded(scope: ModelScope, cluster: Cluster, step: ModelStep): Cluster | null {
  const present = keyOf(cluster);
  const events = possibleEvents(scope, cluster);
  for (const type of demanded) {
    for (const event of events) {
      if (event.type !== type || !helps(cluster, event)) continue;
      const after = step(cluster, event);
      if (!('refused' in after) && keyOf(after) !== present) return after;
    }
  }
  return null;
}

/** Claims only of who should own and does not: the rest would go round in circles. */
function helps(cluster: Cluster, event: Event): boolean {
  if (event.type === 'Claimed') {
    const vipa = vipaOf(cluster, event.dvipa);
    const owners = rightOwners(cluster, event.dvipa, vipa);
    const isServed = vipa.routing.is === 'routed' && owners.includes(vipa.routing.by);
    return !isServed && owners.includes(event.stack);
  }
  if (event.type !== 'Yielded') return true;
  const { routing } = vipaOf(cluster, event.dvipa);
  return routing.is === 'inTransit' && routing.former === event.stack;
}

/** Did an event change nothing, as a segment does that goes where it should? */
function isSame(before: Cluster, after: Cluster): boolean {
  const names = Object.keys(after.vipas);
  return (
    before.stacks === after.stacks &&
    names.every((name) => before.vipas[name] === after.vipas[name])
  );
}

/** Equal states have equal encodings: fields are sorted, and nothing is undefined. */
function keyOf({ stacks, vipas }: Cluster): string {
  return `${encode(stacks)} ${encode(vipas)}`;
}

const encodings = new WeakMap<object, string>();

/** Parts that a step leaves alone keep their reference, and are encoded once. */
function encode(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const present = encodings.get(value);
  if (present !== undefined) return present;
  const encoded = encodeParts(value);
  encodings.set(value, encoded);
  return encoded;
}

function encodeParts(value: object): string {
  if (Array.isArray(value)) return `[${value.map(encode).join()}]`;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${name}:${encode(field)}`).join()}}`;
}

function wayTo(node: Node, last: Event | null): readonly Event[] {
  const way: Event[] = last === null ? [] : [last];
  for (let at: Node | null = node; at !== null; at = at.from) {
    if (at.event !== null) way.unshift(at.event);
  }
  return way;
}
