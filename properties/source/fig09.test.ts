/**
 * Figure 9: stack 22 fails while 26 and 34 have connections through it, and 38 takes over with its own
 * list. 22 is MVS1, 26 MVS2, 30 MVS3, 34 MVS4, 38 MVS5.
 */
import test, { type ExecutionContext } from 'ava';
import { listOfDvb1, listOfMvs1, listOfMvs5 } from '../../model/fig04-example-sysplex.ts';
import {
  after,
  blocksAt,
  listsOf,
  refusal,
  see,
  sent,
  takebacks,
  type Both,
  type SentList,
} from './example.ts';
import { binds, closes, connects, fails, opens, starts, unbinds, writes } from './steps.ts';
import {
  allUp,
  keptByAll,
  mvs5TakesOver,
  names,
  serving,
  startedInOrder,
  twoBackups,
} from './sysplex.ts';

/** "26 and 34 have applications with connections routed through the DVIPA of … 22" */
function talking(t: ExecutionContext): Both {
  const rest = serving(t);
  const targets = ['MVS1', 'MVS2', 'MVS4'];
  const connections = targets.map((on, at) =>
    connects({ dvipa: 'DVA1', via: 'MVS1', on, port: at + 1 }),
  );
  return after(t, rest, ...connections);
}

/** 34 takes DVA1 where it is a backup, too, by the list that it has kept of 22. */
const mvs4TakesOver = { stack: 'MVS4', dvipa: 'DVA1', as: 'backup', list: listOfMvs1 } as const;

function takenOver(t: ExecutionContext): Both {
  const before = talking(t);
  return after(t, before, fails(before, 'MVS1', mvs5TakesOver));
}

test('200: "the other communication protocol stacks … are notified of the failure"', (t) => {
  const before = talking(t);
  const failed = after(t, before, fails(before, 'MVS1', mvs5TakesOver));

  for (const stack of ['MVS2', 'MVS3', 'MVS4', 'MVS5']) {
    t.true(blocksAt(failed, stack).has('F9.200'), stack);
    t.is(failed.stacks.stacks[stack]?.distribution.view.MVS1, undefined);
  }
  // What lived on the stack that failed has ended, and nothing else.
  see(t, before, 'DVA1', { lives: ['C1:1 on MVS1', 'C1:2 on MVS2', 'C1:3 on MVS4'] });
  see(t, failed, 'DVA1', { lives: ['C1:2 on MVS2', 'C1:3 on MVS4'] });
});

test('201: 38 "may broadcast the DVIPA list that it will utilize", here "a list defined explicitly"', (t) => {
  const failed = takenOver(t);

  const all = ['MVS5>MVS2', 'MVS5>MVS3', 'MVS5>MVS4'];
  t.true(all.every((way) => sent(failed, 'VIPA_list', 'DVA1').includes(way)));
  t.true(blocksAt(failed, 'MVS5').has('F9.201'));
  t.deepEqual(listOfMvs5.targets, ['XCF2', 'XCF3', 'XCF4']);
  see(t, failed, 'DVA1', { by: 'MVS5', list: listOfMvs5, advertised: ['MVS5'] });
});

test('201: without one it is "the list provided by the primary"', (t) => {
  const rest = serving(t);
  const takes = { stack: 'MVS1', dvipa: 'DVB1', as: 'backup', list: listOfDvb1 } as const;

  see(t, rest, 'DVB1', { by: 'MVS5', kept: keptByAll(listOfDvb1) });
  const failed = after(t, rest, fails(rest, 'MVS5', takes));

  for (const { claims } of listsOf(failed, 'MVS1', 'DVB1')) {
    const claim = claims.find(({ dvipa }) => dvipa === 'DVB1');
    t.deepEqual(claim?.distribution, listOfDvb1);
  }
  see(t, failed, 'DVB1', { by: 'MVS1', list: listOfDvb1, dpt: ['MVS2:60', 'MVS3:60'] });
  // No other list will do, nor none.
  const claim = { dvipa: 'DVB1', stack: 'MVS1', as: 'backup' } as const;
  for (const list of [listOfMvs5, null]) {
    const received = ['MVS1', 'MVS2', 'MVS3', 'MVS4'];
    const why = refusal(
      rest,
      { type: 'StackFailed', stack: 'MVS5' },
      { type: 'Claimed', ...claim, late: [] },
      { type: 'RoutingBegun', ...claim, list, received },
    );
    t.is(why, 'MVS1 has another list for DVB1');
  }
  see(t, failed, 'DVA1', { by: 'MVS1' });
});

