/**
 * The sysplex of Figure 4 twice, on the model and as stacks, so that a test does on both what a sentence
 * of the source says and sees the same on both.
 *
 * After every step the stacks come to rest, and the model has met its promises. Left out: interleavings.
 */
import type { ExecutionContext } from 'ava';
import type { Action } from '../../impl/actions.types.ts';
import type { Claim, ControlMessage, Definitions } from '../../impl/messages.types.ts';
import type { Happening, Sysplex } from '../../impl/sysplex.types.ts';
import type { Distribution, Profile } from '../../model/config.types.ts';
import type { Event, Refused } from '../../model/events.types.ts';
import { figure4 } from '../../model/fig04-example-sysplex.ts';
import { witnesses } from '../../model/promises.ts';
import type { Cluster } from '../../model/state.types.ts';
import { step as modelStep } from '../../model/step.ts';
import { vipaOf } from '../../model/tables.ts';
import { drain } from '../harness/drain.ts';
import { startState } from '../harness/start.ts';
import { topologiesOf } from '../harness/topologies.ts';
import { clusterOf } from '../mutants/all.ts';
import { abstractionOf } from '../refinement/abstract.ts';

const stepStacks = clusterOf(null);

/** The same cluster on the model and as stacks, and what the stacks did in the last step. */
export interface Both {
  readonly model: Cluster;
  readonly stacks: Sysplex;
  readonly happenings: readonly Happening[];
}

/** What happens next: in the words of the model, and as actions of the cluster of stacks. */
export interface Step {
  readonly events: readonly Event[];
  readonly actions: readonly Action[];
}

/** Nothing is up yet. Throws if the profiles are none of a sysplex. */
export function allDown(profiles: readonly Profile[] = figure4): Both {
  const [topology] = topologiesOf(profiles);
  if (topology === undefined) throw new Error('the profiles make no topology');
  const stacks = Object.fromEntries(profiles.map(({ stack }) => [stack, null]));
  return {
    model: { stacks, vipas: {} },
    stacks: startState(stepStacks, topology, 'cold'),
    happenings: [],
  };
}

/** Does each step on both; the test fails where the model refuses or the stacks cannot. */
export function after(t: ExecutionContext, both: Both, ...steps: readonly Step[]): Both {
  return steps.reduce((before, { events, actions }) => {
    const model = events.reduce((cluster, event) => onModel(t, cluster, event), before.model);
    return { model, ...onStacks(t, before.stacks, actions) };
  }, both);
}

function onModel(t: ExecutionContext, cluster: Cluster, event: Event): Cluster {
  const next = modelStep(cluster, event);
  if ('refused' in next) {
    t.fail(`the model refuses ${event.type}: ${next.refused}`);
    return cluster;
  }
  for (const [id, witness] of Object.entries(witnesses)) {
    t.is(witness(cluster, event, next), null, `${id} after ${event.type}`);
  }
  return next;
}

function onStacks(t: ExecutionContext, from: Sysplex, actions: readonly Action[]) {
  const happenings: Happening[] = [];
  let stacks = from;
  for (const action of actions) {
    const next = stepStacks(stacks, action);
    t.truthy(next, `${JSON.stringify(action)} is enabled`);
    const rest = drain(stepStacks, next?.state ?? stacks);
    t.true(rest.isQuiet, `the cluster comes to rest after ${action.do}`);
    happenings.push(...(next?.happenings ?? []), ...rest.happenings);
    stacks = rest.state;
  }
  return { stacks, happenings };
}

/** What the model says to events in turn: the cluster after the last, or the first that it refuses. */
export function modelAfter({ model }: Both, ...events: readonly Event[]): Cluster | Refused {
  let cluster = model;
  for (const event of events) {
    const next = modelStep(cluster, event);
    if ('refused' in next) return next;
    cluster = next;
  }
  return cluster;
}

/** Why the model refuses one of these events in turn; null where it takes them all. */
export function refusal(both: Both, ...events: readonly Event[]): string | null {
  const end = modelAfter(both, ...events);
  return 'refused' in end ? end.refused : null;
}

/** The model, and what the stacks are to it. */
export function clustersOf({ model, stacks }: Both): Readonly<Record<'model' | 'stacks', Cluster>> {
  return { model, stacks: abstractionOf(stepStacks, stacks) };
}

