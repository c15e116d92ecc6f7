/** Segments that nobody expected: of other lives, out of order, to closed ports, reset or forged. */
import test from 'ava';
import { kinds, reasons, SERVER_ISN, synTo, types, Wire } from '../testing/wire.ts';
import { LIFE_SPAN } from './segments.ts';

test('a closed port answers everything but a reset with a reset', (t) => {
  const wire = new Wire();
  const [output] = wire.arrive('S', synTo(61));
  t.like(output, { type: 'Transmit', packet: { kind: 'RST', seq: 0, ack: 1_001 } });

  const [other] = wire.arrive('S', { ...synTo(60), kind: 'DATA', ack: 77 });
  t.like(other, { type: 'Transmit', packet: { kind: 'RST', seq: 77, ack: null } });

  t.deepEqual(wire.arrive('S', { ...synTo(60), kind: 'RST' }), []);
});

test('a listener with a full backlog rejects a SYN instead of answering it (R10)', (t) => {
  const wire = new Wire().open().fly(1);
  const [rejected] = wire.arrive('S', synTo(60, 1_000, 2));

  t.is(rejected?.type, 'RejectSyn');
  wire.fly();
  t.deepEqual(types(wire.arrive('S', synTo(60, 1_000, 2))), ['Opened', 'Transmit']);
});

test("a half-open connection of one port takes no room in another port's backlog", (t) => {
  const wire = new Wire();
  wire.hear('S', { type: 'ListenRequested', address: 'S', port: 61 });
  wire.arrive('S', synTo(61));

  t.deepEqual(kinds(wire.arrive('S', synTo(60))), ['SYN-ACK']);
});

test("a half-open connection of one address takes no room in another address's backlog", (t) => {
  const wire = new Wire();
  wire.hear('S', { type: 'ListenRequested', address: 'T', port: 60 });
  wire.arrive('S', synTo(60));
  const syn = { ...synTo(60), destination: { address: 'T', port: 60 } };

  t.deepEqual(kinds(wire.arrive('S', syn)), ['SYN-ACK']);
});

test('two lives of one listener have initial sequence numbers further apart than a life is long', (t) => {
  const wire = new Wire().connected();
  const first = wire.tcb('S').iss;
  wire.do('K', 'AbortRequested');
  wire.fly().open(3_000).fly();

  t.is(first, SERVER_ISN);
  t.is(wire.tcb('S').iss, first + LIFE_SPAN);
});

test('a SYN sent again to a half-open end is answered by the same SYN-ACK (R1)', (t) => {
  const wire = new Wire().open().fly(1);
  const { iss } = wire.tcb('S');
  const [answer] = wire.arrive('S', synTo(60));

  t.like(answer, { type: 'Transmit', packet: { kind: 'SYN-ACK', seq: iss } });
  t.is(wire.tcb('S').state, 'SYN_RCVD');
});

test('only its own SYN makes a half-open end send its SYN-ACK again', (t) => {
  const wire = new Wire().open().fly(1);

  t.deepEqual(kinds(wire.arrive('S', synTo(60, 9_000))), ['ACK'], 'the SYN of another life');
  const data = wire.segment('S', 'DATA', { seq: 1_000 });
  t.deepEqual(kinds(wire.arrive('S', data)), ['ACK'], 'data with the number of the SYN');
  t.deepEqual(kinds(wire.fly().arrive('S', synTo(60))), ['ACK'], 'an established end');
});

test('only a reset with exactly the expected number ends a connection', (t) => {
  const wire = new Wire().connected();
  const { rcvNxt } = wire.tcb('S');
  for (const seq of [rcvNxt - 1, rcvNxt + 1, 0]) {
    t.deepEqual(wire.arrive('S', wire.segment('S', 'RST', { seq })), []);
  }
  t.is(wire.tcb('S').state, 'ESTABLISHED');
  t.deepEqual(reasons(wire.arrive('S', wire.segment('S', 'RST'))), ['resetByPeer']);
});

test('no reset cuts TIME_WAIT short (RFC 1337)', (t) => {
  const wire = timeWaitAtServer();

  t.deepEqual(wire.arrive('S', wire.segment('S', 'RST')), []);
  t.is(wire.tcb('S').state, 'TIME_WAIT');
});