test('202: 26 and 34 "send SRVSTAT messages to the backup routing communication protocol stack 38"', (t) => {
  const failed = takenOver(t);

  t.deepEqual(sent(failed, 'SRVSTAT', 'DVA1'), ['MVS2>MVS5', 'MVS4>MVS5']);
  t.deepEqual(sent(failed, 'NEWCONN', 'DVA1'), ['MVS2>MVS5', 'MVS4>MVS5']);
  t.true(blocksAt(failed, 'MVS2').has('F9.202'));
});

test('204: they "associate … 38 with the DVIPA [DVA1] and send all subsequent messages" there', (t) => {
  const failed = takenOver(t);
  t.true(blocksAt(failed, 'MVS2').has('F9.204'));

  const bound = after(t, failed, binds('MVS3', 'DVA1'));
  t.deepEqual(sent(bound, 'SRVSTAT', 'DVA1'), ['MVS3>MVS5']);

  const opened = after(t, bound, opens(bound, 'MVS2', { dvipa: 'DVA1', port: 60 }));
  t.deepEqual(sent(opened, 'NEWCONN', 'DVA1'), ['MVS2>MVS5']);

  const ended = after(t, opened, closes({ dvipa: 'DVA1', port: 3, on: 'MVS4' }));
  t.deepEqual(sent(ended, 'TERMCONN', 'DVA1'), ['MVS4>MVS5']);
  see(t, ended, 'DVA1', { crt: ['C1:2 to MVS2', 'C1:8002 to MVS2'] });
});

test('206: 38 "builds its DPT from the SRVSTAT messages" and its own list: 30 now serves, 22 does not', (t) => {
  const failed = takenOver(t);
  t.true(blocksAt(failed, 'MVS5').has('F9.206'));
  see(t, failed, 'DVA1', { dpt: ['MVS2:60', 'MVS4:60'] });

  const helped = after(t, failed, binds('MVS3', 'DVA1'));

  see(t, helped, 'DVA1', { dpt: ['MVS2:60', 'MVS3:60', 'MVS4:60'] });
});

test('208, 210: 38 "constructs a CRT", "incorporated into the backup … stack\'s own CRT"', (t) => {
  const before = after(
    t,
    talking(t),
    connects({ dvipa: 'DVB1', via: 'MVS5', on: 'MVS2', port: 11 }),
  );
  const failed = after(t, before, fails(before, 'MVS1', mvs5TakesOver));

  for (const block of ['F9.208', 'F9.210']) t.true(blocksAt(failed, 'MVS5').has(block), block);
  see(t, failed, 'DVA1', { crt: ['C1:2 to MVS2', 'C1:3 to MVS4'] });
  see(t, failed, 'DVB1', { by: 'MVS5', crt: ['C1:11 to MVS2'] });
});

test('210: 38 "begins routing messages for the connections routed through the failed" stack', (t) => {
  const failed = takenOver(t);
  const told = after(
    t,
    failed,
    writes({ dvipa: 'DVA1', port: 2 }),
    writes({ dvipa: 'DVA1', port: 3 }),
    connects({ dvipa: 'DVA1', via: 'MVS5', on: 'MVS2', port: 4 }),
  );

  see(t, told, 'DVA1', { lives: ['C1:2 on MVS2', 'C1:3 on MVS4', 'C1:4 on MVS2'] });
  for (const port of [2, 3, 4]) {
    const tcb = told.stacks.clients.C1?.connections[`DVA1:60>C1:${port}`];
    t.like(tcb, { state: 'ESTABLISHED', unacked: [] }, `the client's data of ${port} has arrived`);
  }
});

