/** One stack: its queue, and how its two parts tell each other what happened within one step (R7). */
import test from 'ava';
import type { Packet } from './messages.types.ts';
import { distributionReducer } from './distribution/reduce.ts';
import { vipaOf } from './distribution/turn.ts';
import { initialStack, stackReducer, type StackInput, type StackState } from './stack.ts';
import { primary } from './testing/profiles.ts';

const reduce = stackReducer(distributionReducer());
const self = { stack: 'A', incarnation: 1 };
const read = { part: 'queue', packet: null } as const;

function packet(kind: Packet['kind'], seq = 1_000, port = 1): Packet {
  const destination = { address: 'V', port: 60 };
  return { source: { address: 'K', port }, destination, kind, seq, ack: kind === 'SYN' ? null : 7 };
}

function after(state: StackState, ...inputs: readonly StackInput[]): StackState {
  return inputs.reduce((now, input) => reduce(now, input).state, state);
}

/** A primary that is alone in its group, with room for one half-open connection. */
const owner = () =>
  after(initialStack(self, primary('A'), true, 1), {
    part: 'distribution',
    input: { type: 'StackStarted', members: [] },
  });
const serving = () =>
  after(owner(), {
    part: 'distribution',
    input: { type: 'BindRequested', dvipa: 'V', port: 60 },
  });

test('what the network brings waits in the queue until it is read, in order (R47)', (t) => {
  const first = packet('SYN');
  const second = packet('SYN', 2_000, 2);
  const queued = after(
    serving(),
    { part: 'queue', packet: first },
    { part: 'queue', packet: second },
  );
  t.deepEqual(queued.queue, [first, second]);
  t.deepEqual(queued.tcp.connections, {});

  const one = after(queued, read);
  t.deepEqual(one.queue, [second]);
  t.deepEqual(Object.keys(one.tcp.connections), ['K:1>V:60']);
});

test('to read an empty queue changes nothing', (t) => {
  const state = serving();
  const step = reduce(state, read);

  t.is(step.state, state);
  t.deepEqual(step.outputs, []);
});

test('what is ignored leaves the stack as it was', (t) => {
  const state = serving();
  const gone = { stack: 'Z', incarnation: 9 };

  const left = reduce(state, { part: 'distribution', input: { type: 'MemberLeft', member: gone } });
  t.is(left.state, state);
  t.is(reduce(state, { part: 'tcp', input: { type: 'GaveUp', key: 'K:9>V:60' } }).state, state);
});

test('a bind that succeeds makes the TCP listen in the same step', (t) => {
  t.deepEqual(owner().tcp.listeners, {});
  t.deepEqual(serving().tcp.listeners, { 'V:60': 1 });
});

test('a connection and its report are one step: both parts know of it, or neither (R7)', (t) => {
  const state = after(serving(), { part: 'queue', packet: packet('SYN') }, read);
  const { connections } = vipaOf(state.distribution, 'V');

  t.deepEqual(Object.keys(connections), Object.keys(state.tcp.connections));
  const aborted = after(state, {
    part: 'tcp',
    input: { type: 'AbortRequested', key: 'K:1>V:60' },
  });
  t.deepEqual(vipaOf(aborted.distribution, 'V').connections, {});
});

test('a SYN that the TCP rejects comes back to the distribution function in that step (R10)', (t) => {
  const full = after(serving(), { part: 'queue', packet: packet('SYN') }, read);
  const waiting = after(full, { part: 'queue', packet: packet('SYN', 2_000, 2) });
  const { outputs } = reduce(waiting, read);
  const types = outputs.map(({ type }) => type).filter((type) => type !== 'Reached');

  t.deepEqual(types, ['Selected', 'Deliver', 'RejectSyn', 'Discard']);
});

test('what is refused is answered with a reset on the wire (P4)', (t) => {
  const { outputs } = reduce(after(owner(), { part: 'queue', packet: packet('SYN') }), read);

  t.like(
    outputs.filter(({ type }) => type === 'Transmit'),
    [{ packet: { kind: 'RST', ack: 1_001 } }],
  );
});

test('a life that replaces another is reported once, and not as an end (R8)', (t) => {
  const opened = after(serving(), { part: 'queue', packet: packet('SYN') }, read);
  const tcb = opened.tcp.connections['K:1>V:60'];
  if (tcb === undefined) return t.fail('nothing was accepted');
  const connections = { 'K:1>V:60': { ...tcb, state: 'TIME_WAIT' } as const };
  const waiting: StackState = { ...opened, tcp: { ...opened.tcp, connections } };
  const step = reduce(after(waiting, { part: 'queue', packet: packet('SYN', 9_000) }), read);

  const ended = step.outputs.filter(
    (output) => output.type === 'Reached' && output.id === 'F8.162',
  );
  t.deepEqual(ended, []);
  t.like(vipaOf(step.state.distribution, 'V').connections, { 'K:1>V:60': { remoteIsn: 9_000 } });
  t.like(vipaOf(step.state.distribution, 'V').role, {
    crt: { 'K:1>V:60': { remoteIsn: 9_000, target: self } },
  });
});

test('two incarnations of a stack never choose the same initial sequence numbers', (t) => {
  const next = initialStack({ ...self, incarnation: 2 }, primary('A'), true, 1);

  t.true(next.tcp.nextIsn - owner().tcp.nextIsn >= 1_000_000);
});
