/**
 * Figure 12: the owner of a movable DVIPA learns that another stack claims it. DVB1 moves from 30 (MVS3)
 * to 26 (MVS2), and to 38 (MVS5) when that one starts.
 */
import test, { type ExecutionContext } from 'ava';
import { listOfDvb1 } from '../../model/fig04-example-sysplex.ts';
import { after, blocksAt, see, sent, type Both } from './example.ts';
import { bindsAndTakes, closes, connects, opens, starts, writes } from './steps.ts';
import { takesDvb1, without38 } from './sysplex.ts';

const dvb1 = { dvipa: 'DVB1', isListed: false } as const;

function boundOn30(t: ExecutionContext): Both {
  const rest = without38(t);
  return after(t, rest, bindsAndTakes(rest, 'MVS3', { dvipa: 'DVB1' }));
}

function on30(t: ExecutionContext): Both {
  return after(t, boundOn30(t), connects({ ...dvb1, via: 'MVS3', on: 'MVS3', port: 1 }));
}

function claimedBy26(t: ExecutionContext, before: Both): Both {
  return after(t, before, bindsAndTakes(before, 'MVS2', { dvipa: 'DVB1', from: 'MVS3' }));
}

function roleOf({ stacks }: Both, stack: string): string | undefined {
  return stacks.stacks[stack]?.distribution.vipas.DVB1?.role.is;
}

test('520: "notification of the VIPA on another communication protocol stack is received"', (t) => {
  const before = on30(t);
  see(t, before, 'DVB1', { by: 'MVS3', advertised: ['MVS3'] });

  const moved = claimedBy26(t, before);

  t.true(sent(moved, 'VIPA_list', 'DVB1').includes('MVS2>MVS3'));
  t.true(blocksAt(moved, 'MVS3').has('F12.520'));
  see(t, moved, 'DVB1', { by: 'MVS2', advertised: ['MVS2'] });
});

test('522: "all messages concerning new or existing connections are sent to the new" stack', (t) => {
  const moved = claimedBy26(t, on30(t));
  t.true(blocksAt(moved, 'MVS3').has('F12.522'));

  const opened = after(t, moved, opens(moved, 'MVS3', { dvipa: 'DVB1', port: 60 }));
  t.deepEqual(sent(opened, 'NEWCONN', 'DVB1'), ['MVS3>MVS2']);

  const ended = after(t, opened, closes({ dvipa: 'DVB1', port: 1, on: 'MVS3' }));
  t.deepEqual(sent(ended, 'TERMCONN', 'DVB1'), ['MVS3>MVS2']);
  see(t, ended, 'DVB1', { crt: ['C1:8003 to MVS3'], lives: ['C1:8003 on MVS3'] });
});

test('524, 525: "If no connections exist, then the transfer of ownership is complete"', (t) => {
  const moved = claimedBy26(t, boundOn30(t));

  for (const block of ['F12.524', 'F12.525']) t.true(blocksAt(moved, 'MVS3').has(block), block);
  t.false(blocksAt(moved, 'MVS3').has('F12.526'));
  t.deepEqual(sent(moved, 'NEWCONN', 'DVB1'), []);
  t.is(roleOf(moved, 'MVS3'), 'none');
  see(t, moved, 'DVB1', { by: 'MVS2', crt: [] });
});

test('524, 526: "if connections exist, then an existing connection message is sent"', (t) => {
  const moved = claimedBy26(t, on30(t));

  for (const block of ['F12.524', 'F12.526']) t.true(blocksAt(moved, 'MVS3').has(block), block);
  t.deepEqual(sent(moved, 'NEWCONN', 'DVB1'), ['MVS3>MVS2']);
  see(t, moved, 'DVB1', { crt: ['C1:1 to MVS3'] });
});

test('528: "the routing tables and destination port tables of the current … stack may be purged"', (t) => {
  const before = on30(t);
  t.is(roleOf(before, 'MVS3'), 'owner');

  const moved = claimedBy26(t, before);

  t.true(blocksAt(moved, 'MVS3').has('F12.528'));
  t.is(roleOf(moved, 'MVS3'), 'none');
  see(t, moved, 'DVB1', { lives: ['C1:1 on MVS3'] });
});

test('F12.x: "transferred nondisruptively from … 30 to … 26 to … 38"', (t) => {
  const on26 = after(
    t,
    claimedBy26(t, on30(t)),
    connects({ ...dvb1, via: 'MVS2', on: 'MVS2', port: 2 }),
  );
  see(t, on26, 'DVB1', { by: 'MVS2', list: null, crt: ['C1:1 to MVS3', 'C1:2 to MVS2'] });

  // "when … 38 is initialized, it would assume ownership of the VIPA as the primary"
  const on38 = after(t, on26, starts(on26, 'MVS5', { ...takesDvb1, from: 'MVS2' }));
  t.true(['MVS2>MVS5', 'MVS3>MVS5'].every((way) => sent(on38, 'NEWCONN', 'DVB1').includes(way)));
  see(t, on38, 'DVB1', {
    by: 'MVS5',
    list: listOfDvb1,
    advertised: ['MVS5'],
    crt: ['C1:1 to MVS3', 'C1:2 to MVS2'],
    lives: ['C1:1 on MVS3', 'C1:2 on MVS2'],
  });

  // "subsequent connections would be made through the communication protocol stack 38"
  const further = after(
    t,
    on38,
    writes({ dvipa: 'DVB1', port: 1 }),
    writes({ dvipa: 'DVB1', port: 2 }),
    connects({ dvipa: 'DVB1', via: 'MVS5', on: 'MVS2', port: 3 }),
    closes({ dvipa: 'DVB1', port: 1, on: 'MVS3' }),
  );
  see(t, further, 'DVB1', {
    dpt: ['MVS2:60', 'MVS3:60'],
    crt: ['C1:2 to MVS2', 'C1:3 to MVS2'],
    lives: ['C1:2 on MVS2', 'C1:3 on MVS2'],
  });
  const tcb = further.stacks.clients.C1?.connections['DVB1:60>C1:2'];
  t.like(tcb, { state: 'ESTABLISHED', unacked: [] }, 'its data has arrived where it lives');
});
