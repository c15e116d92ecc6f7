/**
 * What the promises of the model say when they are broken: of a cluster that no event leads to, and of what a
 * client may observe (the service).
 */
import { readFileSync } from 'node:fs';
import test from 'ava';
import { backup, distribute, primary } from '../../impl/testing/profiles.ts';
import type { Event } from '../../model/events.types.ts';
import { claims as claimed, witnesses } from '../../model/promises.ts';
import { serve, serviceOf, type Service } from '../../model/service.ts';
import type { Cluster, Routed, Vipa } from '../../model/state.types.ts';
import { vipaOf } from '../../model/tables.ts';
import {
  accepts,
  after,
  begins,
  binds,
  claims,
  fails,
  forgets,
  handles,
  KEY,
  LIFE,
  refuses,
  relists,
  routes,
  starts,
} from './events-on-v.ts';

const targets = ['XA', 'XB'];
const { dvipa: _dvipa, ...list } = distribute({ targets });

/** A routes V to itself and to B, where the connection KEY lives; C is up, and no candidate. */
const living = after(
  ...[primary('A', { targets }), backup('B', 20), backup('C', 10)].map((each) => starts(each)),
  claims('A', 'define'),
  begins('A', 'define', list, ['A', 'B', 'C']),
  binds('B'),
  routes('A', { target: 'B' }),
  accepts('B'),
);

const vipa = vipaOf(living, 'V');

/** V with other tables than its events made. */
function vipaWith(tables: Partial<Routed>): Vipa {
  if (vipa.routing.is !== 'routed') throw new Error('A routes V');
  return { ...vipa, routing: { ...vipa.routing, ...tables } };
}

function withTables(tables: Partial<Routed>): Cluster {
  return { ...living, vipas: { V: vipaWith(tables) } };
}

type Promised = keyof typeof claimed;

function witness(id: Promised, cluster: Cluster, event: Event = forgets, before = cluster) {
  return witnesses[id]?.(before, event, cluster);
}

test('the README promises what the model promises', (t) => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| (P\d+) \| (.*?) \| (?:always|eventually) \|$/gm)];
  const promised = Object.entries(claimed);
  t.deepEqual(
    rows.map(([, id, claim]) => [id, claim]),
    promised,
  );
});

test('a sound cluster breaks no promise', (t) => {
  for (const id of Object.keys(claimed) as Promised[]) {
    t.is(witness(id, living) ?? null, null, id);
  }
});

test('P1: the CRT leads to where a connection lives', (t) => {
  const lost = `A has no way to ${KEY} on B`;
  t.is(witness('P1', withTables({ crt: {} })), lost);
  t.is(witness('P1', withTables({ crt: { [KEY]: { stack: 'C', life: LIFE } } })), lost);
  t.is(witness('P1', withTables({ crt: { [KEY]: { stack: 'B', life: 'client 2' } } })), null);
});

test('P1: a segment is given to where its connection lives', (t) => {
  const given = `${KEY} lives on B, and C was given it`;
  t.is(witness('P1', living, handles('SegmentGiven', 'C')), given);
  t.is(witness('P1', living, handles('SegmentGiven', 'B')), null);
  t.is(witness('P1', living, handles('SegmentGiven', 'C', 'client 2')), null, 'of another life');
});

test('a promise is kept for every DVIPA, not for the first alone', (t) => {
  const vipas = { V: vipa, W: vipaWith({ crt: {} }) };
  t.is(witness('P1', { ...living, vipas }), `A has no way to ${KEY} on B`);
});

test('P4: who is selected listens, unless its last word is under way', (t) => {
  t.is(witness('P4', living, routes('A', { target: 'B' })), null);
  t.is(
    witness('P4', living, routes('A', { target: 'A' })),
    'A was selected, and nobody listens there',
  );
  t.is(witness('P4', living, routes('A', { target: 'A', late: ['A'] })), null);
  t.is(
    witness('P4', living, routes('A', { target: 'B', port: 61 })),
    'B was selected, and nobody listens there',
  );
});

test('P4: a SYN is accepted by a listener, and refused only where none is known', (t) => {
  const nobody = 'C was selected, and nobody listens there';
  t.is(witness('P4', living, accepts('C')), nobody);
  t.is(witness('P4', living, accepts('B')), null);
  t.is(witness('P4', living, refuses('A')), 'A refuses, and B listens');
  t.is(witness('P4', living, refuses('A', { late: ['B'] })), null);
  t.is(witness('P4', living, refuses('A', { port: 61 })), null);
  t.is(witness('P4', withTables({ received: ['A'] }), refuses('A')), null, 'B has not heard of it');
});

test('P5: an owner routes by its own list', (t) => {
  const other = 'A routes by another list than its own';
  const begun = begins('A', 'define', list, ['A']);
  t.is(witness('P5', living, begun), null);
  t.is(witness('P5', living, begins('A', 'define', null, ['A'])), other);
  t.is(witness('P5', living, relists('A', null)), other);
});

test('P5: the DPT is the listening candidates', (t) => {
  const wrong = 'the DPT of A is wrong about B';
  t.is(witness('P5', withTables({ dpt: {} })), wrong);
  t.is(witness('P5', withTables({ dpt: { B: { 60: 2 } } })), wrong);
  t.is(
    witness('P5', withTables({ dpt: { A: { 60: 1 }, B: { 60: 1 } } })),
    'the DPT of A is wrong about A',
  );
  t.is(witness('P5', withTables({ dpt: {}, received: ['A'] })), null, 'B has not heard of it');
});

