/**
 * Figure 6: a stack receives a VIPA list. The lists of Figure 4 (DVIPA_list_1 from 22, DVIPA_list_2 from
 * 38), and what 22, 26, 30 and 38 do on receiving them. 22 is MVS1, 26 MVS2, 30 MVS3, 34 MVS4, 38 MVS5.
 */
import test from 'ava';
import { listOfDvb1, listOfMvs1, listOfMvs5 } from '../../model/fig04-example-sysplex.ts';
import { step } from '../../model/step.ts';
import { isCandidate } from '../../model/tables.ts';
import { after, allDown, blocksAt, see, sent, type Both } from './example.ts';
import { binds, connects, fails, starts, unbinds } from './steps.ts';
import { allUp, mvs5TakesOver, serving, takesDvb1 } from './sysplex.ts';

/** The stacks that have added a DVIPA as an internal address, in the last step. */
function added({ happenings }: Both, dvipa: string): readonly string[] {
  const stacks = happenings.flatMap(({ at, output }) =>
    output.type === 'AddAddress' && output.dvipa === dvipa ? [at] : [],
  );
  return [...new Set(stacks)].sort();
}

function holds({ stacks }: Both, stack: string, dvipa: string): boolean {
  const vipa = stacks.stacks[stack]?.distribution.vipas[dvipa];
  return vipa?.claim?.distribution?.targets === 'ALL';
}

/** What the model says to a claim of a stack. */
function mayClaim({ model }: Both, stack: string, dvipa: string): boolean {
  return !('refused' in step(model, { type: 'Claimed', dvipa, stack, as: 'backup', late: [] }));
}

test('120, 122, 124: 26 "examines the list and determines that it is identified as a candidate"', (t) => {
  const rest = allUp(t, 'MVS1');

  for (const block of ['F6.120', 'F6.122', 'F6.124', 'F6.126']) {
    t.true(blocksAt(rest, 'MVS2').has(block), block);
  }
  t.true(isCandidate(rest.model, 'MVS2', listOfMvs1));
});

test('126: candidates add DVA1 "as a non-advertised or internal VIPA address"', (t) => {
  const rest = allUp(t, 'MVS1');

  t.deepEqual(added(rest, 'DVA1'), ['MVS1', 'MVS2', 'MVS4']);
  see(t, rest, 'DVA1', { by: 'MVS1', advertised: ['MVS1'] });
});

test('128, 130: "APP A is bound to DVA1 and listening to port 60 so … 26 sends a SRVSTAT"', (t) => {
  const rest = after(t, allUp(t, 'MVS1'), binds('MVS2', 'DVA1'));

  t.deepEqual(sent(rest, 'SRVSTAT', 'DVA1'), ['MVS2>MVS1']);
  t.true(blocksAt(rest, 'MVS2').has('F6.128'));
  // "incorporates the XCF address of … 22 into its DPT" is a misprint: the sender's goes in (E4).
  see(t, rest, 'DVA1', { dpt: ['MVS2:60'] });
});

test('131: "Because no connections exist at this time a NEWCONN message is not sent"', (t) => {
  const rest = after(t, allUp(t, 'MVS1'), binds('MVS2', 'DVA1'));

  t.deepEqual(sent(rest, 'NEWCONN', 'DVA1'), []);
  see(t, rest, 'DVA1', { crt: [], lives: [] });
});

test('133: with a connection, "a connection message may be sent to the routing protocol stack"', (t) => {
  const dva1 = { dvipa: 'DVA1', via: 'MVS1', on: 'MVS2' };
  const talking = after(t, allUp(t, 'MVS1'), binds('MVS2', 'DVA1'), connects({ ...dva1, port: 1 }));

  const moved = after(t, talking, fails(talking, 'MVS1', mvs5TakesOver));

  t.deepEqual(sent(moved, 'NEWCONN', 'DVA1'), ['MVS2>MVS5']);
  t.true(blocksAt(moved, 'MVS2').has('F6.133'));
  see(t, moved, 'DVA1', { by: 'MVS5', crt: ['C1:1 to MVS2'] });
});

test('130: a message is sent, too, "if an application instance … terminates"', (t) => {
  const rest = serving(t);
  const ended = after(t, rest, unbinds('MVS2', 'DVA1'));

  t.deepEqual(sent(ended, 'SRVSTAT', 'DVA1'), ['MVS2>MVS1']);
  see(t, ended, 'DVA1', { dpt: ['MVS1:60', 'MVS4:60'] });
});

test('124, 132: 30 "is not identified as a candidate target stack or as a backup"', (t) => {
  const rest = allUp(t, 'MVS1');

  t.false(blocksAt(rest, 'MVS3').has('F6.126'));
  t.false(blocksAt(rest, 'MVS3').has('F6.132'));
  t.false(isCandidate(rest.model, 'MVS3', listOfMvs1));
  t.false(mayClaim(rest, 'MVS3', 'DVA1'));
});

test('132: 38 "is not identified as a candidate target stack but is identified as a backup"', (t) => {
  const rest = allUp(t, 'MVS1');

  t.false(blocksAt(rest, 'MVS5').has('F6.126'));
  t.true(blocksAt(rest, 'MVS5').has('F6.132'));
  t.false(isCandidate(rest.model, 'MVS5', listOfMvs1));
  t.true(mayClaim(rest, 'MVS5', 'DVA1'));
});

test('135: 38 "need not retain the received VIPA list for DVA1 as it has its own"', (t) => {
  const rest = allUp(t, 'MVS1');
  t.true(blocksAt(rest, 'MVS5').has('F6.135'));

  const moved = after(t, rest, fails(rest, 'MVS1', mvs5TakesOver));

  see(t, moved, 'DVA1', { by: 'MVS5', list: listOfMvs5 });
});

test('134: 22 would "retain the information … as [it] does not have a VIPADISTribute statement"', (t) => {
  const rest = allUp(t, 'MVS5');
  t.true(blocksAt(rest, 'MVS1').has('F6.134'));

  const takes = { stack: 'MVS1', dvipa: 'DVB1', as: 'backup', list: listOfDvb1 } as const;
  const moved = after(t, rest, fails(rest, 'MVS5', takes));

  see(t, moved, 'DVB1', { by: 'MVS1', list: listOfDvb1 });
});

test('124: all "note that the ALL parameter is identified and add the DVIPA DVB1"', (t) => {
  const rest = allUp(t, 'MVS5');

  t.deepEqual(added(rest, 'DVB1'), ['MVS1', 'MVS2', 'MVS3', 'MVS4', 'MVS5']);
  for (const stack of ['MVS1', 'MVS2', 'MVS3', 'MVS4', 'MVS5']) {
    t.true(isCandidate(rest.model, stack, listOfDvb1), stack);
  }
});

test('124: a stack that "is subsequently activated … too will identify DVB1 as a DVIPA"', (t) => {
  const first = after(t, allDown(), starts(allDown(), 'MVS5', takesDvb1));
  const late = after(t, first, starts(first, 'MVS3'));
  t.deepEqual(added(late, 'DVB1'), ['MVS3']);
  t.true(holds(late, 'MVS3', 'DVB1'));

  const bound = after(t, late, binds('MVS3', 'DVB1'));

  t.deepEqual(sent(bound, 'SRVSTAT', 'DVB1'), ['MVS3>MVS5']);
  see(t, bound, 'DVB1', { dpt: ['MVS3:60'] });
});
