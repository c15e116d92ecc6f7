/**
 * What the events of Figures 5, 6 and 9 to 12 make of who routes a DVIPA, by which list, and who keeps it.
 */
import test from 'ava';
import { primary } from '../../impl/testing/profiles.ts';
import type { Event } from '../../model/events.types.ts';
import { step } from '../../model/step.ts';
import {
  after,
  begins,
  binds,
  claims,
  does,
  fails,
  handles,
  keeps,
  obeys,
  relists,
  starts,
} from './events-on-v.ts';
import { a, bound, byA, byBind, c, list, narrow, outbid, ownerless, ranges } from './owners.ts';

function routingAfter(...events: readonly Event[]) {
  return after(...events).vipas.V?.routing;
}

test('F11.504, F12.522: a claim adds to its rivals, and the former owner goes on until it hears', (t) => {
  t.deepEqual(routingAfter(...outbid), { is: 'inTransit', claimants: ['B'], former: 'A' });
  t.deepEqual(routingAfter(...outbid, claims('A', 'define')), {
    is: 'inTransit',
    claimants: ['A', 'B'],
    former: null,
  });
  const third = [
    starts(ranges),
    binds('D'),
    claims('D', 'bind', ['A']),
    claims('B', 'backup', ['A']),
  ];
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
  const both = [...outbid, ...bound, claims('D', 'bind')];
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
  const three = [...advertised, ...bound, claims('D', 'bind')];

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

test('F6.134: what an owner says of the list of a primary, they keep that hear it, and lose it when they fail', (t) => {
  const kept = (...events: readonly Event[]) => after(...events).vipas.V?.kept;
  t.deepEqual(kept(starts(a), claims('A', 'define')), { A: list });
  t.deepEqual(kept(...byA), { A: list, B: list });
  t.deepEqual(kept(...byA, starts(c)), { A: list, B: list });
  t.deepEqual(kept(...byA, starts(c), does('ListReceived', 'C')), { A: list, B: list, C: list });
  t.deepEqual(kept(...ownerless), { B: list });

  const byB = [...ownerless, claims('B', 'backup'), begins('B', 'backup', list, ['B'])];
  t.deepEqual(kept(...byB, starts(c), does('ListReceived', 'C')), { B: list, C: list });
  t.deepEqual(kept(...byB, keeps('B', narrow), starts(c), does('ListReceived', 'C')), {
    B: narrow,
    C: narrow,
  });

  const changed = [...byA, obeys(primary('A', { targets: ['XA'] })), relists('A', narrow)];
  t.deepEqual(kept(...changed), { A: narrow, B: list });
  t.deepEqual(kept(...changed, does('ListReceived', 'B')), { A: narrow, B: narrow });
  const undone = [...byA, obeys(primary('A', null)), relists('A', null), does('ListReceived', 'B')];
  t.deepEqual(kept(...undone), {});

  t.deepEqual(kept(...byBind, starts(c), keeps('C', list), does('ListReceived', 'C')), { C: list });
});

test('nothing happens on a stack that is down', (t) => {
  const down = [...byA, fails('B')];
  const events = [binds('B'), does('ListReceived', 'B'), handles('ConnectionOpened', 'B')];
  for (const event of events) {
    const next = step(after(...down), event);
    t.deepEqual(next, { refused: 'B is down' }, event.type);
  }
});
