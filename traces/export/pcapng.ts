/**
 * A story as a capture for Wireshark and tshark: an interface for every link, and a comment on every frame that says
 * which step it belongs to.
 *
 * A packet of the network is seen at its client and at the stack's adapter; a message over XCF where it leaves and where
 * it arrives. A packet that a stack hands on is IP in IP between XCF addresses; the five messages, which have no bytes of
 * their own here, are JSON in a datagram. The interface `steps` has one line of text for every step. Left out: notices of
 * the membership service, and what a wrong environment lets overtake, which are such lines alone.
 */
import type { Envelope, Packet } from '../../impl/messages.types.ts';
import type { Topology } from '../../impl/sysplex.types.ts';
import { linesOf } from '../explain/telling.ts';
import { journeysOf, type Journeys } from '../story/journeys.ts';
import { cargoLabel } from '../story/labels.ts';
import type { Moment, Story } from '../story/story.ts';
import { version } from '../version.ts';
import { ipInIp, tcpPacket, udpPacket, type Resolve } from './ip-bytes.ts';
import { cut, LINK, pcapngOf, type Frame, type Interface } from './pcapng-blocks.ts';
import { wireNames } from './wire-names.ts';

/** Of the range that is never assigned. */
export const XCF_PORT = 49_500;

const MICROSECONDS = 1_000_000;
const MOST_PAYLOAD = 65_000;

/** Bytes of a pcapng file; a step takes a second of its time, and the same story gives the same bytes. */
export function captureOf(story: Story): Uint8Array {
  const { trace, cluster, moments, start } = story;
  const names = wireNames(start.topology);
  const journeys = journeysOf(story);
  const interfaces = interfacesOf(start.topology);
  const xcf = new Map(start.topology.profiles.map((profile) => [profile.stack, profile.xcf]));
  const wire = { resolve: names.resolve, xcfOf: (stack: string) => xcf.get(stack) ?? stack };
  const frames = moments.flatMap((moment) => {
    const seen = [stepFrame(story, moment, journeys), ...framesAt(moment, journeys, wire)];
    return seen.flatMap(({ link, bytes, comment, direction }, at): readonly Frame[] => {
      const on = interfaces.findIndex(({ name }) => name === link);
      // In the name of somebody who is no stack there is no link: the step's text says it.
      if (on < 0) return [];
      const time = moment.number * MICROSECONDS + at;
      return [{ on, at: time, bytes, comment: `step ${moment.number}: ${comment}`, direction }];
    });
  });
  return pcapngOf({
    comment: `${trace.title}. Replayed on ${cluster}.`,
    application: `dvipa ${version()}`,
    interfaces,
    names: names.given(),
    frames,
  });
}

interface Sight {
  readonly link: string;
  readonly bytes: Uint8Array;
  readonly comment: string;
  readonly direction: Frame['direction'];
}

interface Wire {
  readonly resolve: Resolve;
  readonly xcfOf: (stack: string) => string;
}

const STEPS = 'steps';

function interfacesOf({ clients, profiles }: Topology): readonly Interface[] {
  const stacks = profiles.map(({ stack }) => stack);
  const link = (name: string, description: string): Interface => ({
    name,
    description,
    linkType: LINK.ipv4,
  });
  return [
    { name: STEPS, description: 'what every step did', linkType: LINK.dissector },
    ...clients.map((name) => link(name, `client ${name}`)),
    ...stacks.map((name) => link(name, `the adapter of ${name}`)),
    ...stacks.flatMap((one, at) =>
      stacks
        .slice(at + 1)
        .map((other) => link(xcfLink(one, other), `XCF between ${one} and ${other}`)),
    ),
  ];
}

function xcfLink(one: string, other: string): string {
  return `XCF ${[one, other].sort().join('-')}`;
}

