/**
 * Who may take, route, keep and give up a DVIPA: what the model forbids, why it says it does, and what stands
 * right beside it and is allowed (Figures 5 and 9 to 12).
 */
import test from 'ava';
import { backup, distribute, primary, profileOf, ranged } from '../../impl/testing/profiles.ts';
import type { Event } from '../../model/events.types.ts';
import { judgeBorder, type Borders } from './borders.ts';
import {
  after,
  begins,
  binds,
  claims,
  does,
  fails,
  forgets,
  handles,
  obeys,
  relists,
  starts,
  unbinds,
} from './events-on-v.ts';

const { dvipa: _dvipa, ...list } = distribute();
const { dvipa: _other, ...narrow } = distribute({ targets: ['XA'] });

const a = primary('A');
const b = backup('B', 20);
/** The product's MOVEable form: it may create what is active nowhere. */
const movable = backup('B', 20, {}, true);
const noBackup = 'B may not claim it by backup';
const ranges = ranged('D');
const ofAnother = { dvipa: 'W', mask: null };
const another = profileOf('E', {
  defines: [ofAnother],
  backups: [{ ...ofAnother, rank: 1, creates: true }],
  ranges: ranged('E', 'W').ranges,
});

/** A routes V by its profile, and B is up. */
const byA = [starts(a), starts(b), claims('A', 'define'), begins('A', 'define', list, ['A', 'B'])];
/** B has claimed it, and A has not heard so. */
const outbid = [...byA, claims('B', 'backup')];
/** A has failed, and nobody has claimed what it routed. */
const ownerless = [...byA, fails('A')];

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
    { given: [], event: claims('A', 'define'), reason: 'A lacks the function' },
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
      event: claims('B', 'backup'),
      reason: null,
    },
    { given: ownerless, event: claims('B', 'backup'), reason: null },
    { given: [starts(movable)], event: claims('B', 'backup'), reason: null },
    { given: [...byA, fails('B'), starts(movable)], event: claims('B', 'backup'), reason: null },
  ],
  'F11.500: a bind under a range claims, and so does who still advertises': [
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
    { given: [...byA, does('Advertised', 'A')], event: claims('A', 'bind'), reason: null },
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
  'F6.135: who has a list of its own routes by that one': [
    {
      given: [starts(a), claims('A', 'define')],
      event: begins('A', 'define', narrow, ['A']),
      reason: 'A has a list of its own',
    },
    {
      given: [...ownerless, claims('B', 'backup')],
      event: begins('B', 'backup', narrow, ['B']),
      reason: null,
    },
  ],
  'D8: the stack that routes changes its list, to the one that it states': [
    { given: [starts(a)], event: relists('A', list), reason: 'A does not route' },
    { given: outbid, event: relists('A', list), reason: 'A does not route' },
    { given: byA, event: relists('B', list), reason: 'B does not route' },
    { given: byA, event: relists('A', narrow), reason: 'A has a list of its own' },
    { given: byA, event: relists('A', list), reason: null },
    { given: [...byA, obeys(primary('A', null))], event: relists('A', null), reason: null },
    { given: [...byA, obeys(primary('A', null))], event: relists('A', narrow), reason: null },
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

function routingAfter(...events: readonly Event[]) {
  return after(...events).vipas.V?.routing;
}

test('F11.504, F11.510, F12.522: a claim adds to its rivals, and the former owner goes on until it hears', (t) => {
  t.deepEqual(routingAfter(...outbid), { is: 'inTransit', claimants: ['B'], former: 'A' });
  t.deepEqual(routingAfter(...outbid, claims('A', 'define')), {
    is: 'inTransit',
    claimants: ['A', 'B'],
    former: null,
  });
  const third = [starts(ranges), binds('D'), claims('D', 'bind'), claims('B', 'backup')];
  t.deepEqual(routingAfter(...byA, ...third), {
    is: 'inTransit',
    claimants: ['B', 'D'],
    former: 'A',
  });
  t.deepEqual(routingAfter(...byA, claims('A', 'define')), {
    is: 'inTransit',
    claimants: ['A'],
    former: null,
  });
});

test('F12.528: who yields is no claimant and no former owner any more; the others stay', (t) => {
  const both = [...outbid, starts(ranges), binds('D'), claims('D', 'bind')];
  t.deepEqual(routingAfter(...both, does('Yielded', 'D')), {
    is: 'inTransit',
    claimants: ['B'],
    former: 'A',
  });
  t.deepEqual(routingAfter(...both, does('Yielded', 'A')), {
    is: 'inTransit',
    claimants: ['B', 'D'],
    former: null,
  });
  const late = [...both, does('Yielded', 'A'), does('CompletedLate', 'D')];
  t.deepEqual(routingAfter(...late), { is: 'inTransit', claimants: ['B'], former: 'D' });
});

test('R12: a failed stack is no claimant, no former owner and no advertiser any more; the others stay', (t) => {
  const advertised = [...outbid, does('Advertised', 'A'), does('Advertised', 'B')];
  const three = [...advertised, starts(ranges), binds('D'), claims('D', 'bind')];

  const withoutD = after(...three, fails('D')).vipas.V;
  t.deepEqual(withoutD?.routing, { is: 'inTransit', claimants: ['B'], former: 'A' });
  t.deepEqual(withoutD?.advertisers, ['A', 'B']);

  const withoutA = after(...three, fails('A')).vipas.V;
  t.deepEqual(withoutA?.routing, { is: 'inTransit', claimants: ['B', 'D'], former: null });
  t.deepEqual(withoutA?.advertisers, ['B']);

  const target = [...byA, binds('B'), fails('B')];
  const routing = { is: 'routed', by: 'A', as: 'define', list, received: ['A'], dpt: {}, crt: {} };
  t.deepEqual(routingAfter(...target), routing);
});

test('D8, F5.102: a changed list begins with who listens on the stack that routes, and nobody else', (t) => {
  const serving = [...byA, binds('A'), binds('B')];
  t.like(routingAfter(...serving), { received: ['A', 'B'], dpt: { A: { 60: 1 }, B: { 60: 1 } } });

  const changed = [...serving, relists('A', list)];
  t.deepEqual(routingAfter(...changed), {
    is: 'routed',
    by: 'A',
    as: 'define',
    list,
    received: ['A'],
    dpt: { A: { 60: 1 } },
    crt: {},
  });
  t.like(routingAfter(...changed, does('ListReceived', 'B')), {
    received: ['A', 'B'],
    dpt: { A: { 60: 1 }, B: { 60: 1 } },
  });
});
