/**
 * What becomes of a packet and of a connection: what the model forbids, why it says it does, and what stands
 * right beside it and is allowed (Figures 6 to 8).
 */
import test from 'ava';
import { backup, distribute, primary } from '../../impl/testing/profiles.ts';
import type { Event } from '../../model/events.types.ts';
import type { Vipa } from '../../model/state.types.ts';
import { judgeBorder, type Borders } from './borders.ts';
import {
  accepts,
  after,
  begins,
  binds,
  claims,
  does,
  fails,
  givesBack,
  handles,
  KEY,
  LIFE,
  obeys,
  refuses,
  relists,
  routes,
  starts,
  unbinds,
} from './events-on-v.ts';

const targets = ['XA', 'XB'];
const { dvipa: _dvipa, ...list } = distribute({ targets });

/** A routes V to itself and to B; C is up, and no candidate. */
const byA = [
  ...[primary('A', { targets }), backup('B', 20), backup('C', 10)].map((each) => starts(each)),
  claims('A', 'define'),
  begins('A', 'define', list, ['A', 'B', 'C']),
];
const serving = [...byA, binds('B')];
const chosen = [...serving, routes('A', { target: 'B' })];
const living = [...chosen, accepts('B')];
/** A has been outbid and has not heard so: it goes on by its tables. */
const superseded = (given: readonly Event[]): readonly Event[] => [
  ...given,
  claims('C', 'backup', ['A']),
];
/** A has heard so, and C has not begun. */
const between = (given: readonly Event[]): readonly Event[] => [
  ...superseded(given),
  does('Yielded', 'A'),
];