/** A line of text as a syslog message, which its dissector is named for. */
function stepFrame({ broken, moments }: Story, moment: Moment, journeys: Journeys): Sight {
  const texts = linesOf(moment, journeys, false).map(({ text }) => text);
  const isLast = broken !== null && moment.number === moments.length;
  const verdict = isLast ? [`BROKEN ${broken.promise}: ${broken.witness}`] : [];
  const comment = [...texts, ...verdict].join('; ');
  const name = Buffer.from('syslog\0\0');
  const head = Buffer.from([0, 12, 0, name.length, ...name, 0, 0, 0, 0]);
  const line = cut(`<14>step ${moment.number}: ${comment}`, MOST_PAYLOAD);
  return { link: STEPS, bytes: Buffer.concat([head, line]), comment, direction: null };
}

function framesAt(moment: Moment, journeys: Journeys, wire: Wire): readonly Sight[] {
  return [...received(moment, journeys, wire), ...sent(moment, journeys, wire)];
}

function received(
  { action, after, number }: Moment,
  journeys: Journeys,
  wire: Wire,
): readonly Sight[] {
  if (action.do === 'InjectMessage') {
    const { from, to, body } = action;
    const self = after.stacks[to]?.distribution.self ?? { stack: to, incarnation: 0 };
    const forged = { from: { stack: from, incarnation: 0 }, to: self, body };
    return [onXcf(forged, 'in', `forged in the name of ${from}: `, wire)];
  }
  const hop = journeys.hopOf(number);
  const to = hop?.to ?? null;
  if (hop === null || to === null) return [];
  const { cargo, fate } = hop;
  if (cargo.kind === 'message') return [onXcf(cargo.envelope, 'in', `${to} receives `, wire)];
  if (cargo.kind !== 'packet' || fate === 'read') return [];
  const by = action.do === 'DeliverPacket' ? `${action.router} brings ${to} ` : `${to} receives `;
  return [onNetwork(cargo.packet, to, 'in', by, wire)];
}

function sent({ number, action }: Moment, journeys: Journeys, wire: Wire): readonly Sight[] {
  return journeys.sentBy(number).flatMap(({ cargo, where }) => {
    if (cargo.kind === 'message') {
      return [onXcf(cargo.envelope, 'out', `${cargo.envelope.from.stack} sends `, wire)];
    }
    if (cargo.kind === 'notice') return [];
    const { packet } = cargo;
    const from = where === 'to the cluster' ? packet.source.address : stackOf(action);
    return from === null ? [] : [onNetwork(packet, from, 'out', `${from} sends `, wire)];
  });
}

/** The stack at which a step happens: what it sends has a DVIPA for its source. */
function stackOf(action: Moment['action']): string | null {
  if (action.do === 'Tcp') return action.at;
  if ('stack' in action) return action.stack;
  return 'to' in action ? String(action.to) : null;
}

function onNetwork(
  packet: Packet,
  link: string,
  direction: 'in' | 'out',
  words: string,
  { resolve }: Wire,
): Sight {
  const bytes = tcpPacket(packet, resolve);
  return { link, bytes, direction, comment: words + cargoLabel({ kind: 'packet', packet }) };
}

function onXcf(
  envelope: Envelope,
  direction: 'in' | 'out',
  words: string,
  { resolve, xcfOf }: Wire,
): Sight {
  const { from, to, body } = envelope;
  const ends = [resolve(xcfOf(from.stack)), resolve(xcfOf(to.stack))] as const;
  // A number that is none is a word, as in a trace.
  const spelt = (_: string, part: unknown): unknown => (Number.isNaN(part) ? 'NaN' : part);
  const bytes =
    'packet' in body
      ? ipInIp(...ends, tcpPacket(body.packet, resolve))
      : udpPacket(...ends, XCF_PORT, cut(JSON.stringify(body, spelt), MOST_PAYLOAD));
  const link = xcfLink(from.stack, to.stack);
  return { link, bytes, direction, comment: words + cargoLabel({ kind: 'message', envelope }) };
}
