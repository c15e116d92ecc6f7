/** The coupling facility: order per pair, nothing to the dead, and notices that come late but in order. */
import test from 'ava';
import type { Envelope } from '../messages.types.ts';
import type { Member } from '../../model/vocabulary.types.ts';
import {
  announceJoin,
  announceLeave,
  idleMedium,
  nextOn,
  sendOn,
  takeFrom,
  takeNotice,
  type Medium,
} from './medium.ts';

const [a, b, c] = ['A', 'B', 'C'].map((stack, at) => ({ stack, incarnation: at + 1 })) as [
  Member,
  Member,
  Member,
];

function envelope(from: Member, to: Member, dvipa: string): Envelope {
  const epoch = { number: 1, ...from };
  return { from, to, body: { type: 'DVIPA', dvipa, epoch, intent: 'routing' } };
}

function sendAll(medium: Medium, ...envelopes: readonly Envelope[]): Medium {
  return envelopes.reduce(sendOn, medium);
}

const joined = (member: Member) => ({ member, aware: true, xcf: `X${member.stack}` });
const typesFor = (medium: Medium, observer: string) =>
  (medium.notices[observer] ?? []).map(({ type, member }) => `${type} ${member.incarnation}`);

test('messages of one pair arrive in the order in which they were sent', (t) => {
  const first = envelope(a, b, 'V1');
  const second = envelope(a, b, 'V2');
  const medium = sendAll(idleMedium, first, second);

  t.is(nextOn(medium, 'A', 'B'), first);
  const rest = takeFrom(medium, 'A', 'B');
  t.is(nextOn(rest, 'A', 'B'), second);
  t.deepEqual(takeFrom(rest, 'A', 'B'), idleMedium);
});

test('pairs and directions do not wait for each other', (t) => {
  const medium = sendAll(idleMedium, envelope(a, b, 'V'), envelope(b, a, 'V'));

  t.is(nextOn(medium, 'B', 'A')?.from, b);
  t.is(nextOn(medium, 'A', 'C'), null);
  t.is(nextOn(takeFrom(medium, 'A', 'B'), 'B', 'A')?.from, b);
});

test('to take from an idle medium leaves it idle', (t) => {
  t.deepEqual(takeFrom(idleMedium, 'A', 'B'), idleMedium);
  t.deepEqual(takeNotice(idleMedium, 'A'), idleMedium);
});

test("a member's messages wait for the notice that it has joined", (t) => {
  const left = announceLeave(idleMedium, b, ['A']);
  const medium = sendOn(announceJoin(left, joined(c), ['A']), envelope(c, a, 'V'));
  t.is(nextOn(medium, 'C', 'A'), null);
  t.is(nextOn(takeNotice(medium, 'A'), 'C', 'A'), null, 'the first notice was about B');

  const noticed = takeNotice(takeNotice(medium, 'A'), 'A');
  t.is(nextOn(noticed, 'C', 'A')?.from, c);
  t.deepEqual(noticed.notices, {});
});

test('what a former life has sent does not wait for the notice of the next life (P6)', (t) => {
  const next = { stack: 'C', incarnation: 9 };
  const sent = sendOn(idleMedium, envelope(c, a, 'V'));
  const medium = announceJoin(sent, joined(next), ['A', 'B']);

  t.is(nextOn(medium, 'C', 'A')?.from, c);
});

test('nothing reaches the dead, but what it has sent still arrives', (t) => {
  const busy = sendAll(idleMedium, envelope(a, b, 'V'), envelope(b, a, 'V'), envelope(a, c, 'V'));
  const medium = announceLeave(announceJoin(busy, joined(c), ['B']), b, ['A', 'C']);

  t.deepEqual(Object.keys(medium.channels), ['B>A', 'A>C']);
  t.deepEqual(Object.keys(medium.notices), ['A', 'C'], 'nobody is left to be notified at B');
});

test('notices reach each observer in the order of the events', (t) => {
  const medium = announceJoin(announceLeave(idleMedium, b, ['A', 'C']), joined(c), ['A']);

  t.deepEqual(typesFor(medium, 'A'), ['MemberLeft 2', 'MemberJoined 3']);
  t.deepEqual(typesFor(takeNotice(medium, 'A'), 'A'), ['MemberJoined 3']);
  t.deepEqual(typesFor(medium, 'C'), ['MemberLeft 2']);
});

test('who has not heard of a departure hears of the return alone (R44)', (t) => {
  const left = announceLeave(idleMedium, b, ['A', 'C']);
  const heardAtC = takeNotice(left, 'C');
  const medium = announceJoin(heardAtC, joined({ stack: 'B', incarnation: 9 }), ['A', 'C']);

  t.deepEqual(typesFor(medium, 'A'), ['MemberJoined 9']);
  t.deepEqual(typesFor(medium, 'C'), ['MemberJoined 9']);
});

test('a join that nobody has heard of yet stays, whatever came of it', (t) => {
  const once = announceJoin(idleMedium, joined({ stack: 'B', incarnation: 5 }), ['A']);
  const left = announceLeave(once, { stack: 'B', incarnation: 5 }, ['A']);
  const medium = announceJoin(left, joined({ stack: 'B', incarnation: 9 }), ['A']);

  t.deepEqual(typesFor(medium, 'A'), ['MemberJoined 5', 'MemberJoined 9']);
});

test("another member's departure is not merged into a join", (t) => {
  const left = announceLeave(idleMedium, c, ['A']);
  const medium = announceJoin(left, joined({ stack: 'B', incarnation: 9 }), ['A']);

  t.deepEqual(typesFor(medium, 'A'), ['MemberLeft 3', 'MemberJoined 9']);
});
