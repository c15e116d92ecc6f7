import { join } from 'node:path';
import test from 'ava';
import { readTrace } from '../files.ts';
import { journeysOf } from './journeys.ts';
import { cargoLabel } from './labels.ts';
import { tell, type Story } from './story.ts';

const corpus = join(import.meta.dirname, '..', 'corpus');

function story(name: string): Story {
  return tell(readTrace(join(corpus, `${name}.trace.json`)));
}

test('a message is sent by one step and brought by a later one, from a stack to a stack', (t) => {
  const told = story('E8');
  const journeys = journeysOf(told);

  const brought = journeys.hopOf(7);
  t.like(brought, { from: 'MVS1', to: 'MVS2', left: 6, came: 7, fate: 'arrived' });
  t.is(brought === null ? '' : cargoLabel(brought.cargo), 'SYN C2:8002>DVA1:60 (selected)');
  t.deepEqual(
    journeys.sentBy(6).map(({ cargo }) => cargoLabel(cargo)),
    ['SYN C2:8002>DVA1:60 (selected)'],
  );
});

test('a packet goes from its client to the queue of a stack, and is read there', (t) => {
  const journeys = journeysOf(story('E8'));

  t.like(journeys.hopOf(5), { from: 'C2', to: 'MVS1', left: 4, fate: 'queued' });
  t.like(journeys.hopOf(6), { from: null, to: 'MVS1', left: 4, fate: 'read' });
});

test('the answer of a stack comes from that stack, though its source is the DVIPA', (t) => {
  t.like(journeysOf(story('E8')).hopOf(11), { from: 'MVS2', to: 'C2', left: 7 });
});

test('what is under way after a step is what later steps can take', (t) => {
  const told = story('E8');
  const journeys = journeysOf(told);

  for (const { number } of told.moments) {
    const hop = journeys.hopOf(number);
    if (hop === null) continue;
    const before = journeys.waitingAfter(number - 1).map(({ cargo }) => cargoLabel(cargo));
    t.true(before.includes(cargoLabel(hop.cargo)), `step ${number} took what was not there`);
    t.true(hop.left < number);
  }
});
