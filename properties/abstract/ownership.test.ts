/**
 * Who may take, route, keep and give up a DVIPA: what the model forbids, why it says it does, and what stands
 * right beside it and is allowed (Figures 5 and 9 to 12).
 */
import test from 'ava';
import { profileOf } from '../../impl/testing/profiles.ts';
import { judgeBorder, type Borders } from './borders.ts';
import {
  begins,
  binds,
  claims,
  does,
  fails,
  forgets,
  handles,
  obeys,
  starts,
  unbinds,
} from './events-on-v.ts';
import {
  a,
  another,
  b,
  bound,
  byA,
  byBind,
  c,
  disruptive,
  list,
  movable,
  noBackup,
  noBind,
  outbid,
  ownerless,
  ranges,
} from './owners.ts';

const forsaken = [
  ...outbid,
  does('Advertised', 'A'),
  does('Yielded', 'A'),
  fails('B'),
  obeys(profileOf('A')),
];

const borders: Borders = {
  'a stack starts when it is down, and fails or obeys when it is up': [
    { given: [starts(a)], event: starts(a), reason: 'A is up already' },
    { given: [starts(a)], event: fails('A'), reason: null },
    { given: [starts(a)], event: obeys(a), reason: null },
    { given: [], event: starts(a), reason: null },
    { given: [], event: fails('A'), reason: 'A is down already' },
    { given: [starts(a), fails('A')], event: obeys(a), reason: 'A is down already' },
  ],
  'R37: a stack that is down, or lacks the function, claims nothing': [
    { given: [], event: claims('A', 'define'), reason: 'A is down' },
    { given: [starts(a, false)], event: claims('A', 'define'), reason: 'A lacks the function' },
    { given: [starts(a)], event: claims('A', 'define'), reason: null },
    {
      given: [starts(a, false), obeys(a)],
      event: claims('A', 'define'),
      reason: 'A lacks the function',
    },
  ],
  'F5.100, F9.201: a primary claims what its profile defines, a backup what it backs up': [
    { given: [starts(b)], event: claims('B', 'define'), reason: 'B may not claim it by define' },
    { given: [starts(a)], event: claims('A', 'backup'), reason: 'A may not claim it by backup' },
    { given: ownerless, event: claims('B', 'backup'), reason: null },
    {
      given: [starts(another)],
      event: claims('E', 'define'),
      reason: 'E may not claim it by define',
    },
    {
      given: [starts(another)],
      event: claims('E', 'backup'),
      reason: 'E may not claim it by backup',
    },
  ],
  'D3: a plain backup takes over what anybody remembers as active; the MOVEable form creates': [
    { given: [starts(a), starts(b)], event: claims('B', 'backup'), reason: noBackup },
    { given: [...ownerless, forgets], event: claims('B', 'backup'), reason: noBackup },
    {
      given: [starts(a), starts(b), claims('A', 'define')],
      event: claims('B', 'backup', ['A']),
      reason: null,
    },
    { given: ownerless, event: claims('B', 'backup'), reason: null },
    { given: [starts(movable)], event: claims('B', 'backup'), reason: null },
    {
      given: [starts(a), starts(b)],
      event: claims('B', 'backup', ['A']),
      reason: noBackup,
    },
    {
      given: [...byA, fails('B'), starts(movable)],
      event: claims('B', 'backup', ['A']),
      reason: null,
    },
  ],
  'F11.500: a bind under a range claims; D8: who still advertises goes on as a backup': [
    { given: [starts(ranges)], event: claims('D', 'bind'), reason: 'D may not claim it by bind' },
    { given: [starts(ranges), binds('D')], event: claims('D', 'bind'), reason: null },
    {
      given: [starts(ranges), binds('D'), unbinds('D')],
      event: claims('D', 'bind'),
      reason: 'D may not claim it by bind',
    },
    {
      given: [starts(ranges), handles('ConnectionOpened', 'D')],
      event: claims('D', 'bind'),
      reason: null,
    },
    {
      given: [starts(a), starts(ranges), handles('ConnectionOpened', 'A')],
      event: claims('D', 'bind'),
      reason: 'D may not claim it by bind',
    },
    {
      given: [starts(another), binds('E')],
      event: claims('E', 'bind'),
      reason: 'E may not claim it by bind',
    },
    { given: byA, event: claims('A', 'bind'), reason: 'A may not claim it by bind' },
    // It owned V and still advertises it; who claimed V since is gone.
    { given: forsaken, event: claims('A', 'bind'), reason: 'A may not claim it by bind' },
    { given: forsaken, event: claims('A', 'backup'), reason: null },
    {
      given: [...forsaken, starts(c)],
      event: claims('A', 'backup'),
      reason: 'A may not claim it by backup',
    },
  ],
  'R36: a bind moves what another bind has, and nothing that a primary or a backup routes': [
    { given: [...byA, ...bound], event: claims('D', 'bind'), reason: noBind },
    { given: [...byA, ...bound], event: claims('D', 'bind', ['A']), reason: null },
    { given: [...byBind, ...bound], event: claims('D', 'bind'), reason: null },
    { given: [starts(disruptive), binds('D')], event: claims('D', 'bind'), reason: noBind },
    // Nobody routes what D has bound: it may keep it, whatever its range says of moves.
    {
      given: [...ownerless, starts(disruptive), binds('D')],
      event: claims('D', 'bind'),
      reason: null,
    },
  ],
  'F9.201: a backup waits for its turn, unless it has not heard yet whose turn it is': [
    { given: byA, event: claims('B', 'backup'), reason: noBackup },
    { given: byA, event: claims('B', 'backup', ['A']), reason: null },
    {
      given: [...ownerless, starts(c)],
      event: claims('C', 'backup'),
      reason: noBackup.replace('B', 'C'),
    },
    { given: [...ownerless, starts(c)], event: claims('C', 'backup', ['B']), reason: null },
    { given: [...ownerless, starts(c)], event: claims('B', 'backup'), reason: null },
    { given: [...ownerless, starts(c), fails('B')], event: claims('C', 'backup'), reason: null },
    { given: [...ownerless, starts(a)], event: claims('B', 'backup'), reason: noBackup },
    { given: [...byBind, starts(b)], event: claims('B', 'backup'), reason: noBackup },
    { given: [...byBind, starts(b), fails('E')], event: claims('B', 'backup'), reason: null },
  ],
  'R23: only a claimant begins to route, when the former owner has given way': [
    {
      given: [starts(a)],
      event: begins('A', 'define', list, ['A']),
      reason: 'A has not claimed it',
    },
    { given: byA, event: begins('A', 'define', list, ['A']), reason: 'A has not claimed it' },
    {
      given: ownerless,
      event: begins('B', 'backup', list, ['B']),
      reason: 'B has not claimed it',
    },
    { given: outbid, event: begins('A', 'define', list, ['A']), reason: 'A has not claimed it' },
    { given: outbid, event: begins('B', 'backup', list, ['B']), reason: 'A still selects' },
    {
      given: [...outbid, does('Yielded', 'A')],
      event: begins('B', 'backup', list, ['B']),
      reason: null,
    },
    {
      given: [...outbid, fails('A')],
      event: begins('B', 'backup', list, ['B']),
      reason: null,
    },
    // The claim of B dies with it before A has heard of it: A has never stopped.
    { given: [...outbid, fails('B')], event: begins('A', 'define', list, ['A']), reason: null },
  ],
  'R22, F10.310: who routes advertises and does not withdraw': [
    { given: [starts(a)], event: does('Advertised', 'A'), reason: 'A does not own it' },
    { given: byA, event: does('Advertised', 'A'), reason: null },
    { given: byA, event: does('Advertised', 'B'), reason: 'B does not own it' },
    { given: outbid, event: does('Advertised', 'A'), reason: null },
    { given: outbid, event: does('Advertised', 'B'), reason: null },
    { given: ownerless, event: does('Advertised', 'B'), reason: 'B does not own it' },
    { given: byA, event: does('Withdrawn', 'A'), reason: 'A routes it' },
    { given: byA, event: does('Withdrawn', 'B'), reason: null },
    { given: outbid, event: does('Withdrawn', 'A'), reason: null },
  ],
  'F12.520: who routes undisputed does not yield': [
    { given: byA, event: does('Yielded', 'A'), reason: 'A routes it' },
    { given: byA, event: does('Yielded', 'B'), reason: null },
    { given: outbid, event: does('Yielded', 'A'), reason: null },
    { given: outbid, event: does('Yielded', 'B'), reason: null },
  ],
  'an outbid claimant completes late, once nobody else selects': [
    { given: byA, event: does('CompletedLate', 'A'), reason: 'A has not claimed it' },
    { given: [starts(a)], event: does('CompletedLate', 'A'), reason: 'A has not claimed it' },
    { given: ownerless, event: does('CompletedLate', 'B'), reason: 'B has not claimed it' },
    { given: outbid, event: does('CompletedLate', 'B'), reason: 'A still selects' },
    {
      given: [...outbid, does('Yielded', 'A')],
      event: does('CompletedLate', 'B'),
      reason: null,
    },
  ],
  'F12.525: forgotten is what nobody routes, claims or uses': [
    { given: [starts(a)], event: forgets, reason: 'somebody still has it' },
    { given: byA, event: forgets, reason: 'somebody still has it' },
    { given: outbid, event: forgets, reason: 'somebody still has it' },
    { given: ownerless, event: forgets, reason: null },
    { given: [...ownerless, binds('B')], event: forgets, reason: 'B still has it' },
    {
      given: [...ownerless, handles('ConnectionOpened', 'B')],
      event: forgets,
      reason: 'B still has it',
    },
  ],
};

for (const [sentence, cases] of Object.entries(borders)) {
  test(sentence, (t) => {
    judgeBorder(t, cases);
  });
}
