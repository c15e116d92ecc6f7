/**
 * Where each step of a story happens, and which earlier steps it hears of: the happened-before relation that a
 * vector clock counts.
 *
 * Every step also follows the step before it at the same place; that is left out here. Dependence through a guard of
 * the environment is no message, and left out too.
 */
import { actorNow, type Journeys } from '../story/journeys.ts';
import type { Moment, Story } from '../story/story.ts';

/** Where a packet is lost or doubled, or overtakes, when no router is named. */
const NETWORK = 'network';

/** The stack, client or router that a step happens at, or the network. */
export function placeOf(moment: Moment): string {
  const { action, before } = moment;
  if (action.do === 'DeliverPacket' || action.do === 'LearnRoute') {
    return action.router in before.network.routes ? action.router : NETWORK;
  }
  return actorNow(moment) ?? NETWORK;
}

/** For each moment the numbers of those that it hears of; what was under way at the start has none. */
export function causesOf(story: Story, journeys: Journeys): readonly (readonly number[])[] {
  const past: Past = {
    queues: queuesAtStart(story),
    doubled: new Map(),
    groups: 0,
    routes: new Map(),
  };
  return story.moments.map((moment) => {
    const causes = heardOf(moment, journeys, past);
    remember(moment, journeys, past);
    return [...new Set(causes)].filter((number) => number > 0).sort((one, other) => one - other);
  });
}

/** The last steps of a kind that a later one hears of; 0 is none. */
interface Past {
  /** For every stack the steps that filled its queue, oldest first. */
  readonly queues: Map<string, number[]>;
  readonly doubled: Map<object, number>;
  /** The membership group has changed. */
  groups: number;
  /** A DVIPA is advertised otherwise. */
  readonly routes: Map<string, number>;
}

function queuesAtStart({ start }: Story): Map<string, number[]> {
  return new Map(
    Object.entries(start.stacks).map(([name, stack]) => [name, (stack?.queue ?? []).map(() => 0)]),
  );
}

function heardOf({ action, number }: Moment, journeys: Journeys, past: Past): readonly number[] {
  const hop = journeys.hopOf(number);
  if (action.do === 'ReadQueue') return [past.queues.get(action.stack)?.shift() ?? 0];
  if (action.do === 'StartStack') return [past.groups];
  if (action.do === 'LearnRoute') return [past.routes.get(action.dvipa) ?? 0];
  if (hop === null) return [];
  const doubled = hop.cargo.kind === 'packet' ? past.doubled.get(hop.cargo.packet) : undefined;
  return [hop.left, doubled ?? 0];
}

function remember({ action, number, before, after }: Moment, journeys: Journeys, past: Past): void {
  const hop = journeys.hopOf(number);
  if (action.do === 'StartStack' || action.do === 'CrashStack') past.groups = number;
  if (action.do === 'CrashStack') past.queues.set(action.stack, []);
  if (hop?.fate === 'queued') past.queues.get(hop.to ?? '')?.push(number);
  if (hop?.fate === 'doubled' && hop.cargo.kind === 'packet') {
    past.doubled.set(hop.cargo.packet, number);
  }
  for (const [dvipa, names] of Object.entries(after.network.advertised)) {
    if (before.network.advertised[dvipa]?.join() !== names.join()) past.routes.set(dvipa, number);
  }
}
