/** Packets by the byte: batches, options, and nonsense. */
import test from 'ava';
import { packet } from '../testing/alone.ts';
import { bytes, onWire, owner, say, SIZE } from '../testing/packet-owner.ts';
import { writePacket, type Oddities } from '../testing/wire-packet.ts';
import { allRows, portsWord, rowCount } from '../tables/crt-flat.ts';
import { routeBatch, routePacket } from './path.ts';

for (const compiled of [true, false]) {
  test(`a batch decides as its packets one by one would, lookups compiled: ${compiled}`, (t) => {
    const one = owner();
    const batch = owner(compiled);
    const sent = Array.from({ length: 150 }, (_, n) =>
      packet((['SYN', 'ACK', 'ACK', 'RST'] as const)[n % 4]!, 1 + ((n * 7) % 30)),
    );
    const words = Int32Array.from(sent.flatMap((each) => [...bytes(each)]));
    const decisions = new Int32Array(sent.length);
    routeBatch(batch, words, SIZE, sent.length, decisions);

    const single = sent.map((_, n) => say(one, routePacket(one, words, n * SIZE, SIZE)));
    t.deepEqual(
      [...decisions].map((decision) => say(batch, decision)),
      single,
    );
    t.true(single.includes('Selected B') && single.includes('Followed C'));
  });
}

for (const compiled of [true, false]) {
  test(`a batch takes as many packets as it is told, also new ones, lookups compiled: ${compiled}`, (t) => {
    const path = owner(compiled);
    const room = Array.from({ length: 150 }, (_, n) => packet('SYN', 1 + n));
    const words = Int32Array.from(room.flatMap((each) => [...bytes(each)]));
    const decisions = new Int32Array(room.length);
    routeBatch(path, words, SIZE, 100, decisions);

    const said = [...decisions.subarray(0, 100)].map((decision) => say(path, decision));
    t.deepEqual(
      said,
      Array.from(said, (_, n) => (n % 2 === 0 ? 'Selected B' : 'Selected C')),
    );
    t.true(decisions.subarray(100).every((decision) => decision === 0));
    const sorted = (words: readonly number[]) => words.toSorted((one, other) => one - other);
    const kept = allRows(path.crt).map(({ ports }) => ports);
    t.deepEqual(sorted(kept), sorted(said.map((_, n) => portsWord(1 + n, 60))));
  });

  test(`a batch knows what it has put into the table itself, lookups compiled: ${compiled}`, (t) => {
    const path = owner(compiled);
    const sent = [packet('SYN'), packet('ACK'), packet('RST', 2), packet('ACK')];
    const words = Int32Array.from(sent.flatMap((each) => [...bytes(each)]));
    const decisions = new Int32Array(sent.length);
    routeBatch(path, words, SIZE, sent.length, decisions);

    t.deepEqual(
      [...decisions].map((decision) => say(path, decision)),
      ['Selected B', 'Followed B', 'UnknownReset', 'Followed B'],
    );
  });
}

test('a packet that is cut off behind its flags is still routed, and one before them is not', (t) => {
  const path = owner();
  const words = bytes(packet('SYN'));

  t.is(say(path, routePacket(path, words.subarray(0, 8), 0, 8)), 'Malformed');
  t.is(say(path, routePacket(path, words.subarray(0, 9), 0, 9)), 'Selected B');
});

test('options of the IP header are passed over', (t) => {
  const path = owner();
  routePacket(path, bytes(packet('SYN')), 0, SIZE);

  const words = bytes(packet('ACK'), { headerWords: 9 });
  t.is(say(path, routePacket(path, words, 0, SIZE)), 'Followed B');
});

const odd: Readonly<Record<string, Oddities>> = {
  'is of IP version 6': { bytes: { 0: 0x65 } },
  'has an IP header of four words': { bytes: { 0: 0x44 } },
  'has an IP header longer than its room': { headerWords: 15, bytes: { 0: 0x4f } },
  'is no TCP': { bytes: { 9: 17 } },
  'is too short for its headers': { bytes: { 2: 0, 3: 39 } },
  'comes from port 0': { bytes: { 20: 0, 21: 0 } },
  'goes to port 0': { bytes: { 22: 0, 23: 0 } },
  'opens and closes': { bytes: { 33: 3 } },
  'opens and resets': { bytes: { 33: 6 } },
};

for (const [what, oddities] of Object.entries(odd)) {
  test(`a packet that ${what} is malformed and changes nothing (P10)`, (t) => {
    const path = owner();
    const size = oddities.headerWords === 15 ? 16 : SIZE;
    const words = new Int32Array(SIZE);
    writePacket(words, 0, SIZE, onWire(packet('SYN')), oddities);
    const decisions = new Int32Array(1);

    t.is(say(path, routePacket(path, words, 0, size)), 'Malformed');
    for (const each of [path, owner(false)]) {
      routeBatch(each, words, size, 1, decisions);
      t.is(say(each, decisions[0]!), 'Malformed');
    }
    t.is(rowCount(path.crt), 0);
  });
}

for (const [what, place] of [
  ['first', { 6: 0x20 }],
  ['later', { 7: 1 }],
] as const) {
  test(`a ${what} fragment is set apart; a packet that must not be fragmented is none`, (t) => {
    const path = owner();

    const fragment = bytes(packet('SYN'), { bytes: place });
    const decisions = new Int32Array(1);
    t.is(say(path, routePacket(path, fragment, 0, SIZE)), 'Fragment');
    for (const each of [path, owner(false)]) {
      routeBatch(each, fragment, SIZE, 1, decisions);
      t.is(say(each, decisions[0]!), 'Fragment');
    }
    const whole = bytes(packet('SYN'), { bytes: { 6: 0x40 } });
    t.is(say(path, routePacket(path, whole, 0, SIZE)), 'Selected B');
  });
}

test('the row of a fresh choice has the sequence number of its SYN', (t) => {
  const path = owner();
  routePacket(path, bytes(packet('SYN', 1, 0xfedc_ba98)), 0, SIZE);

  t.like(allRows(path.crt), [{ remoteIsn: 0xfedc_ba98, localIsn: null, provisional: false }]);
});

test('a packet has at most 32 words of room in a batch', (t) => {
  t.throws(
    () => {
      routeBatch(owner(), new Int32Array(33), 33, 1, new Int32Array(1));
    },
    { message: "A packet's room is at most 32 words." },
  );
  t.notThrows(() => routeBatch(owner(), new Int32Array(32), 32, 1, new Int32Array(1)));
});