const borders: Borders = {
  'F7.142: only the stack that routes, or has not heard otherwise, selects': [
    { given: serving, event: routes('A', { target: 'B' }), reason: null },
    {
      given: serving,
      event: routes('B', { target: 'B' }),
      reason: `B does not route ${KEY}`,
    },
    { given: superseded(serving), event: routes('A', { target: 'B' }), reason: null },
    {
      given: superseded(serving),
      event: routes('C', { target: 'B' }),
      reason: `C does not route ${KEY}`,
    },
    {
      given: between(serving),
      event: routes('A', { target: 'B' }),
      reason: `A does not route ${KEY}`,
    },
    { given: [], event: routes('A', { target: 'B' }), reason: 'A is down' },
    {
      given: [starts(primary('A'))],
      event: routes('A', { target: 'B' }),
      reason: `A does not route ${KEY}`,
    },
  ],
  'F7.144: a target listens by the DPT, or is a candidate whose last word is under way': [
    {
      given: serving,
      event: routes('A', { target: 'A' }),
      reason: 'A is no current actual target for port 60',
    },
    { given: serving, event: routes('A', { target: 'A', late: ['A'] }), reason: null },
    {
      given: serving,
      event: routes('A', { target: 'A', late: ['B'] }),
      reason: 'A is no current actual target for port 60',
    },
    {
      given: serving,
      event: routes('A', { target: 'C', late: ['C'] }),
      reason: 'C is no current actual target for port 60',
    },
    {
      given: [...byA, binds('B', 61)],
      event: routes('A', { target: 'B' }),
      reason: 'B is no current actual target for port 60',
    },
    {
      given: serving,
      event: routes('A', { target: 'B', port: 61 }),
      reason: 'port 61 is not listed',
    },
  ],
  'R1, E7: a SYN that is sent again does not choose afresh': [
    {
      given: [...chosen, binds('A')],
      event: routes('A', { target: 'A' }),
      reason: `${KEY} has an entry already, to B`,
    },
    {
      given: [...chosen, binds('A')],
      event: routes('A', { target: 'A', key: 'C1:2>V:60' }),
      reason: null,
    },
    { given: [...chosen, fails('B'), binds('A')], event: routes('A'), reason: null },
  ],
  'R10, R11: the chosen target may give a SYN back, while no connection has come of it': [
    { given: chosen, event: givesBack('B', 'A'), reason: null },
    { given: chosen, event: givesBack('C', 'A'), reason: `${KEY} was sent to B` },
    { given: living, event: givesBack('B', 'A'), reason: `${KEY} lives on B` },
    { given: serving, event: givesBack('B', 'A'), reason: null },
    { given: living, event: givesBack('B', 'C'), reason: null },
    { given: superseded(living), event: givesBack('B', 'A'), reason: null },
  ],
  'R3: a SYN is refused by complete tables only, where nobody listens': [
    { given: byA, event: refuses('A'), reason: null },
    { given: serving, event: refuses('A'), reason: 'B listens on port 60' },
    { given: [...serving, binds('A')], event: refuses('A'), reason: 'A,B listens on port 60' },
    { given: serving, event: refuses('A', { late: ['B'] }), reason: null },
    { given: serving, event: refuses('A', { port: 61 }), reason: null },
    { given: byA, event: refuses('B'), reason: 'B refuses, and has no complete tables' },
    { given: superseded(serving), event: refuses('A'), reason: null },
    { given: between(byA), event: refuses('A'), reason: 'A refuses, and has no complete tables' },
  ],
  'F7.152: a segment goes where its connection lives': [
    { given: living, event: handles('SegmentGiven', 'B'), reason: null },
    { given: living, event: handles('SegmentGiven', 'C'), reason: `${KEY} lives on B, not on C` },
    { given: living, event: handles('SegmentGiven', 'C', 'client 2'), reason: null },
    { given: serving, event: handles('SegmentGiven', 'C'), reason: null },
  ],
  'R2: complete tables only know that a connection does not live': [
    { given: living, event: handles('SegmentReset', 'A'), reason: `${KEY} lives on B` },
    { given: living, event: handles('SegmentReset', 'A', 'client 2'), reason: null },
    { given: serving, event: handles('SegmentReset', 'A'), reason: null },
    {
      given: serving,
      event: handles('SegmentReset', 'C'),
      reason: `C resets ${KEY}, and has no complete tables`,
    },
  ],
  'R4, R38: the stack that was chosen accepts, or the owner on a port that is not listed': [
    { given: chosen, event: accepts('B'), reason: null },
    { given: serving, event: accepts('B'), reason: `A did not choose B for ${KEY}` },
    {
      given: [...chosen, binds('C')],
      event: accepts('C'),
      reason: `A did not choose C for ${KEY}`,
    },
    {
      given: chosen,
      event: accepts('B', { life: 'client 2' }),
      reason: `A did not choose B for ${KEY}`,
    },
    { given: living, event: accepts('B'), reason: `${KEY} lives on B` },
    { given: [...chosen, unbinds('B')], event: accepts('B'), reason: 'nobody listens on B' },
    { given: chosen, event: accepts('B', { port: 61 }), reason: 'nobody listens on B' },
    { given: between(serving), event: accepts('B'), reason: null },
    { given: [...byA, binds('A', 61)], event: accepts('A', { port: 61 }), reason: null },
    {
      given: [...byA, binds('B', 61)],
      event: accepts('B', { port: 61 }),
      reason: `A did not choose B for ${KEY}`,
    },
    {
      given: [...byA, binds('A')],
      event: accepts('A'),
      reason: `A did not choose A for ${KEY}`,
    },
    // A has chosen B; then its list says no more of port 60. The table is asked first.
    {
      given: [...chosen, binds('A'), obeys(primary('A', null)), relists('A', null)],
      event: accepts('A'),
      reason: `A did not choose A for ${KEY}`,
    },
  ],
  'F6.130: an application ends that listened': [
    { given: [...byA, binds('B')], event: unbinds('B'), reason: null },
    { given: byA, event: unbinds('B'), reason: 'nobody listens on port 60 of B' },
    {
      given: [...byA, binds('B', 61)],
      event: unbinds('B'),
      reason: 'nobody listens on port 60 of B',
    },
  ],
  'S6: a 4-tuple lives once; R8: its next life takes its place on the same stack': [
    { given: byA, event: handles('ConnectionOpened', 'B'), reason: null },
    { given: living, event: handles('ConnectionOpened', 'C'), reason: `${KEY} lives on B` },
    { given: living, event: handles('ConnectionReplaced', 'B', 'client 2'), reason: null },
    {
      given: living,
      event: handles('ConnectionReplaced', 'C', 'client 2'),
      reason: `${KEY} does not live on C`,
    },
    {
      given: chosen,
      event: handles('ConnectionReplaced', 'B'),
      reason: `${KEY} does not live on B`,
    },
  ],
  'F8.162: a connection ends where it lives, once': [
    { given: living, event: handles('ConnectionEnded', 'B'), reason: null },
    {
      given: living,
      event: handles('ConnectionEnded', 'C'),
      reason: `${KEY} (${LIFE}) does not live on C`,
    },
    {
      given: living,
      event: handles('ConnectionEnded', 'B', 'client 2'),
      reason: `${KEY} (client 2) does not live on B`,
    },
    {
      given: chosen,
      event: handles('ConnectionEnded', 'B'),
      reason: `${KEY} (${LIFE}) does not live on B`,
    },
  ],
};

