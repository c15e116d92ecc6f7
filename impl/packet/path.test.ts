/** The packet path over bytes beside the distribution function: the same packets, the same decisions. */
import test from 'ava';
import fc from 'fast-check';
import type { Packet } from '../messages.types.ts';
import type { Output } from '../distribution/inputs.types.ts';
import { Alone, claimOf, life, packet } from '../testing/alone.ts';
import { primary, profileOf } from '../testing/profiles.ts';
import { dotted, onWire, say, seed, SIZE } from '../testing/packet-owner.ts';
import { writePacket } from '../testing/wire-packet.ts';
import {
  addressWord,
  allRows,
  createCrt,
  putRow,
  removeKey,
  rowCount,
} from '../tables/crt-flat.ts';
import { createNames, keyOf } from '../tables/crt-names.ts';
import { rowsOf } from '../tables/crt-rows.ts';
import { linearStorage } from '../tables/flat/storage.ts';
import { plainLookups } from '../tables/flat/wasm.ts';
import { followState } from './from-state.ts';
import { createPacketPath, routePacket, type PacketPath } from './path.ts';

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
