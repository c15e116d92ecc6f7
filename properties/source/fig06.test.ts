/**
 * Figure 6: a stack receives a VIPA list. The lists of Figure 4 (DVIPA_list_1 from 22, DVIPA_list_2 from
 * 38), and what 22, 26, 30 and 38 do on receiving them. 22 is MVS1, 26 MVS2, 30 MVS3, 34 MVS4, 38 MVS5.
 */
import test, { type ExecutionContext } from 'ava';
import type { List } from '../../model/config.types.ts';
import type { Event } from '../../model/events.types.ts';
import { listOfDvb1, listOfMvs1, listOfMvs5 } from '../../model/fig04-example-sysplex.ts';
import { isCandidate } from '../../model/tables.ts';
import { after, allDown, blocksAt, modelAfter, refusal, see, sent, type Both } from './example.ts';
import { binds, connects, fails, starts, unbinds } from './steps.ts';
import { allUp, keptByAll, mvs5TakesOver, serving, takesDvb1 } from './sysplex.ts';

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

/** Why the model keeps a stack from taking DVA1 when 22 fails; null if it may. */
function refusedAfter22(both: Both, stack: string): string | null {
  const claim = { type: 'Claimed', dvipa: 'DVA1', stack, as: 'backup', late: [] } as const;
  return refusal(both, { type: 'StackFailed', stack: 'MVS1' }, claim);
}

test('120, 122, 124: 26 "examines the list and determines that it is identified as a candidate"', (t) => {
  const rest = allUp(t, 'MVS1');

  for (const block of ['F6.120', 'F6.122', 'F6.124', 'F6.126']) {
    t.true(blocksAt(rest, 'MVS2').has(block), block);
  }
  t.true(isCandidate(rest.model, 'MVS2', listOfMvs1));
});

test('122: without a list "operations of the VIPA distribution function 23 terminate"', (t) => {
  const first = after(t, allDown(), starts(allDown(), 'MVS2'));
  // 34 starts: its message has no list, for nobody has a DVIPA.
  const rest = after(t, first, starts(first, 'MVS4'));

  t.true(blocksAt(rest, 'MVS2').has('F6.120'));
  for (const block of ['F6.122', 'F6.124', 'F6.126', 'F6.132']) {
    t.false(blocksAt(rest, 'MVS2').has(block), block);
  }
  for (const dvipa of ['DVA1', 'DVB1']) {
    t.deepEqual(added(rest, dvipa), []);
    for (const type of ['SRVSTAT', 'NEWCONN', 'TERMCONN'] as const) {
      t.deepEqual(sent(rest, type, dvipa), [], type);
    }
    see(t, rest, dvipa, { by: null, list: null, received: [], kept: {}, advertised: [] });
  }
  const none = { type: 'ListReceived', dvipa: 'DVA1', stack: 'MVS2' } as const;
  const unchanged = modelAfter(rest, none);
  t.like(unchanged, { vipas: { DVA1: { routing: { is: 'inactive' }, kept: {} } } });

  // Nor does a SRVSTAT have one: 22 does nothing of Figure 6.
  const both = allUp(t, 'MVS1');
  const bound = after(t, both, binds('MVS2', 'DVA1'));
  t.deepEqual(
    [...blocksAt(bound, 'MVS1')].filter((id) => id.startsWith('F6.')),
    [],
  );
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
  // The step in which 22 starts, and its list reaches 26.
  const rest = allUp(t, 'MVS1');
  isAskedInVain(t, rest);
  see(t, rest, 'DVA1', { by: 'MVS1', crt: [], lives: [] });

  // Nor when APP A is bound already, as it is when the list of 38 comes.
  const bound = after(t, rest, binds('MVS2', 'DVA1'));
  const moved = after(t, bound, fails(bound, 'MVS1', mvs5TakesOver));
  t.deepEqual(sent(moved, 'SRVSTAT', 'DVA1'), ['MVS2>MVS5']);
  isAskedInVain(t, moved);
  see(t, moved, 'DVA1', { by: 'MVS5', dpt: ['MVS2:60'], crt: [], lives: [] });
});

/** 26 has asked whether connections live, and nobody speaks of any. */
function isAskedInVain(t: ExecutionContext, both: Both): void {
  t.true(blocksAt(both, 'MVS2').has('F6.131'));
  t.false(blocksAt(both, 'MVS2').has('F6.133'));
  t.deepEqual(sent(both, 'NEWCONN', 'DVA1'), []);
  t.deepEqual(sent(both, 'TERMCONN', 'DVA1'), []);
}

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
  t.is(refusedAfter22(rest, 'MVS3'), 'MVS3 may not claim it by backup');
});

test('132: 38 "is not identified as a candidate target stack but is identified as a backup"', (t) => {
  const rest = allUp(t, 'MVS1');

  t.false(blocksAt(rest, 'MVS5').has('F6.126'));
  t.true(blocksAt(rest, 'MVS5').has('F6.132'));
  t.false(isCandidate(rest.model, 'MVS5', listOfMvs1));
  t.is(refusedAfter22(rest, 'MVS5'), null);
  see(t, after(t, rest, fails(rest, 'MVS1', mvs5TakesOver)), 'DVA1', { by: 'MVS5' });
});

test('135: 38 "need not retain the received VIPA list for DVA1 as it has its own"', (t) => {
  const rest = allUp(t, 'MVS1');
  t.true(blocksAt(rest, 'MVS5').has('F6.135'));

  const moved = after(t, rest, fails(rest, 'MVS1', mvs5TakesOver));

  see(t, moved, 'DVA1', { by: 'MVS5', list: listOfMvs5 });
  const inherited = takeover(mvs5TakesOver, listOfMvs1, ['MVS2', 'MVS3', 'MVS4', 'MVS5']);
  t.is(refusal(rest, ...inherited), 'MVS5 has another list for DVA1');
});

/** A backup takes what its failed primary had, and would route it by some list. */
function takeover(
  { stack, dvipa }: { readonly stack: string; readonly dvipa: string },
  list: List,
  received: readonly string[],
): readonly Event[] {
  const at = { dvipa, stack, as: 'backup' } as const;
  return [
    { type: 'StackFailed', stack: stack === 'MVS5' ? 'MVS1' : 'MVS5' },
    { type: 'Claimed', ...at, late: [] },
    { type: 'RoutingBegun', ...at, list, received },
  ];
}

test('134: 22 would "retain the information … as [it] does not have a VIPADISTribute statement"', (t) => {
  const rest = allUp(t, 'MVS5');
  t.true(blocksAt(rest, 'MVS1').has('F6.134'));
  see(t, rest, 'DVB1', { kept: keptByAll(listOfDvb1) });

  const takes = { stack: 'MVS1', dvipa: 'DVB1', as: 'backup', list: listOfDvb1 } as const;
  const moved = after(t, rest, fails(rest, 'MVS5', takes));

  see(t, moved, 'DVB1', { by: 'MVS1', list: listOfDvb1 });
  const up = ['MVS1', 'MVS2', 'MVS3', 'MVS4'];
  const other = { ...listOfDvb1, targets: ['XCF1'] };
  t.is(refusal(rest, ...takeover(takes, listOfDvb1, up)), null);
  for (const list of [other, null]) {
    t.is(refusal(rest, ...takeover(takes, list, up)), 'MVS1 has another list for DVB1');
  }
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
