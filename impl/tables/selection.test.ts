/** The fair share (P8): what a policy promises over stable targets, and when shares start afresh. */
import test from 'ava';
import * as fc from 'fast-check';
import { select, type Candidate, type Share } from './selection.ts';

/** The targets that `count` selections choose, one after the other. */
function choices(candidates: readonly Candidate[], count: number): readonly string[] {
  let shares: readonly Share[] = [];
  return Array.from({ length: count }, () => {
    const chosen = select(shares, candidates);
    ({ shares } = chosen);
    return chosen.target;
  });
}

function countOf(chosen: readonly string[], target: string): number {
  return chosen.filter((name) => name === target).length;
}

const weighted = (weights: readonly number[]): readonly Candidate[] =>
  weights.map((weight, at) => ({ target: `S${at}`, weight }));

test('round robin: after any number of selections two counts differ by at most 1 (P8)', (t) => {
  const property = fc.property(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 0, max: 40 }),
    (targets, count) => {
      const candidates = weighted(Array.from({ length: targets }, () => 1));
      const chosen = choices(candidates, count);
      const counts = candidates.map(({ target }) => countOf(chosen, target));
      return Math.max(...counts) - Math.min(...counts) <= 1;
    },
  );
  t.notThrows(() => fc.assert(property));
});

test('weights: every full cycle gives each target exactly its weight (P8)', (t) => {
  const property = fc.property(
    fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
    fc.integer({ min: 1, max: 3 }),
    (weights, cycles) => {
      const length = weights.reduce((sum, weight) => sum + weight, 0);
      const chosen = choices(weighted(weights), cycles * length);
      return weights.every((weight, at) => countOf(chosen, `S${at}`) === cycles * weight);
    },
  );
  t.notThrows(() => fc.assert(property));
});

test('a heavy target does not get all its turns in a row', (t) => {
  t.deepEqual(choices(weighted([3, 1, 2]), 6), ['S0', 'S2', 'S0', 'S0', 'S1', 'S2']);
});

test('when the workload manager changes a weight, the shares start afresh', (t) => {
  const before = select([], weighted([1, 1]));
  const after = select(before.shares, weighted([2, 1]));

  t.is(before.target, 'S0');
  t.is(after.target, 'S0', 'S0 is not behind for a turn that it had under other weights');
  t.is(after.shares.find(({ target }) => target === 'S0')?.chosen, 1);
});

test('a target that comes or goes makes the shares start afresh', (t) => {
  const two = select([], weighted([1, 1]));

  t.is(select(two.shares, weighted([1, 1, 1])).target, 'S0');
  t.is(select(two.shares, [{ target: 'S9', weight: 1 }]).target, 'S9');
  t.is(select(two.shares, [...weighted([1]), { target: 'S9', weight: 1 }]).target, 'S0');
});

test('weight 0 means no turn, unless no other target has weight', (t) => {
  t.deepEqual(choices(weighted([0, 1, 1]), 4), ['S1', 'S2', 'S1', 'S2']);
  t.deepEqual(choices(weighted([0, 0]), 4), ['S0', 'S1', 'S0', 'S1']);
});

test('after each full cycle the shares start afresh, so that they stay small', (t) => {
  let shares: readonly Share[] = [];
  for (let turn = 0; turn < 3; turn += 1) ({ shares } = select(shares, weighted([2, 1])));

  t.deepEqual(
    shares.map(({ chosen }) => chosen),
    [0, 0],
  );
});
