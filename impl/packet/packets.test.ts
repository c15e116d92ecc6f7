/** Packets by the byte: batches, options, nonsense, and whose turn it is. */
import test from 'ava';
import { member, packet } from '../testing/alone.ts';
import { bytes, dvipa, onWire, owner, say, SIZE } from '../testing/packet-owner.ts';
import { writePacket, type Oddities } from '../testing/wire-packet.ts';
import { allRows, portsWord, rowCount } from '../tables/crt-flat.ts';
import { MEMBER_MAX } from '../tables/flat/layout.ts';
import { createNames, wordOf } from '../tables/crt-names.ts';
import { readDecision } from './decisions.ts';
import { routeBatch, routePacket, type PacketPath } from './path.ts';
import { setLive, setRole, setTargets } from './program.ts';

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

test('the last of all members lives as the first', (t) => {
  const path = owner();
  for (let incarnation = 4; incarnation <= MEMBER_MAX; incarnation += 1) {
    setLive(path, member('D', incarnation), true);
  }
  const last = member('D', MEMBER_MAX);
  setTargets(path, dvipa, 60, [{ member: last, weight: 1 }]);

  t.is(say(path, routePacket(path, bytes(packet('SYN')), 0, SIZE)), 'Selected D');
  t.is(say(path, routePacket(path, bytes(packet('ACK')), 0, SIZE)), 'Followed D');
  setRole(path, dvipa, { is: 'elsewhere', owner: last });
  t.is(say(path, routePacket(path, bytes(packet('ACK')), 0, SIZE)), 'Redirect D');
  setLive(path, last, false);
  t.is(say(path, routePacket(path, bytes(packet('ACK')), 0, SIZE)), 'NoLiveOwner');
});

test('who listens is kept from an owner to an owner, and forgotten while another owns', (t) => {
  const path = owner();
  const decisionOn = (port: number): string =>
    say(path, routePacket(path, bytes(packet('SYN', port)), 0, SIZE));
  setRole(path, dvipa, { is: 'owner', ports: 'ALL' });
  t.is(decisionOn(1), 'Selected B');

  setRole(path, dvipa, { is: 'elsewhere', owner: member('B') });
  setRole(path, dvipa, { is: 'owner', ports: 'ALL' });
  t.is(decisionOn(2), 'NoListeningCandidate');
});