test('212: "to prevent other backup communication protocol stacks in a list of backups" from acting', (t) => {
  const before = startedInOrder(t, names, twoBackups);
  const failed = after(t, before, fails(before, 'MVS1', mvs4TakesOver));

  // 34 and 38 are backups, and 34 has the higher rank: it says so to all others.
  t.true(blocksAt(failed, 'MVS4').has('F9.212'));
  t.deepEqual(sent(failed, 'DVIPA', 'DVA1'), ['MVS4>MVS2', 'MVS4>MVS3', 'MVS4>MVS5']);
  t.false(listsOf(failed, 'MVS5', 'DVA1').flatMap(claimants).includes('MVS5'));
  see(t, failed, 'DVA1', { by: 'MVS4', list: listOfMvs1, advertised: ['MVS4'] });
  const claim = { type: 'Claimed', dvipa: 'DVA1', as: 'backup', late: [], stack: 'MVS5' } as const;
  t.is(refusal(failed, claim), 'MVS5 may not claim it by backup');
  t.is(refusal(failed, { type: 'StackFailed', stack: 'MVS4' }, claim), null);
});

test('212: a backup that has acted stops when it is told that "it is performing the backup function"', (t) => {
  const without34 = names.filter((name) => name !== 'MVS4');
  const before = startedInOrder(t, without34, twoBackups);
  const second = after(t, before, fails(before, 'MVS1', mvs5TakesOver));
  see(t, second, 'DVA1', { by: 'MVS5', list: listOfMvs5, advertised: ['MVS5'] });

  const first = after(t, second, starts(second, 'MVS4', { ...mvs4TakesOver, from: 'MVS5' }));

  t.deepEqual(takebacks(first, 'DVA1'), ['MVS4>MVS5']);
  t.true(sent(first, 'DVIPA', 'DVA1').includes('MVS4>MVS3'));
  // Without the message 38 would go on to advertise what it does not route.
  see(t, first, 'DVA1', { by: 'MVS4', list: listOfMvs1, advertised: ['MVS4'] });
  t.is(first.stacks.stacks.MVS5?.distribution.vipas.DVA1?.role.is, 'none');
  const advertised = { type: 'Advertised', dvipa: 'DVA1', stack: 'MVS5' } as const;
  t.is(refusal(first, advertised), 'MVS5 does not own it');
});

/** Whom the claims of a list name, for DVA1. */
function claimants({ claims }: SentList): readonly string[] {
  return claims.filter(({ dvipa }) => dvipa === 'DVA1').map(({ epoch }) => epoch.stack);
}

test('208: "existing DVIPA connections" are all of them, outgoing ones and those without a listener too', (t) => {
  const before = talking(t);
  const deaf = after(
    t,
    before,
    opens(before, 'MVS4', { dvipa: 'DVA1', port: 60 }),
    unbinds('MVS2', 'DVA1'),
  );

  const failed = after(t, deaf, fails(deaf, 'MVS1', mvs5TakesOver));

  const crt = ['C1:2 to MVS2', 'C1:3 to MVS4', 'C1:8004 to MVS4'];
  see(t, failed, 'DVA1', { dpt: ['MVS4:60'], crt });
});

test('a target that fails takes its own connections and rows with it, and the owner stays', (t) => {
  const before = talking(t);
  const failed = after(t, before, fails(before, 'MVS4'));

  see(t, failed, 'DVA1', {
    by: 'MVS1',
    dpt: ['MVS1:60', 'MVS2:60'],
    crt: ['C1:1 to MVS1', 'C1:2 to MVS2'],
  });
  see(t, after(t, allUp(t), fails(allUp(t), 'MVS3')), 'DVB1', { by: 'MVS5' });
});

test('F4.5: "Different DVIPAs may have different sets of backup stacks": only DVA1 moves', (t) => {
  const before = serving(t);
  const failed = after(t, before, fails(before, 'MVS1', mvs5TakesOver));
  const routers = ({ model }: Both): readonly (string | null)[] =>
    ['DVA1', 'DVB1'].map((dvipa) => {
      const routing = model.vipas[dvipa]?.routing;
      return routing?.is === 'routed' ? routing.by : null;
    });

  t.deepEqual(routers(before), ['MVS1', 'MVS5']);
  t.deepEqual(routers(failed), ['MVS5', 'MVS5']);
  see(t, failed, 'DVB1', { lives: [] });
});
