/**
 * Figure 8: the routing stack receives a message. The outgoing connection of APP A on 26 (NEWCONN), and
 * the end of either connection (TERMCONN). 22 is MVS1, 26 is MVS2.
 */
import test, { type ExecutionContext } from 'ava';
import { after, blocksAt, see, sent, type Both } from './example.ts';
import { aborts, binds, closes, connects, opens, unbinds, writes } from './steps.ts';
import { allUp } from './sysplex.ts';

const outgoing = { dvipa: 'DVA1', port: 60 };
/** Where the client's end of the outgoing connection is: it waits on one port for each stack. */
const OUTSIDE = 'C1:8002';

function on26(t: ExecutionContext): Both {
  return after(
    t,
    allUp(t),
    binds('MVS2', 'DVA1'),
    connects({ dvipa: 'DVA1', via: 'MVS1', on: 'MVS2', port: 1 }),
  );
}

test('160: it "determines the type of message received", and does what is due to that type only', (t) => {
  const done = (both: Both): readonly string[] =>
    [...blocksAt(both, 'MVS1')].filter((id) => id.startsWith('F8.')).sort();
  const rest = on26(t);
  const [dpt, crt] = [['MVS2:60'], ['C1:1 to MVS2']];
  see(t, rest, 'DVA1', { dpt, crt });

  const opened = after(t, rest, opens(rest, 'MVS2', outgoing));
  t.deepEqual(done(opened), ['F8.160', 'F8.164'], 'a NEWCONN');
  see(t, opened, 'DVA1', { dpt, crt: [...crt, `${OUTSIDE} to MVS2`] });

  const ended = after(t, opened, aborts(opened, 'MVS2', outgoing));
  t.deepEqual(done(ended), ['F8.160', 'F8.162'], 'a TERMCONN');
  see(t, ended, 'DVA1', { dpt, crt });

  const deaf = after(t, ended, unbinds('MVS2', 'DVA1'));
  t.deepEqual(done(deaf), ['F8.160', 'F8.166'], 'a SRVSTAT');
  see(t, deaf, 'DVA1', { dpt: [], crt });
});

test('166: SRVSTAT "may be sent … both when an application instance binds … and when [it] terminates"', (t) => {
  const bound = after(t, allUp(t), binds('MVS2', 'DVA1'));
  t.deepEqual(sent(bound, 'SRVSTAT', 'DVA1'), ['MVS2>MVS1']);
  t.true(blocksAt(bound, 'MVS1').has('F8.160'));
  t.true(blocksAt(bound, 'MVS1').has('F8.166'));
  see(t, bound, 'DVA1', { dpt: ['MVS2:60'] });

  const ended = after(t, bound, unbinds('MVS2', 'DVA1'));
  t.deepEqual(sent(ended, 'SRVSTAT', 'DVA1'), ['MVS2>MVS1']);
  see(t, ended, 'DVA1', { dpt: [] });
});

test('166: while one of two instances goes on listening, the DPT stays "up-to-date"', (t) => {
  const two = after(t, allUp(t), binds('MVS2', 'DVA1'), binds('MVS2', 'DVA1'));
  const one = after(t, two, unbinds('MVS2', 'DVA1'));
  see(t, one, 'DVA1', { dpt: ['MVS2:60'] });

  see(t, after(t, one, unbinds('MVS2', 'DVA1')), 'DVA1', { dpt: [] });
});

test('164: 26 "sends a NEWCONN message to the routing communication protocol stack 22"', (t) => {
  const rest = on26(t);
  const opened = after(t, rest, opens(rest, 'MVS2', outgoing));

  t.deepEqual(sent(opened, 'NEWCONN', 'DVA1'), ['MVS2>MVS1']);
  t.true(blocksAt(opened, 'MVS1').has('F8.164'));
  see(t, opened, 'DVA1', {
    lives: ['C1:1 on MVS2', `${OUTSIDE} on MVS2`],
  });
});

test('164: 22 "updates its CRT to route communications from the identified new connection"', (t) => {
  const rest = on26(t);
  const opened = after(t, rest, opens(rest, 'MVS2', outgoing));

  see(t, opened, 'DVA1', { crt: ['C1:1 to MVS2', `${OUTSIDE} to MVS2`] });
  // The answer of the client came to 22 and reached 26: the handshake is over.
  const tcb = opened.stacks.stacks.MVS2?.tcp.connections[`${OUTSIDE}>DVA1:60`];
  t.like(tcb, { state: 'ESTABLISHED', isOutgoing: true, unacked: [] });
});

test('162: "when either of the connections ends", 26 sends a TERMCONN: the incoming one', (t) => {
  const rest = on26(t);
  const both = after(t, rest, opens(rest, 'MVS2', outgoing));

  const ended = after(t, both, closes({ dvipa: 'DVA1', port: 1, on: 'MVS2' }));

  t.deepEqual(sent(ended, 'TERMCONN', 'DVA1'), ['MVS2>MVS1']);
  t.true(blocksAt(ended, 'MVS1').has('F8.162'));
  see(t, ended, 'DVA1', { crt: [`${OUTSIDE} to MVS2`], lives: [`${OUTSIDE} on MVS2`] });
});

test('162: "when either of the connections ends", 26 sends a TERMCONN: the outgoing one', (t) => {
  const rest = on26(t);
  const both = after(t, rest, opens(rest, 'MVS2', outgoing));

  const ended = after(t, both, aborts(both, 'MVS2', outgoing));

  t.deepEqual(sent(ended, 'TERMCONN', 'DVA1'), ['MVS2>MVS1']);
  see(t, ended, 'DVA1', { crt: ['C1:1 to MVS2'], lives: ['C1:1 on MVS2'] });
});

test('162: no entry goes before its connection ends: the end of a listener takes none', (t) => {
  const deaf = after(t, on26(t), unbinds('MVS2', 'DVA1'));
  const told = after(t, deaf, writes({ dvipa: 'DVA1', port: 1 }));

  t.deepEqual(sent(deaf, 'TERMCONN', 'DVA1'), []);
  see(t, told, 'DVA1', { dpt: [], crt: ['C1:1 to MVS2'], lives: ['C1:1 on MVS2'] });
});
