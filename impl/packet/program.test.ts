/** What the control plane tells the packet path: roles, members, who listens, and whose turn it is. */
import test from 'ava';
import { member, packet } from '../testing/alone.ts';
import { bytes, dvipa, owner, say, SIZE } from '../testing/packet-owner.ts';
import { MEMBER_MAX } from '../tables/flat/layout.ts';
import { createNames, wordOf } from '../tables/crt-names.ts';
import { readDecision } from './decisions.ts';
import { routePacket, type PacketPath } from './path.ts';
import { setLive, setRole, setTargets } from './program.ts';

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
