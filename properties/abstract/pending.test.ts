/**
 * What is still to happen before a cluster is at rest, in words that name who is waited for (P3, P5).
 */
import test from 'ava';
import { backup, distribute, primary, profileOf, ranged } from '../../impl/testing/profiles.ts';
import type { Event } from '../../model/events.types.ts';
import { pendingIn } from '../../model/pending.ts';
import {
  accepts,
  after,
  begins,
  binds,
  claims,
  does,
  fails,
  forgets,
  handles,
  KEY,
  routes,
  starts,
  unbinds,
} from './events-on-v.ts';

const { dvipa: _dvipa, ...list } = distribute();

const a = starts(primary('A'));
const b = starts(backup('B', 20));
const c = starts(backup('C', 10));
const d = starts(ranged('D'));

const byA = [a, b, claims('A', 'define'), begins('A', 'define', list, ['A', 'B'])];
const atRest = [...byA, does('Advertised', 'A')];

/** What B takes over when A has failed. */
const byB = [
  ...[...atRest, c, does('ListReceived', 'C'), fails('A')],
  ...[claims('B', 'backup'), begins('B', 'backup', list, ['B', 'C']), does('Advertised', 'B')],
];

/** D has bound V under its range and routes it; A is down, B may back it up. */
const byBind = [
  ...[d, binds('D'), claims('D', 'bind'), begins('D', 'bind', null, ['D'])],
  does('Advertised', 'D'),
];

const ofAnother = profileOf('E', { defines: [{ dvipa: 'W', mask: null }] });
const ofBoth = { defines: ['W', 'V'].map((dvipa) => ({ dvipa, mask: null })) };

const cases: Readonly<Record<string, readonly (readonly [readonly Event[], string | null])[]>> = {
  'a primary that is up is to route': [
    [[], null],
    [[a], 'nobody routes V, though A could'],
    [[starts(primary('A')), starts(primary('Z'))], 'nobody routes V, though A, Z could'],
    [[...byA.slice(0, 3)], 'nobody routes V, though A could'],
    [atRest, null],
    [[starts(profileOf('E'))], null],
  ],
  'who routes is alone to advertise it': [
    [byA, 'A routes V, but [] advertise it'],
    [
      [...byB, a, claims('A', 'define'), does('Yielded', 'B'), ...begun('A', ['A', 'B', 'C'])],
      'A routes V, but [A, B] advertise it',
    ],
  ],
  'everybody is to receive the list': [
    [[...atRest, c], 'C has not received the list of A for V'],
    [[...atRest, c, does('ListReceived', 'C')], null],
    [[...atRest, starts(profileOf('U'), false)], null],
  ],
  'a choice is to be taken, or given back': [
    [
      [...atRest, binds('B'), routes('A', { target: 'B' })],
      `A has an entry for ${KEY}, which no target has taken`,
    ],
    [[...atRest, binds('B'), routes('A', { target: 'B' }), accepts('B')], null],
  ],
  'a backup routes while there is no primary, the highest rank first': [
    [[...atRest, fails('A')], 'nobody routes V, though B could'],
    [byB, null],
    [[...byB, a], 'B routes V, which belongs to A'],
    [[...byB, a, starts(primary('Z'))], 'B routes V, which belongs to A or Z'],
    [[...byB, starts(backup('E', 30))], 'B routes V, which belongs to E'],
    [[...byB, starts(backup('E', 1)), does('ListReceived', 'E')], null],
  ],
  'each DVIPA is to come to rest, and the first is told first': [
    [[...atRest, starts(ofAnother), does('ListReceived', 'E')], 'nobody routes W, though E could'],
    [[starts(ofAnother), ...byA, fails('A')], 'nobody routes V, though B could'],
    [[starts(ofAnother), starts(profileOf('F', ofBoth))], 'nobody routes V, though F could'],
  ],
  'what is active nowhere is not created by a plain backup': [
    [[b], null],
    [[starts(backup('B', 20, {}, true))], 'nobody routes V, though B could'],
  ],
  'a bind keeps it, until a primary claims': [
    [byBind, null],
    [[...byBind, b, does('ListReceived', 'B')], null],
    [[...byBind, a], 'D routes V, which belongs to A'],
    [[...byBind, fails('D')], null],
    [[d, binds('D')], null],
    [[d, starts(ranged('E')), binds('D'), claims('D', 'bind')], 'nobody routes V, though D could'],
    [[...byBind.slice(0, 4), unbinds('D')], 'D routes V, but [] advertise it'],
    [[...byBind, fails('D'), b], 'nobody routes V, though B could'],
    [[...byBind, fails('D'), forgets, b], null],
    [[...byBind, starts(ranged('E')), binds('E'), fails('D')], 'nobody routes V, though E could'],
    [
      [...byBind, starts(ranged('E')), handles('ConnectionOpened', 'E'), fails('D')],
      'nobody routes V, though E could',
    ],
  ],
};

function begun(stack: string, received: readonly string[]): readonly Event[] {
  return [begins(stack, 'define', list, received), does('Advertised', stack)];
}

for (const [sentence, pairs] of Object.entries(cases)) {
  test(sentence, (t) => {
    for (const [at, [given, pending]] of pairs.entries()) {
      t.is(pendingIn(after(...given)), pending, `case ${at + 1}`);
    }
  });
}