test('an attempt is refused only by a reset that acknowledges its SYN', (t) => {
  const wire = new Wire().open().lose();
  const reset = (ack: number | null) => wire.segment('K', 'RST', { seq: 0, ack });

  t.deepEqual(wire.arrive('K', reset(null)), []);
  t.deepEqual(wire.arrive('K', reset(1_500)), []);
  t.is(wire.tcb('K').state, 'SYN_SENT');
  t.deepEqual(reasons(wire.arrive('K', reset(1_001))), ['resetByPeer']);
});

test('an attempt answers what acknowledges another life with a reset, and waits on', (t) => {
  const wire = new Wire().open().lose();

  t.deepEqual(kinds(wire.arrive('K', wire.segment('K', 'SYN-ACK', { ack: 9 }))), ['RST']);
  t.deepEqual(wire.arrive('K', wire.segment('K', 'SYN', { ack: null })), []);
  t.deepEqual(wire.arrive('K', wire.segment('K', 'ACK')), []);
  t.is(wire.tcb('K').state, 'SYN_SENT');
});

test('a half-open end answers an acknowledgement of what it never sent with a reset (R4)', (t) => {
  const wire = new Wire().open().fly(1);
  const outputs = wire.arrive('S', wire.segment('S', 'ACK', { ack: 77 }));

  t.like(outputs, [{ type: 'Transmit', packet: { kind: 'RST', seq: 77 } }]);
  t.is(wire.tcb('S').state, 'SYN_RCVD');
});

test('a handshake may end with data instead of an ACK', (t) => {
  const wire = new Wire().open().fly(1);
  const outputs = wire.arrive('S', wire.segment('S', 'DATA'));

  t.deepEqual(types(outputs), ['Established', 'Received', 'Transmit']);
  t.is(wire.tcb('S').state, 'ESTABLISHED');
});

test('a segment of another life is only acknowledged, and an ACK of one not even that (P1)', (t) => {
  const wire = new Wire().connected();
  const before = wire.tcb('S');
  const foreign = { seq: before.rcvNxt + 5 * LIFE_SPAN };
  for (const kind of ['SYN', 'SYN-ACK', 'DATA', 'FIN'] as const) {
    t.deepEqual(kinds(wire.arrive('S', wire.segment('S', kind, foreign))), ['ACK'], kind);
  }
  t.deepEqual(wire.arrive('S', wire.segment('S', 'ACK', foreign)), []);
  t.is(wire.tcb('S'), before);
});

test('an acknowledgement counts only inside of the receive window', (t) => {
  const acknowledged = (ahead: number): boolean => {
    const wire = new Wire().connected();
    wire.do('S', 'DataWritten');
    const seq = wire.tcb('S').rcvNxt + ahead;
    wire.arrive('S', wire.segment('S', 'ACK', { seq }));
    return wire.tcb('S').unacked.length === 0;
  };

  t.deepEqual([-1, 0, 63, 64].map(acknowledged), [false, true, true, false]);
});

test('data that overtakes other data waits for its retransmission', (t) => {
  const wire = new Wire().connected();
  const { rcvNxt } = wire.tcb('S');
  const early = wire.segment('S', 'DATA', { seq: rcvNxt + 1 });

  t.deepEqual(kinds(wire.arrive('S', early)), ['ACK']);
  t.is(wire.tcb('S').rcvNxt, rcvNxt);
});

test('a SYN inside the window, and an acknowledgement of the future, are only acknowledged', (t) => {
  const wire = new Wire().connected();
  const before = wire.tcb('S');
  const future = { ack: before.sndNxt + 1 };

  t.deepEqual(kinds(wire.arrive('S', wire.segment('S', 'SYN'))), ['ACK']);
  t.deepEqual(kinds(wire.arrive('S', wire.segment('S', 'SYN-ACK'))), ['ACK']);
  t.deepEqual(kinds(wire.arrive('S', wire.segment('S', 'DATA', future))), ['ACK']);
  t.is(wire.tcb('S'), before);
});