test('P6: what has ended is in no table', (t) => {
  const ended = handles('ConnectionEnded', 'B');
  t.is(witness('P6', living, ended), `${KEY} has ended and is still in the CRT`);
  t.is(witness('P6', withTables({ crt: {} }), ended), null);
  t.is(witness('P6', living, handles('SegmentGiven', 'B')), null);
});

test('P6: who has left is in no table', (t) => {
  const left = 'B has left and is still in the tables of A';
  const stacks = { ...living.stacks, B: null };
  t.is(witness('P6', { ...withTables({ crt: {} }), stacks }), left, 'in the DPT');
  t.is(witness('P6', { ...withTables({ dpt: {} }), stacks }), left, 'in the CRT');
  t.is(witness('P6', { ...withTables({ dpt: {}, crt: {} }), stacks }), null);
});

test('P7: each DVIPA may have a stack of its own that selects', (t) => {
  const vipas = { V: vipa, W: vipaWith({ by: 'B' }) };
  t.is(witness('P7', { ...living, vipas }), null);
});

test('P7: who selects next waits until who selected has given way', (t) => {
  const byC = { ...living, vipas: { V: vipaWith({ by: 'C' }) } };
  t.is(witness('P7', byC, forgets, living), 'C selects, and A has not given way');
  t.is(witness('P7', living, forgets, living), null);
  const { V: _gone, ...others } = living.vipas;
  t.is(witness('P7', byC, forgets, { ...living, vipas: others }), null);
});

test('P7: who was chosen answers, or the owner itself where nobody was', (t) => {
  t.is(witness('P7', living, accepts('B')), null);
  t.is(witness('P7', living, accepts('C')), `C answers ${KEY}, and was not chosen`);
  t.is(witness('P7', living, accepts('A')), `A answers ${KEY}, and was not chosen`);
  t.is(witness('P7', withTables({ crt: {} }), accepts('A')), null);
  t.is(
    witness('P7', withTables({ crt: {} }), accepts('B')),
    `B answers ${KEY}, and was not chosen`,
  );
});

test('P9: a stack without the function, or no candidate, is in no table', (t) => {
  t.is(witness('P9', withTables({ by: 'U' })), 'U lacks the function');
  t.is(witness('P9', withTables({ dpt: { U: { 60: 1 } } })), 'U is no candidate with the function');
  t.is(witness('P9', withTables({ dpt: { C: { 60: 1 } } })), 'C is no candidate with the function');
  t.is(witness('P9', withTables({ dpt: { A: { 60: 1 } } })), null);
});

const onB: Service = { [KEY]: { stack: 'B', life: LIFE } };
const away: Service = {};

test('P2: a connection ends by its own endpoint or with its stack, and by nothing else', (t) => {
  const why = (event: Event) => serve(onB, event, away)?.refused ?? null;
  const without = `${KEY} ended on B without a cause`;
  t.is(why(handles('ConnectionEnded', 'B')), null);
  t.is(why(handles('ConnectionReplaced', 'B')), null);
  t.is(why(fails('B')), null);
  t.is(why(fails('A')), without);
  t.is(why(handles('ConnectionEnded', 'A')), without);
  t.is(why(handles('ConnectionEnded', 'B', LIFE, 'C1:2>V:60')), without);
  t.is(why(handles('SegmentReset', 'B')), without);
  t.is(why(handles('ConnectionOpened', 'B')), without);
});

test('P2: a living connection is not reset', (t) => {
  const why = (event: Event) => serve(onB, event, onB)?.refused ?? null;
  t.is(why(handles('SegmentReset', 'A')), `${KEY} was reset`);
  t.is(why(handles('SegmentReset', 'A', 'client 2')), null);
  t.is(why(handles('SegmentReset', 'A', LIFE, 'C1:2>V:60')), null);
});

test('P2: a connection stays where it is, and stays the same', (t) => {
  const why = (now: Service, event: Event) => serve(onB, event, now)?.refused ?? null;
  const onC: Service = { [KEY]: { stack: 'C', life: LIFE } };
  t.is(why(onC, fails('A')), `${KEY} moved from B to C`);
  const next: Service = { [KEY]: { stack: 'B', life: 'client 2' } };
  t.is(why(next, fails('A')), `${KEY} moved from B to B`);
  t.is(why(next, handles('ConnectionReplaced', 'B', 'client 2')), null);
  t.is(why({ [KEY]: { stack: 'B', life: LIFE } }, fails('A')), null, 'the same in other words');
});

test('P2: a connection begins by being accepted or opened, and by nothing else', (t) => {
  const why = (event: Event) => serve(away, event, onB)?.refused ?? null;
  t.is(why(accepts('B')), null);
  t.is(why(handles('ConnectionOpened', 'B')), null);
  t.is(why(handles('ConnectionReplaced', 'B')), `${KEY} began without a cause`);
  t.is(why(handles('ConnectionOpened', 'B', LIFE, 'C1:2>V:60')), `${KEY} began without a cause`);
});

test('P2 is the service, judged on the cluster before and after a step', (t) => {
  t.deepEqual(serviceOf(living), onB);
  const gone = { ...living, vipas: { V: { ...vipa, connections: {} } } };
  t.is(witness('P2', gone, forgets, living), `${KEY} ended on B without a cause`);
  t.is(witness('P2', gone, handles('ConnectionEnded', 'B'), living), null);
});
