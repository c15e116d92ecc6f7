/**
 * Figure 11: a stack initialises a movable DVIPA. APP B binds DVB1 on 30, then on 26, while 38 "has not
 * been started". 26 is MVS2, 30 MVS3, 34 MVS4.
 */
import test, { type ExecutionContext } from 'ava';
import type { Event } from '../../model/events.types.ts';
import { after, blocksAt, refusal, see, sent, takebacks, type Both } from './example.ts';
import { binds, bindsAndTakes, closes, connects, writes } from './steps.ts';
import { without38 } from './sysplex.ts';

const dvb1 = { dvipa: 'DVB1', isListed: false } as const;

/** 30 has DVB1, and a connection with it. */
function on30(t: ExecutionContext): Both {
  const rest = without38(t);
  const bound = after(t, rest, bindsAndTakes(rest, 'MVS3', { dvipa: 'DVB1' }));
  return after(t, bound, connects({ ...dvb1, via: 'MVS3', on: 'MVS3', port: 1 }));
}

/** Then 26 has it. */
function on26(t: ExecutionContext): Both {
  const before = on30(t);
  return after(t, before, bindsAndTakes(before, 'MVS2', { dvipa: 'DVB1', from: 'MVS3' }));
}

test('500: initialisation may occur "by an application binding to a VIPA in a VIPA range"', (t) => {
  const rest = without38(t);
  see(t, rest, 'DVB1', { by: null, advertised: [] });

  const bound = after(t, rest, bindsAndTakes(rest, 'MVS3', { dvipa: 'DVB1' }));

  t.true(blocksAt(bound, 'MVS3').has('F11.500'));
  see(t, bound, 'DVB1', { by: 'MVS3', list: null });
});

test('500: a VIPA that is in no range of the stack is not created: 34 has none', (t) => {
  const rest = without38(t);
  const bound = after(t, rest, { ...binds('MVS4', 'DVB1'), events: [] });

  t.like(
    bound.happenings.find(({ output }) => output.type === 'RefuseBind'),
    { at: 'MVS4', output: { error: 'EADDRNOTAVAIL' } },
  );
  const claim = { type: 'Claimed', dvipa: 'DVB1', stack: 'MVS4', as: 'bind', late: [] } as const;
  t.is(refusal(rest, claim), 'MVS4 may not claim it by bind');
  see(t, bound, 'DVB1', { by: null });
});

test('502: "then the VIPA may be advertised to the routing protocol"', (t) => {
  const rest = without38(t);
  const bound = after(t, rest, bindsAndTakes(rest, 'MVS3', { dvipa: 'DVB1' }));

  t.true(blocksAt(bound, 'MVS3').has('F11.502'));
  see(t, bound, 'DVB1', { advertised: ['MVS3'] });
});

/** A stack binds DVB1, claims it and has heard everybody, on the model. */
function claims(stack: string): readonly Event[] {
  const at = { dvipa: 'DVB1', stack };
  const received = ['MVS1', 'MVS2', 'MVS3', 'MVS4'];
  return [
    { type: 'ApplicationBound', ...at, port: 60 },
    { type: 'Claimed', ...at, as: 'bind', late: [] },
    { type: 'RoutingBegun', ...at, as: 'bind', list: null, received },
  ];
}

test('504: it may "be determined if the VIPA is active on another stack": first not, then on 30', (t) => {
  const rest = without38(t);
  const bound = after(t, rest, bindsAndTakes(rest, 'MVS3', { dvipa: 'DVB1' }));

  // Nobody is asked, and nobody need give way.
  t.true(blocksAt(bound, 'MVS3').has('F11.504'));
  t.false(blocksAt(bound, 'MVS3').has('F11.506'));
  t.deepEqual(takebacks(bound, 'DVB1'), []);
  t.is(refusal(rest, ...claims('MVS3')), null);
  see(t, bound, 'DVB1', { by: 'MVS3', advertised: ['MVS3'] });

  // "by previous messages from the other stack advertising the existence of the VIPA"
  const moved = after(t, bound, bindsAndTakes(bound, 'MVS2', { dvipa: 'DVB1', from: 'MVS3' }));
  t.true(blocksAt(moved, 'MVS2').has('F11.504'));
  t.false(blocksAt(moved, 'MVS2').has('F11.510'));
  t.deepEqual(takebacks(moved, 'DVB1'), ['MVS2>MVS3']);
  t.is(refusal(bound, ...claims('MVS2')), 'MVS3 still selects');
  see(t, moved, 'DVB1', { by: 'MVS2', advertised: ['MVS2'] });
});

test('504, 510: it "may establish connections … without using the other stack as routing stack"', (t) => {
  const rest = without38(t);
  const bound = after(t, rest, bindsAndTakes(rest, 'MVS3', { dvipa: 'DVB1' }));
  for (const block of ['F11.504', 'F11.510']) t.true(blocksAt(bound, 'MVS3').has(block), block);

  const talking = after(t, bound, connects({ ...dvb1, via: 'MVS3', on: 'MVS3', port: 1 }));

  const routed = talking.happenings.filter(
    ({ output }) => output.type === 'Send' && output.envelope.body.type === 'routed',
  );
  t.deepEqual(routed, []);
  see(t, talking, 'DVB1', { lives: ['C1:1 on MVS3'] });
});

test('504, 506: 26 "receives connection administration messages from the other stack"', (t) => {
  const moved = on26(t);

  for (const block of ['F11.504', 'F11.506']) t.true(blocksAt(moved, 'MVS2').has(block), block);
  t.deepEqual(sent(moved, 'NEWCONN', 'DVB1'), ['MVS3>MVS2']);
  see(t, moved, 'DVB1', { by: 'MVS2', advertised: ['MVS2'] });
});

test('508: it "builds a routing table … and routes information to these existing connections"', (t) => {
  const moved = on26(t);
  t.true(blocksAt(moved, 'MVS2').has('F11.508'));
  see(t, moved, 'DVB1', { crt: ['C1:1 to MVS3'], lives: ['C1:1 on MVS3'] });

  const told = after(t, moved, writes({ dvipa: 'DVB1', port: 1 }));

  const tcb = told.stacks.clients.C1?.connections['DVB1:60>C1:1'];
  t.like(tcb, { state: 'ESTABLISHED', unacked: [] }, 'the data of the client has arrived on 30');
  const event = { dvipa: 'DVB1', key: 'C1:1>DVB1:60', life: 'client 1000' };
  t.is(refusal(told, { type: 'SegmentGiven', ...event, stack: 'MVS3' }), null);
  t.is(
    refusal(told, { type: 'SegmentGiven', ...event, stack: 'MVS2' }),
    'C1:1>DVB1:60 lives on MVS3, not on MVS2',
  );
});

test('508: it receives "subsequent requests for connections … and termination messages"', (t) => {
  const moved = on26(t);
  const talking = after(t, moved, connects({ ...dvb1, via: 'MVS2', on: 'MVS2', port: 2 }));
  see(t, talking, 'DVB1', { crt: ['C1:1 to MVS3', 'C1:2 to MVS2'] });

  const ended = after(t, talking, closes({ dvipa: 'DVB1', port: 1, on: 'MVS3' }));

  t.deepEqual(sent(ended, 'TERMCONN', 'DVB1'), ['MVS3>MVS2']);
  see(t, ended, 'DVB1', { crt: ['C1:2 to MVS2'], lives: ['C1:2 on MVS2'] });
});
