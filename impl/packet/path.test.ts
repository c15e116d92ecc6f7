/** The packet path over bytes beside the distribution function: the same packets, the same decisions. */
import test from 'ava';
import fc from 'fast-check';
import type { Packet } from '../messages.types.ts';
import type { Output } from '../distribution/inputs.types.ts';
import { Alone, claimOf, life, member, packet } from '../testing/alone.ts';
import { primary, profileOf } from '../testing/profiles.ts';
import { writePacket, type Oddities } from '../testing/wire-packet.ts';
import {
  addressWord,
  allRows,
  createCrt,
  putRow,
  removeKey,
  rowCount,
} from '../tables/crt-flat.ts';
import { createNames, keyOf, wordOf } from '../tables/crt-names.ts';
import { rowsOf } from '../tables/crt-rows.ts';
import { linearStorage } from '../tables/flat/storage.ts';
import { memberOf } from '../tables/flat/members.ts';
import { plainLookups } from '../tables/flat/wasm.ts';
import { readDecision } from './decisions.ts';
import { followState } from './from-state.ts';
import { createPacketPath, routeBatch, routePacket, type PacketPath } from './path.ts';
import { setLive, setRole, setTargets } from './program.ts';

const SIZE = 20;
const seed = [1, 1, 2, 3] as const;
const dotted: Readonly<Record<string, string>> = { K: '192.0.2.7', V: '10.0.0.9' };

/** What the packet path says, in words. */
function say(path: PacketPath, decision: number): string {
  const { name, member: number } = readDecision(decision);
  return number === 0 ? name : `${name} ${memberOf(path.crt.members, number).stack}`;
}

function onWire({ source, destination, ...rest }: Packet): Packet {
  const dot = ({ address, port }: Packet['source']) => ({ address: dotted[address]!, port });
  return { ...rest, source: dot(source), destination: dot(destination) };
}

/** What the distribution function did with a packet, in the same words. */
function heard(outputs: readonly Output[]): string {
  for (const output of outputs) {
    if (output.type === 'Ignore' || output.type === 'Reset') return output.reason;
    if (output.type === 'Deliver') return 'Deliver';
    if (output.type !== 'Send') continue;
    const { to, body } = output.envelope;
    if (body.type === 'redirected') return `Redirect ${to.stack}`;
    if (body.type === 'routed') {
      return `${body.choice === 'selected' ? 'Selected' : 'Followed'} ${to.stack}`;
    }
  }
  return 'nothing';
}

class Pair {
  readonly alone: Alone;
  readonly path: PacketPath;
  readonly names = createNames();
  readonly words = new Int32Array(SIZE);

  constructor(compiled: boolean, owns: boolean) {
    const crt = createCrt(linearStorage(seed));
    this.path = compiled ? createPacketPath(crt) : createPacketPath(crt, plainLookups(crt.table));
    for (const [name, address] of Object.entries(dotted)) {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      this.names.words.set(name, addressWord(a, b, c, d));
      this.names.addresses.set(addressWord(a, b, c, d), name);
    }
    this.alone = new Alone(owns ? primary('A') : profileOf('A'));
    this.control(() => this.alone.join('B', 'C'));
  }

  /** Whatever the control plane hears, the packet path follows. */
  control(happen: () => void): void {
    const before = this.alone.state;
    happen();
    followState(this.path, this.names, this.alone.state, before);
    for (const row of allRows(this.path.crt)) removeKey(this.path.crt, row);
    for (const row of this.#rows()) putRow(this.path.crt, row);
  }

  #rows() {
    const { role } = this.alone.vipa;
    const rows = role.is === 'none' ? [] : rowsOf(role.crt);
    return rows.map((row) => ({ ...row, ...keyOf(this.names, row.remote, row.local) }));
  }

  /** Both decide on a packet; returns the words of each. */
  arrive(sent: Packet): readonly [string, string] {
    writePacket(this.words, 0, SIZE, onWire(sent));
    const decision = routePacket(this.path, this.words, 0, SIZE);
    return [
      say(this.path, decision),
      heard(this.alone.hear({ type: 'PacketArrived', packet: sent })),
    ];
  }

  get isSameTable(): boolean {
    return rowCount(this.path.crt) === this.#rows().length;
  }
}

type Event = { readonly packet: Packet } | { readonly control: (alone: Alone) => void };

const kind = fc.constantFrom<Packet['kind']>('SYN', 'SYN', 'SYN-ACK', 'ACK', 'DATA', 'FIN', 'RST');
const stack = fc.constantFrom('B', 'C');
const arriving: fc.Arbitrary<Event> = fc
  .tuple(kind, fc.integer({ min: 1, max: 5 }), fc.boolean())
  .map(([what, port, isListed]) => {
    const sent = packet(what, port);
    const destination = isListed ? sent.destination : { address: 'V', port: 99 };
    return { packet: { ...sent, destination } };
  });