for (const [sentence, cases] of Object.entries(borders)) {
  test(sentence, (t) => {
    judgeBorder(t, cases);
  });
}

function vipaAfter(...events: readonly Event[]): Vipa | undefined {
  return after(...events).vipas.V;
}

const places = { [KEY]: { stack: 'B', life: LIFE } };

test('F7.146, F8.162, F8.164: an entry is made by a choice or NEWCONN, and goes with TERMCONN', (t) => {
  t.like(vipaAfter(...chosen), { connections: {}, routing: { crt: places } });
  t.like(vipaAfter(...living), { connections: places, routing: { crt: places } });

  const ended = vipaAfter(...living, handles('ConnectionEnded', 'B'));
  t.deepEqual([ended?.connections, ended?.routing], [{}, vipaAfter(...serving)?.routing]);

  const opened = vipaAfter(...serving, handles('ConnectionOpened', 'B'));
  t.like(opened, { connections: places, routing: { crt: places } });

  const next = { [KEY]: { stack: 'B', life: 'client 2' } };
  const replaced = vipaAfter(...living, handles('ConnectionReplaced', 'B', 'client 2'));
  t.like(replaced, { connections: next, routing: { crt: next } });
});

test('R10: a SYN that comes back takes its entry along, and no other SYN does', (t) => {
  t.deepEqual(vipaAfter(...chosen, givesBack('B', 'A')), vipaAfter(...serving));
  t.deepEqual(vipaAfter(...chosen, givesBack('B', 'C')), vipaAfter(...chosen));
  t.deepEqual(vipaAfter(...serving, givesBack('B', 'A')), vipaAfter(...serving));
});

test('R38: what is not distributed is entered as its owner accepts it', (t) => {
  const local = vipaAfter(...byA, binds('A', 61), accepts('A', { port: 61 }));
  t.like(local?.routing, { is: 'routed', crt: { [KEY]: { stack: 'A', life: LIFE } } });
});

test('a superseded table takes no entry: nobody will ask for it', (t) => {
  const given = superseded(serving);
  t.deepEqual(vipaAfter(...given, routes('A', { target: 'B' })), vipaAfter(...given));
});

test('F6.128, F6.130: two listeners on a port are counted, and the row goes with the last', (t) => {
  const dpt = (...events: readonly Event[]) => {
    const routing = vipaAfter(...byA, ...events)?.routing;
    return routing?.is === 'routed' ? routing.dpt : null;
  };
  t.deepEqual(dpt(binds('B'), binds('B')), { B: { 60: 2 } });
  t.deepEqual(dpt(binds('B'), binds('B'), unbinds('B')), { B: { 60: 1 } });
  t.deepEqual(dpt(binds('B'), binds('B', 61), unbinds('B')), {});
  t.deepEqual(dpt(binds('B'), unbinds('B')), {});
  t.deepEqual(vipaAfter(...byA, binds('B'), unbinds('B'))?.listeners, {});
  t.deepEqual(dpt(binds('C')), {}, 'the list does not name it');
});
