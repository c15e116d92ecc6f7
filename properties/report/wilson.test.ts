/**
 * The interval around a counted share, against figures from the literature and for the limits.
 */
import test from 'ava';
import fc from 'fast-check';
import { percent, wilson } from './wilson.ts';

const close = (one: number, other: number): boolean => Math.abs(one - other) < 0.0005;

test('it agrees with published values', (t) => {
  // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  const published = [
    { seen: 81, runs: 263, low: 0.2553, high: 0.3662 },
    { seen: 15, runs: 148, low: 0.0624, high: 0.1605 },
    { seen: 0, runs: 20, low: 0, high: 0.1611 },
    { seen: 1, runs: 29, low: 0.0061, high: 0.1718 },
  ];
  for (const { seen, runs, low, high } of published) {
    const interval = wilson(seen, runs);
    t.true(close(interval.low, low), `${seen} of ${runs}: ${interval.low}`);
    t.true(close(interval.high, high), `${seen} of ${runs}: ${interval.high}`);
  }
});

test('it holds the share, stays within 0 and 1, and narrows with more runs', (t) => {
  fc.assert(
    fc.property(fc.nat(500), fc.integer({ min: 1, max: 500 }), (some, more) => {
      const runs = some + more;
      const { low, high } = wilson(some, runs);
      const wider = wilson(some, runs).high - wilson(some, runs).low;
      const narrower = wilson(some * 4, runs * 4);
      return (
        low >= 0 &&
        high <= 1 &&
        low <= some / runs &&
        high >= some / runs &&
        narrower.high - narrower.low < wider
      );
    }),
  );
  t.pass();
});

test('without a run nothing is known', (t) => {
  t.deepEqual(wilson(0, 0), { low: 0, high: 1 });
  t.is(percent(0.125), '12.5 %');
});
