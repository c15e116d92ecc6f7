/** What applications and timers do: open, write, close from either side, abort, give up. */
import test from 'ava';
import { keys, kinds, reasons, types, Wire } from '../testing/wire.ts';

test('SYN, SYN-ACK and ACK establish both ends', (t) => {
  const wire = new Wire().open();
  t.deepEqual(wire.states, ['SYN_SENT', 'CLOSED']);
  t.deepEqual(wire.fly(1).states, ['SYN_SENT', 'SYN_RCVD']);
  t.deepEqual(wire.fly(1).states, ['ESTABLISHED', 'SYN_RCVD']);
  t.deepEqual(wire.fly(1).states, ['ESTABLISHED', 'ESTABLISHED']);
  t.deepEqual(wire.flying, []);
});

test('the distribution function hears of an outgoing connection before its SYN leaves (R39)', (t) => {
  const remote = { address: 'S', port: 60 };
  const local = { address: 'K', port: 1 };
  const outputs = new Wire().hear('K', { type: 'OpenRequested', remote, local, isn: 7 });

  t.deepEqual(types(outputs), ['Opened', 'Transmit']);
  t.like(outputs, [{ replaces: false, via: null, tcb: { isOutgoing: true } }]);
});

test('data reaches the other end and is acknowledged', (t) => {
  const wire = new Wire().connected();
  t.deepEqual(kinds(wire.do('K', 'DataWritten')), ['DATA']);
  t.is(wire.tcb('K').unacked.length, 1);

  wire.fly();
  t.is(wire.tcb('K').unacked.length, 0);
  t.is(wire.tcb('S').rcvNxt, wire.tcb('K').sndNxt);
});

test('who closes first waits in TIME_WAIT, the other end is gone', (t) => {
  const wire = new Wire().connected();
  wire.do('K', 'CloseRequested');
  t.deepEqual(wire.fly().states, ['FIN_WAIT_2', 'CLOSE_WAIT']);

  t.deepEqual(kinds(wire.do('S', 'DataWritten')), ['DATA'], 'the other half is still open');
  t.is(wire.fly().tcb('S').unacked.length, 0);

  wire.do('S', 'CloseRequested');
  t.deepEqual(wire.fly().states, ['TIME_WAIT', 'CLOSED']);
  t.deepEqual(reasons(wire.do('K', 'TimeWaitExpired')), ['closed']);
  t.deepEqual(wire.states, ['CLOSED', 'CLOSED']);
});

test('the server may close first as well', (t) => {
  const wire = new Wire().connected();
  wire.do('S', 'CloseRequested');
  wire.fly().do('K', 'CloseRequested');

  t.deepEqual(wire.fly().states, ['CLOSED', 'TIME_WAIT']);
});

test('when both close at once both wait in TIME_WAIT', (t) => {
  const wire = new Wire().connected();
  wire.do('K', 'CloseRequested');
  wire.do('S', 'CloseRequested');
  t.deepEqual(wire.states, ['FIN_WAIT_1', 'FIN_WAIT_1']);

  t.deepEqual(wire.fly(2).states, ['CLOSING', 'CLOSING']);
  t.deepEqual(wire.fly().states, ['TIME_WAIT', 'TIME_WAIT']);
});

test('a FIN that acknowledges our FIN ends in TIME_WAIT at once', (t) => {
  const wire = new Wire().connected();
  wire.do('K', 'CloseRequested');
  wire.fly(1).lose().do('S', 'CloseRequested');

  t.deepEqual(wire.fly(1).states, ['TIME_WAIT', 'LAST_ACK']);
});

test('a server that closes a half-open connection sends its FIN after the handshake', (t) => {
  const wire = new Wire().open().fly(1);
  wire.do('S', 'CloseRequested');
  t.deepEqual(wire.states, ['SYN_SENT', 'FIN_WAIT_1']);

  wire.fly().do('S', 'RetransmitDue');
  t.deepEqual(wire.fly().states, ['CLOSE_WAIT', 'FIN_WAIT_2']);
});

