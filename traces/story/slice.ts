/**
 * The causal slice of a story: the steps that its violation can depend on.
 *
 * Going back from the step that broke the promise, a step belongs to the slice when it wrote a part of the cluster
 * that a step of the slice read, or sent what one of them took in. Parts are a stack's view of the others, one DVIPA
 * of a stack, one connection, one queue, one route: reading is assumed by part, not by field, so the slice may hold a
 * step too many, never one too few of those that changed something. A step that changed nothing is left out, unless it
 * ignored a message about the very connection that the witness names: that it came and did nothing is the story.
 */
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { actorNow, type Hop, type Journeys } from './journeys.ts';
import { socketName, type Cargo } from './labels.ts';
import type { Moment, Story } from './story.ts';

/** The numbers of the moments that the violation can depend on; all of them when nothing broke. */
export function sliceOf(story: Story, journeys: Journeys): ReadonlySet<number> {
  const { moments, broken } = story;
  const numbers = moments.map(({ number }) => number);
  if (broken === null) return new Set(numbers);
  const writes = moments.map(({ before, after }) => changedParts(partsOf(before), partsOf(after)));
  const last = moments.at(-1);
  const pending = [
    ...(last === undefined ? [] : [last.number]),
    ...moments
      .filter((moment) => isAlwaysIn(moment, journeys.hopOf(moment.number)))
      .map(({ number }) => number),
    ...ignoredOf(story, journeys),
    ...writersOf(rootsOf(story), writes, moments.length + 1),
  ];
  const slice = new Set<number>();
  for (let number = pending.pop(); number !== undefined; number = pending.pop()) {
    const moment = moments[number - 1];
    if (moment === undefined || slice.has(number)) continue;
    slice.add(number);
    const hop = journeys.hopOf(number);
    if (hop !== null) pending.push(hop.left, ...queuedBefore(moments, moment, hop.left));
    pending.push(...writersOf(readsOf(moment, hop), writes, number));
  }
  return slice;
}

/** The steps in which a message came about a connection that the witness names, and was ignored. */
export function ignoredOf({ moments, broken }: Story, journeys: Journeys): readonly number[] {
  const named = [...(broken?.witness ?? '').matchAll(/[^\s>]+:\d+>[^\s>]+:\d+/g)].map(
    ([key]) => key,
  );
  const isNamed = (ends: readonly string[]): boolean =>
    named.some((key) => ends.every((end) => key.split('>').includes(end)));
  return moments
    .filter(({ happenings }) => happenings.some(({ output }) => output.type === 'Ignore'))
    .filter(({ number }) => {
      const hop = journeys.hopOf(number);
      return hop !== null && connectionsIn(hop.cargo).some(isNamed);
    })
    .map(({ number }) => number);
}

/** Both ends of every connection that a message of XCF is about; packets are sent again and again, and tell no more. */
function connectionsIn(cargo: Cargo): readonly (readonly string[])[] {
  if (cargo.kind !== 'message') return [];
  const { body } = cargo.envelope;
  if ('packet' in body) return [connectionOf({ kind: 'packet', packet: body.packet })];
  const reports =
    body.type === 'NEWCONN' ? body.connections : body.type === 'TERMCONN' ? [body.connection] : [];
  return reports.map(({ remote, local }) => [socketName(remote), socketName(local)]);
}

/** What stood before it on its channel, in its queue or under the same name in the network, and was taken first. */
function queuedBefore(moments: readonly Moment[], { action, number }: Moment, left: number) {
  const isSame = (other: Moment): boolean => {
    if (action.do === 'DeliverPacket' || action.do === 'DeliverToClient') {
      return other.action.do === action.do && other.action.packet === action.packet;
    }
    if (action.do === 'DeliverXcf') {
      const { do: what, from, to } = { from: '', to: '', ...other.action };
      return what === 'DeliverXcf' && from === action.from && to === action.to;
    }
    if (action.do !== 'ReadQueue' || other.action.do !== 'ReadQueue') return false;
    return other.action.stack === action.stack;
  };
  const first = action.do === 'DeliverPacket' ? 0 : left;
  return moments
    .slice(first, number - 1)
    .filter(isSame)
    .map((other) => other.number);
}

/**
 * A failure, a loss and a doubled packet act by what does not come, or comes again; and P8 counts every selection of
 * the past.
 */
function isAlwaysIn(moment: Moment, hop: Hop | null): boolean {
  const { action, happenings } = moment;
  if (['CrashStack', 'LosePacket', 'DuplicatePacket'].includes(action.do)) return true;
  if (hop?.fate === 'lost' || (action.do === 'DeliverPacket' && hop === null)) return true;
  return happenings.some(({ output }) => output.type === 'Selected');
}

type Parts = ReadonlyMap<string, unknown>;