/** What a test says of one DVIPA: of the model and of the stacks alike. */
export interface Seen {
  /** Who routes it, or null. */
  readonly by: string | null;
  readonly list: Distribution | null;
  /** Who has received this very list. */
  readonly received: readonly string[];
  /** The primary's list, by the stack that keeps it for a takeover. */
  readonly kept: Readonly<Record<string, Distribution>>;
  readonly advertised: readonly string[];
  /** The Destination Port Table: `MVS2:60`. */
  readonly dpt: readonly string[];
  /** The Current Routing Table: `C1:1 to MVS2`, by the outside end. */
  readonly crt: readonly string[];
  /** The connections that live, and where: `C1:1 on MVS2`. */
  readonly lives: readonly string[];
}

function seenIn(cluster: Cluster, dvipa: string): Seen {
  const { routing, advertisers, connections, kept } = vipaOf(cluster, dvipa);
  const { by, list, received, dpt, crt } =
    routing.is === 'routed' ? routing : { by: null, list: null, received: [], dpt: {}, crt: {} };
  const outside = (key: string): string => key.slice(0, key.indexOf('>'));
  const rows = Object.entries(dpt).flatMap(([stack, ports]) =>
    Object.keys(ports).map((port) => `${stack}:${port}`),
  );
  const places = (table: typeof connections, word: string): readonly string[] =>
    Object.entries(table)
      .map(([key, { stack }]) => `${outside(key)} ${word} ${stack}`)
      .sort();
  return {
    by,
    list,
    received,
    kept,
    advertised: advertisers,
    dpt: rows.sort(),
    crt: places(crt, 'to'),
    lives: places(connections, 'on'),
  };
}

/** Both see of a DVIPA what the test expects. */
export function see(t: ExecutionContext, both: Both, dvipa: string, expected: Partial<Seen>): void {
  for (const [name, cluster] of Object.entries(clustersOf(both))) {
    const seen = seenIn(cluster, dvipa);
    const part = Object.fromEntries(
      Object.keys(expected).map((field) => [field, seen[field as keyof Seen]]),
    );
    t.deepEqual(part, { ...expected }, `${dvipa} as the ${name} see it`);
  }
}

/** Messages of one kind about one DVIPA that were sent in the last step: `MVS2>MVS1`, sorted, each once. */
export function sent(
  { happenings }: Both,
  type: ControlMessage['type'],
  dvipa: string,
): readonly string[] {
  const found = happenings.flatMap(({ output }) => {
    if (output.type !== 'Send' || output.envelope.body.type !== type) return [];
    const { from, to, body } = output.envelope;
    return speaksOf(body, dvipa) ? [`${from.stack}>${to.stack}`] : [];
  });
  return [...new Set(found)].sort();
}

/** A list speaks of the DVIPAs that its sender claims; a NEWCONN that only ends a snapshot of none. */
function speaksOf(body: ControlMessage, dvipa: string): boolean {
  if (body.type === 'VIPA_list') return body.claims.some((claim) => claim.dvipa === dvipa);
  if (body.dvipa !== dvipa) return false;
  return body.type !== 'NEWCONN' || body.connections.length > 0;
}

/** A list that a stack sent: to whom, its definitions, and what it claims. */
export interface SentList {
  readonly to: string;
  readonly definitions: Definitions;
  readonly claims: readonly Claim[];
}

/** The lists of one stack that claimed a DVIPA, in the last step. */
export function listsOf({ happenings }: Both, stack: string, dvipa: string): readonly SentList[] {
  return happenings.flatMap(({ at, output }) => {
    if (at !== stack || output.type !== 'Send') return [];
    const { to, body } = output.envelope;
    if (body.type !== 'VIPA_list' || !speaksOf(body, dvipa)) return [];
    return [{ to: to.stack, definitions: body.definitions, claims: body.claims }];
  });
}

/** Who asked whom for a DVIPA, in the last step: `MVS1>MVS5`. */
export function takebacks({ happenings }: Both, dvipa: string): readonly string[] {
  return happenings.flatMap(({ output }) => {
    if (output.type !== 'Send' || output.envelope.body.type !== 'DVIPA') return [];
    const { from, to, body } = output.envelope;
    const isTakeback = body.intent === 'takeback' && body.dvipa === dvipa;
    return isTakeback ? [`${from.stack}>${to.stack}`] : [];
  });
}

/** The blocks that a stack executed in the last step. */
export function blocksAt({ happenings }: Both, stack: string): ReadonlySet<string> {
  const ids = happenings.flatMap(({ at, output }) =>
    at === stack && output.type === 'Reached' ? [output.id] : [],
  );
  return new Set(ids);
}