test('however often a DVIPA changes hands, its label stays', (t) => {
  const path = owner();
  for (let change = 0; change < 70_000; change += 1) {
    const owns = (['B', 'C', 'A'] as const)[change % 3]!;
    setRole(path, dvipa, { is: 'elsewhere', owner: member(owns) });
  }

  t.is(say(path, routePacket(path, bytes(packet('SYN')), 0, SIZE)), 'Redirect B');
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

test('turns go by weight, go on when a report brings nothing new, and start afresh otherwise', (t) => {
  const path = owner();
  const heavy = [
    { member: member('B'), weight: 1 },
    { member: member('C'), weight: 2 },
  ];
  let port = 0;
  const next = (): string => {
    port += 1;
    return say(path, routePacket(path, bytes(packet('SYN', port)), 0, SIZE)).slice(-1);
  };
  setTargets(path, dvipa, 60, heavy);
  t.is(next() + next(), 'CB');
  setTargets(path, dvipa, 60, heavy);
  t.is(next() + next(), 'CC');
  setTargets(path, dvipa, 60, heavy.slice(1));
  t.is(next(), 'C');
  setTargets(path, dvipa, 60, []);
  t.is(say(path, routePacket(path, bytes(packet('SYN', 99)), 0, SIZE)), 'NoListeningCandidate');
});

test('other targets begin at the first of them, however many they are', (t) => {
  const path = owner();
  const target = (stack: string, weight = 1) => ({ member: member(stack), weight });
  let port = 0;
  const next = (): string => {
    port += 1;
    return say(path, routePacket(path, bytes(packet('SYN', port)), 0, SIZE)).slice(-1);
  };
  setTargets(path, dvipa, 60, [target('B'), target('C')]);
  t.is(next(), 'B');
  setTargets(path, dvipa, 60, [target('A'), target('C')]);
  t.is(next(), 'A');
  setTargets(path, dvipa, 60, [target('A', 2), target('C', 2)]);
  t.is(next() + next(), 'AC');
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

test('nonsense from the control plane is refused', (t) => {
  const path = owner();
  const huge = [
    { member: member('B'), weight: 65_537 },
    { member: member('C'), weight: 1 },
  ];

  t.throws(() => setTargets(path, dvipa, 60, huge), {
    message: 'The weights of a service add up to more than 65536.',
  });
  t.notThrows(() => setTargets(path, dvipa, 60, [{ member: member('B'), weight: 65_536 }]));
  t.throws(() => setTargets(path, wordOf(createNames(), '10.9.9.9'), 60, []), {
    message: 'The DVIPA has no role.',
  });
  t.throws(() => readDecision(99 << 16), { message: `${99 << 16} is no decision.` });
});

test('a DVIPA that is taken off is nobody’s', (t) => {
  const path = owner();
  setRole(path, dvipa, { is: 'elsewhere', owner: member('B') });
  t.is(say(path, routePacket(path, bytes(packet('SYN')), 0, SIZE)), 'Redirect B');
  setRole(path, dvipa, null);

  t.is(say(path, routePacket(path, bytes(packet('SYN')), 0, SIZE)), 'UnknownDvipa');
});

/** More lives than there are numbers for members. */
const LIVES = 5000;
const life = (n: number) => ({ stack: 'D', incarnation: n });

for (const [what, live] of [
  [
    'owners elsewhere',
    (path: PacketPath, n: number) => {
      setRole(path, dvipa, { is: 'elsewhere', owner: life(n) });
    },
  ],
  [
    'targets',
    (path: PacketPath, n: number) => {
      setTargets(path, dvipa, 60, [{ member: life(n), weight: 1 }]);
    },
  ],
  [
    'targets whose turn never comes',
    (path: PacketPath, n: number) => {
      setTargets(path, dvipa, 60, [
        { member: member('B'), weight: 1 },
        { member: life(n), weight: 0 },
      ]);
    },
  ],
  [
    'targets of an owner that yields',
    (path: PacketPath, n: number) => {
      setTargets(path, dvipa, 60, [{ member: life(n), weight: 1 }]);
      setRole(path, dvipa, { is: 'elsewhere', owner: member('B') });
      setRole(path, dvipa, { is: 'owner', ports: [60] });
    },
  ],
  [
    'targets of a DVIPA that is taken off',
    (path: PacketPath, n: number) => {
      setTargets(path, dvipa, 60, [{ member: life(n), weight: 1 }]);
      setRole(path, dvipa, null);
      setRole(path, dvipa, { is: 'owner', ports: [60] });
    },
  ],
] as const) {
  test(`however many lives ${what} have had, there is a number for the next`, (t) => {
    const path = owner();
    t.notThrows(() => {
      for (let n = 10; n < 10 + LIVES; n += 1) live(path, n);
    });
  });
}

test('a DVIPA without a list of ports is distributed at every port, and one with a list at no other', (t) => {
  const path = owner();
  const at = (port: number): string => {
    const sent = packet('SYN');
    const destination = { ...sent.destination, port };
    return say(path, routePacket(path, bytes({ ...sent, destination }), 0, SIZE));
  };
  const targets = [{ member: member('C'), weight: 1 }];

  setTargets(path, dvipa, 61, targets);
  t.is(at(61), 'Deliver');
  setRole(path, dvipa, { is: 'owner', ports: 'ALL' });
  setTargets(path, dvipa, 61, targets);
  t.is(at(61), 'Selected C');
  t.is(at(62), 'NoListeningCandidate');
});