const controlled: fc.Arbitrary<Event> = fc
  .oneof(
    fc.tuple(stack, fc.nat(1)).map(
      ([from, count]) =>
        (alone: Alone) =>
          alone.listens(from, count),
    ),
    stack.map((from) => (alone: Alone) => alone.left(from)),
    stack.map((from) => (alone: Alone) => alone.joined(from)),
    stack.map((from) => (alone: Alone) => alone.claims(from)),
    stack.map((from) => (alone: Alone) => alone.snapshotEnds(from)),
    stack.map((from) => (alone: Alone) => alone.claims(from, claimOf(9, from))),
    fc.tuple(stack, fc.integer({ min: 1, max: 5 })).map(([from, port]) => (alone: Alone) => {
      const base = { type: 'NEWCONN', dvipa: 'V', reporter: 'endpoint', end: null } as const;
      const connections = [life(from, port, 5)];
      alone.message(from, { ...base, epoch: alone.epoch, connections });
    }),
  )
  .map((control) => ({ control }));

for (const compiled of [true, false]) {
  test(`each packet gets the decision of the distribution function, lookups compiled: ${compiled}`, (t) => {
    const seen = new Set<string>();
    const events = fc.array(fc.oneof({ weight: 3, arbitrary: arriving }, controlled), {
      minLength: 10,
      maxLength: 40,
      size: 'max',
    });
    fc.assert(
      fc.property(events, fc.boolean(), (sequence, owns) => {
        const pair = new Pair(compiled, owns);
        for (const event of sequence) {
          if ('control' in event) {
            pair.control(() => {
              event.control(pair.alone);
            });
            continue;
          }
          const [fast, plain] = pair.arrive(event.packet);
          t.is(fast, plain);
          t.true(pair.isSameTable);
          seen.add(plain.split(' ')[0]!);
        }
      }),
      { numRuns: 1000 },
    );
    t.deepEqual([...seen].sort(), [
      'Deliver',
      'Followed',
      'NoListeningCandidate',
      'NoLiveOwner',
      'NoSuchConnection',
      'Redirect',
      'Selected',
      'SynAckWhileRebuilding',
      'SynWhileRebuilding',
      'UnknownDvipa',
      'UnknownReset',
      'UnknownSynAck',
      'UnknownWhileRebuilding',
    ]);
  });
}

const dvipa = addressWord(10, 0, 0, 9);

/** A owns 10.0.0.9 with B and C listening on port 60. */
function owner(): PacketPath {
  const path = createPacketPath(createCrt(linearStorage(seed)));
  for (const name of ['A', 'B', 'C']) setLive(path, member(name), true);
  setRole(path, dvipa, { is: 'owner', ports: [60] });
  const targets = ['B', 'C'].map((name) => ({ member: member(name), weight: 1 }));
  setTargets(path, dvipa, 60, targets);
  return path;
}

function bytes(sent: Packet, oddities?: Oddities): Int32Array {
  const words = new Int32Array(SIZE);
  writePacket(words, 0, SIZE, onWire(sent), oddities);
  return words;
}

test('a batch decides as its packets one by one would, also on connections that begin in it', (t) => {
  const one = owner();
  const batch = owner();
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
    routeBatch(path, words, size, 1, decisions);

    t.is(say(path, routePacket(path, words, 0, size)), 'Malformed');
    t.is(say(path, decisions[0]!), 'Malformed');
    t.is(rowCount(path.crt), 0);
  });
}

for (const [what, place] of [
  ['first', { 6: 0x20 }],
  ['later', { 7: 1 }],
] as const) {
  test(`a ${what} fragment is set apart; a packet that must not be fragmented is none`, (t) => {
    const path = owner();

    t.is(say(path, routePacket(path, bytes(packet('SYN'), { bytes: place }), 0, SIZE)), 'Fragment');
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

test('nonsense from the control plane is refused', (t) => {
  const path = owner();
  const huge = [
    { member: member('B'), weight: 65_537 },
    { member: member('C'), weight: 1 },
  ];

  t.throws(() => setTargets(path, dvipa, 60, huge), { instanceOf: RangeError });
  t.throws(() => setTargets(path, wordOf(createNames(), '10.9.9.9'), 60, []), {
    instanceOf: RangeError,
  });
  t.throws(() => readDecision(99 << 16), { instanceOf: RangeError });
});

test('a DVIPA that is taken off is nobody’s, and its members’ numbers are free again', (t) => {
  const path = owner();
  setRole(path, dvipa, { is: 'elsewhere', owner: member('B') });
  t.is(say(path, routePacket(path, bytes(packet('SYN')), 0, SIZE)), 'Redirect B');
  setRole(path, dvipa, null);

  t.is(say(path, routePacket(path, bytes(packet('SYN')), 0, SIZE)), 'UnknownDvipa');
});