test('an old acknowledgement changes nothing', (t) => {
  const wire = new Wire().connected();
  const before = wire.tcb('S');

  const end = wire.ends.S;
  t.deepEqual(wire.arrive('S', wire.segment('S', 'ACK', { ack: null })), []);
  t.is(wire.tcb('S'), before);
  t.is(wire.ends.S, end);
});

test('a FIN counts as acknowledged when everything before it is, and it itself', (t) => {
  const wire = new Wire().connected();
  wire.do('K', 'DataWritten');
  const { sndNxt: fin } = wire.tcb('K');
  wire.do('K', 'CloseRequested');

  wire.arrive('K', wire.segment('K', 'ACK', { ack: fin }));
  t.is(wire.tcb('K').state, 'FIN_WAIT_1', 'only the data has arrived');
  wire.arrive('K', wire.segment('K', 'ACK', { ack: fin + 1 }));
  t.is(wire.tcb('K').state, 'FIN_WAIT_2');
});

test('the end that closes last waits for the acknowledgement of its FIN', (t) => {
  const wire = new Wire().connected();
  wire.do('K', 'CloseRequested');
  wire.fly().do('S', 'CloseRequested');
  const { sndNxt } = wire.tcb('S');

  t.deepEqual(wire.arrive('S', wire.segment('S', 'ACK', { ack: sndNxt - 1 })), []);
  t.is(wire.tcb('S').state, 'LAST_ACK');
  t.deepEqual(reasons(wire.arrive('S', wire.segment('S', 'ACK'))), ['closed']);
});

test('a FIN that comes again in TIME_WAIT is acknowledged again', (t) => {
  const wire = timeWaitAtServer();

  t.deepEqual(kinds(wire.arrive('S', wire.segment('S', 'FIN', { seq: 1_001 }))), ['ACK']);
  t.deepEqual(wire.states, ['CLOSED', 'TIME_WAIT']);
});

test('a second FIN is acknowledged and changes no state', (t) => {
  const wire = new Wire().connected();
  wire.do('K', 'CloseRequested');
  wire.fly();

  t.deepEqual(kinds(wire.arrive('S', wire.segment('S', 'FIN'))), ['ACK']);
  t.deepEqual(wire.states, ['FIN_WAIT_2', 'CLOSE_WAIT']);
});

test('a 4-tuple in TIME_WAIT is used again in one step, without a gap (R8)', (t) => {
  const wire = timeWaitAtServer();
  const outputs = wire.arrive('S', synTo(60, 3_000));

  t.deepEqual(types(outputs), ['Ended', 'Opened', 'Transmit']);
  t.like(outputs, [{ reason: 'replaced' }, { replaces: true }]);
  t.like(wire.tcb('S'), { state: 'SYN_RCVD', irs: 3_000, iss: SERVER_ISN + LIFE_SPAN });
});

test('TIME_WAIT keeps out an older SYN, and what is no SYN', (t) => {
  const wire = timeWaitAtServer();
  const { rcvNxt } = wire.tcb('S');
  t.deepEqual(kinds(wire.arrive('S', synTo(60, 900))), ['ACK']);
  t.deepEqual(kinds(wire.arrive('S', synTo(60, rcvNxt))), ['ACK']);
  t.deepEqual(kinds(wire.arrive('S', wire.segment('S', 'DATA', { seq: 3_000 }))), ['ACK']);
  t.is(wire.tcb('S').state, 'TIME_WAIT');
});

test('where nobody listens any more a new life ends TIME_WAIT, and its SYN goes back (R8, R10)', (t) => {
  const wire = timeWaitAtServer();
  wire.hear('S', { type: 'UnlistenRequested', address: 'S', port: 60 });
  const outputs = wire.arrive('S', synTo(60, 3_000));

  t.deepEqual(types(outputs), ['Ended', 'RejectSyn']);
  t.deepEqual(reasons(outputs), ['closed']);
  t.deepEqual(wire.states, ['CLOSED', 'CLOSED']);
});

/** The server has closed first, and the client's end is gone. */
function timeWaitAtServer(): Wire {
  const wire = new Wire().connected();
  wire.do('S', 'CloseRequested');
  wire.fly().do('K', 'CloseRequested');
  return wire.fly();
}