/** Whatever may change by itself, under a name that begins with its owner: `MVS1 tcp C1:1001>DVA1:60`. */
function partsOf({ stacks, clients, network, medium, profiles }: Sysplex): Parts {
  const parts = new Map<string, unknown>();
  for (const [name, stack] of Object.entries(stacks)) {
    if (stack === null) continue;
    const { view, horizon, joining, profile, self, vipas, weights } = stack.distribution;
    parts.set(`${name} life`, self.incarnation);
    parts.set(`${name} view`, JSON.stringify([view, horizon, joining]));
    parts.set(`${name} profile`, profile);
    parts.set(`${name} weights`, weights);
    for (const [dvipa, vipa] of Object.entries(vipas)) parts.set(`${name} vipa ${dvipa}`, vipa);
    for (const [key, tcb] of Object.entries(stack.tcp.connections)) {
      parts.set(`${name} tcp ${key}`, tcb);
    }
    parts.set(`${name} listeners`, stack.tcp.listeners);
    parts.set(`${name} queue`, stack.queue);
  }
  for (const [name, profile] of Object.entries(profiles)) parts.set(`${name} next`, profile);
  for (const [name, { connections }] of Object.entries(clients)) {
    for (const [key, tcb] of Object.entries(connections)) parts.set(`${name} tcp ${key}`, tcb);
  }
  for (const [dvipa, names] of Object.entries(network.advertised)) {
    parts.set(`network advertised ${dvipa}`, names.join());
  }
  for (const [router, routes] of Object.entries(network.routes)) {
    for (const [dvipa, stack] of Object.entries(routes)) parts.set(`${router} ${dvipa}`, stack);
  }
  for (const [name, notices] of Object.entries(medium.notices)) {
    parts.set(`notices ${name}`, notices.length);
  }
  return parts;
}

function changedParts(before: Parts, after: Parts): ReadonlySet<string> {
  const names = new Set([...before.keys(), ...after.keys()]);
  return new Set([...names].filter((name) => before.get(name) !== after.get(name)));
}

/** The last step before `number` that wrote each of the parts that are asked for. */
function writersOf(
  isRead: (part: string) => boolean,
  writes: readonly ReadonlySet<string>[],
  number: number,
): readonly number[] {
  const found = new Map<string, number>();
  for (let at = number - 1; at >= 1; at -= 1) {
    for (const part of writes[at - 1] ?? []) {
      if (!found.has(part) && isRead(part)) found.set(part, at);
    }
  }
  return [...new Set(found.values())];
}

/** What a step looks at: its own component, no more of it than the thing that it takes in is about. */
function readsOf(moment: Moment, hop: Hop | null): (part: string) => boolean {
  const { action } = moment;
  const cargo = hop?.cargo ?? null;
  if (action.do === 'CrashStack') return () => false;
  if (action.do === 'StartStack') return (part) => part === `${action.stack} next`;
  if (action.do === 'LearnRoute') return (part) => part === `network advertised ${action.dvipa}`;
  if (action.do === 'DeliverPacket' && cargo?.kind === 'packet') {
    const { address } = cargo.packet.destination;
    return (part) => part === `${action.router} ${address}` || part === `${hop?.to} queue`;
  }
  const actor = actorNow(moment);
  if (actor === null) return () => false;
  const dvipas = dvipasOf(moment, cargo);
  const key = cargo?.kind === 'packet' ? connectionOf(cargo) : null;
  return (part) => {
    if (!part.startsWith(`${actor} `)) return false;
    const [, kind, name = ''] = part.split(' ');
    if (kind === 'queue') return action.do === 'ReadQueue';
    if (kind === 'vipa') return dvipas === null || dvipas.includes(name);
    if (kind === 'tcp') return key === null || key.every((socket) => name.includes(socket));
    return true;
  };
}

function connectionOf({ packet }: Extract<Cargo, { kind: 'packet' }>): readonly string[] {
  return [packet.source, packet.destination].map(socketName);
}

/** The DVIPAs that a step is about; null for all of them. */
function dvipasOf({ action }: Moment, cargo: Cargo | null): readonly string[] | null {
  if ('dvipa' in action) return [action.dvipa];
  if (cargo?.kind === 'packet') {
    return [cargo.packet.destination.address, cargo.packet.source.address];
  }
  if (cargo?.kind !== 'message') return null;
  const { body } = cargo.envelope;
  if ('dvipa' in body) return [body.dvipa];
  if ('packet' in body) return [body.packet.destination.address, body.packet.source.address];
  return null;
}

/**
 * Where the witness looks: the stacks, clients and DVIPAs that it names. One that names no component may look
 * anywhere.
 */
function rootsOf({ start, broken }: Story): (part: string) => boolean {
  const words = new Set((broken?.witness ?? '').split(/[^A-Za-z0-9.]+/));
  const components = [...Object.keys(start.stacks), ...Object.keys(start.clients)];
  const named = components.filter((name) => words.has(name));
  if (named.length === 0 || words.has('nobody')) return () => true;
  const dvipas = Object.keys(start.network.advertised).filter((dvipa) => words.has(dvipa));
  return (part) => {
    const [owner = '', kind, name = ''] = part.split(' ');
    if (!named.includes(owner)) return false;
    if (dvipas.length === 0 || (kind !== 'vipa' && kind !== 'tcp')) return true;
    return dvipas.some((dvipa) => name.includes(dvipa));
  };
}