test('the oldest unacknowledged segment is sent again, whatever it was', (t) => {
  const wire = new Wire().open().lose();
  t.deepEqual(wire.again('K'), ['SYN']);
  wire.fly(1).lose();
  t.deepEqual(wire.again('S'), ['SYN-ACK']);
  wire.fly();
  t.deepEqual(wire.again('K'), [], 'nothing is outstanding');

  wire.do('K', 'DataWritten');
  wire.do('K', 'CloseRequested');
  wire.lose();
  t.deepEqual(wire.again('K'), ['DATA']);
  wire.fly();
  t.deepEqual(wire.again('K'), ['FIN']);
  t.deepEqual(wire.fly().states, ['FIN_WAIT_2', 'CLOSE_WAIT']);
});

test('data that arrived but whose acknowledgement was lost is not taken in twice', (t) => {
  const wire = new Wire().connected();
  wire.do('K', 'DataWritten');
  wire.fly(1).lose().do('K', 'RetransmitDue');
  const { rcvNxt } = wire.tcb('S');

  t.is(wire.fly().tcb('S').rcvNxt, rcvNxt);
  t.is(wire.tcb('K').unacked.length, 0);
});

test('an abort resets the peer, unless there is none yet or none any more', (t) => {
  const established = new Wire().connected();
  t.deepEqual(kinds(established.do('K', 'AbortRequested')), ['RST']);
  t.deepEqual(established.fly().states, ['CLOSED', 'CLOSED']);

  const halfOpen = new Wire().open().fly(1);
  t.deepEqual(kinds(halfOpen.do('S', 'AbortRequested')), ['RST']);

  const opening = new Wire().open().lose();
  const outputs = opening.do('K', 'AbortRequested');
  t.deepEqual([kinds(outputs), reasons(outputs)], [[], ['aborted']]);

  const waiting = new Wire().connected();
  waiting.do('K', 'CloseRequested');
  waiting.fly().do('S', 'CloseRequested');
  t.deepEqual(kinds(waiting.fly().do('K', 'AbortRequested')), []);
});

test('an attempt that is closed or given up before its answer ends without a word', (t) => {
  const closed = new Wire().open().lose().do('K', 'CloseRequested');
  const gaveUp = new Wire().open().lose().do('K', 'GaveUp');

  t.deepEqual([kinds(closed), reasons(closed)], [[], ['aborted']]);
  t.deepEqual([kinds(gaveUp), reasons(gaveUp)], [[], ['gaveUp']]);
});

test('what does not fit the state of a connection changes nothing', (t) => {
  const wire = new Wire().open().lose();
  t.deepEqual(wire.do('K', 'DataWritten'), []);

  wire.open().fly().do('K', 'CloseRequested');
  const end = wire.ends.K;
  t.deepEqual(wire.do('K', 'CloseRequested'), []);
  t.deepEqual(wire.do('K', 'DataWritten'), []);
  t.is(wire.ends.K, end);
});

test('nothing happens to a connection that does not exist', (t) => {
  const wire = new Wire();
  const before = wire.ends.K;

  t.deepEqual(wire.hear('K', { type: 'DataWritten', key: keys.K }), []);
  t.is(wire.ends.K, before);
});

test('listeners are counted, so that one of two may stop', (t) => {
  const wire = new Wire();
  const address = 'S';
  wire.hear('S', { type: 'ListenRequested', address, port: 60 });
  t.deepEqual(wire.ends.S.listeners, { 'S:60': 2 });
  wire.hear('S', { type: 'UnlistenRequested', address, port: 60 });
  t.deepEqual(wire.ends.S.listeners, { 'S:60': 1 });
  wire.hear('S', { type: 'UnlistenRequested', address, port: 60 });
  wire.hear('S', { type: 'UnlistenRequested', address, port: 60 });
  t.deepEqual(wire.ends.S.listeners, {});
});
