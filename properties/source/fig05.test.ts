/**
 * Figure 5: a routing stack initialises. Stacks 22 and 38 are MVS1 and MVS5.
 */
import test from 'ava';
import { listOfDvb1, listOfMvs1 } from '../../model/fig04-example-sysplex.ts';
import { after, allDown, blocksAt, see, sent } from './example.ts';
import { binds, connects, obeys, starts } from './steps.ts';
import { allUp, serving, takesDva1, takesDvb1 } from './sysplex.ts';

test('100: "port 60 is routable and the candidate target stacks are … XCF1, XCF2, and XCF4"', (t) => {
  const first = after(t, allDown(), starts(allDown(), 'MVS1', takesDva1));

  t.true(blocksAt(first, 'MVS1').has('F5.100'));
  const targets = ['XCF1', 'XCF2', 'XCF4'];
  see(t, first, 'DVA1', {
    by: 'MVS1',
    list: { ports: [60], targets, method: 'ROUNDROBIN', weights: {} },
  });
  see(t, first, 'DVB1', { by: null, list: null });
});

test('100: for DVB1 they are "specified by the ALL value and may be any stack in the cluster"', (t) => {
  const first = after(t, allDown(), starts(allDown(), 'MVS5', takesDvb1));
  const bound = after(t, first, binds('MVS5', 'DVB1'));

  t.is(listOfDvb1.targets, 'ALL');
  see(t, bound, 'DVB1', { by: 'MVS5', list: listOfDvb1, dpt: ['MVS5:60'] });
});

test('102: it "distributes the list of DVIPAs, ports and candidate target stacks to each of the stacks"', (t) => {
  const rest = allUp(t);

  // The last to start was 38: it told everybody of DVB1, and 22 told it of DVA1.
  t.deepEqual(sent(rest, 'VIPA_list', 'DVB1'), [
    'MVS5>MVS1',
    'MVS5>MVS2',
    'MVS5>MVS3',
    'MVS5>MVS4',
  ]);
  t.true(sent(rest, 'VIPA_list', 'DVA1').includes('MVS1>MVS5'));
  see(t, rest, 'DVA1', { by: 'MVS1', list: takesDva1.list });
});

test('104: 22 and 38 "advertise their respective DVIPAs as IP addresses"', (t) => {
  const rest = allUp(t);

  see(t, rest, 'DVA1', { advertised: ['MVS1'] });
  see(t, rest, 'DVB1', { advertised: ['MVS5'] });
  t.true(blocksAt(rest, 'MVS5').has('F5.104'));
});

test('106: it waits "for messages … which identify applications which are bound to their DVIPAs"', (t) => {
  const rest = allUp(t);
  see(t, rest, 'DVA1', { dpt: [] });

  const bound = after(t, rest, binds('MVS4', 'DVA1'));

  t.deepEqual(sent(bound, 'SRVSTAT', 'DVA1'), ['MVS4>MVS1']);
  see(t, bound, 'DVA1', { dpt: ['MVS4:60'] });
});

test('108: the DPT "identifies those stacks having instances of applications bound to the DVIPA"', (t) => {
  const rest = serving(t);

  see(t, rest, 'DVA1', { dpt: ['MVS1:60', 'MVS2:60', 'MVS4:60'] });
  see(t, rest, 'DVB1', { dpt: ['MVS2:60', 'MVS3:60', 'MVS5:60'] });
});

test('108: it has no row for a port that is not "identified", nor for a stack that is no candidate', (t) => {
  const rest = after(t, serving(t), binds('MVS2', 'DVA1', 61));

  see(t, rest, 'DVA1', { dpt: ['MVS1:60', 'MVS2:60', 'MVS4:60'] });
  t.deepEqual(sent(rest, 'SRVSTAT', 'DVA1'), ['MVS2>MVS1']);
});

test('102: "At initialization or profile changes" the stacks communicate "the complete list"', (t) => {
  const before = after(
    t,
    serving(t),
    connects({ dvipa: 'DVA1', via: 'MVS1', on: 'MVS1', port: 1 }),
  );
  // The first variation of the profile of 22 leaves itself out.
  const changed = after(t, before, obeys(before, 'MVS1', { dvipa: 'DVA1', profile: 0 }));

  const all = ['MVS1>MVS2', 'MVS1>MVS3', 'MVS1>MVS4', 'MVS1>MVS5'];
  t.true(all.every((way) => sent(changed, 'VIPA_list', 'DVA1').includes(way)));
  see(t, changed, 'DVA1', {
    list: { ...listOfMvs1, targets: ['XCF2', 'XCF4'] },
    dpt: ['MVS2:60', 'MVS4:60'],
    crt: ['C1:1 to MVS1'],
  });
});
