/** The packet path over bytes beside the distribution function: the same packets, the same decisions. */
import test from 'ava';
import fc from 'fast-check';
import type { Packet } from '../messages.types.ts';
import { claimOf, life, packet, type Alone } from '../testing/alone.ts';
import { Pair } from '../testing/packet-pair.ts';
import { primary, profileOf } from '../testing/profiles.ts';

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

const beginning = fc.constantFrom(
  (compiled: boolean) => new Pair(compiled, profileOf('A')),
  (compiled: boolean) => new Pair(compiled, primary('A')),
  (compiled: boolean) => new Pair(compiled, primary('A')).serve(),
);

for (const compiled of [true, false]) {
  test(`each packet gets the decision of the distribution function, lookups compiled: ${compiled}`, (t) => {
    const seen = new Set<string>();
    const events = fc.array(fc.oneof({ weight: 3, arbitrary: arriving }, controlled), {
      minLength: 10,
      maxLength: 40,
      size: 'max',
    });
    fc.assert(
      fc.property(events, beginning, (sequence, begin) => {
        const pair = begin(compiled);
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
