/**
 * Object systems through the explorer: counts against a plain search, verdicts, and what bounds leave.
 */
import test from 'ava';
import { canonical } from './encoding.ts';
import { exploreObjects } from './explore.ts';
import type { ExploreOptions } from './session.ts';
import type { ObjectSystem, Stepped } from './system.types.ts';
import { drained, exclusion, lock, waits, type LockAction, type Locked } from './testing/lock.ts';

/** The same search with nothing clever in it. */
function plainSearch<S, A>(
  system: ObjectSystem<S, A>,
): { states: number; transitions: number; levels: number[] } {
  const known = new Set(system.initial.map(canonical));
  let level = [...system.initial];
  let transitions = 0;
  const levels: number[] = [];
  while (level.length > 0) {
    levels.push(level.length);
    const next: S[] = [];
    for (const state of level) {
      for (const action of system.actions(state)) {
        const after = system.step(state, action)?.state;
        if (after === undefined) continue;
        transitions += 1;
        const key = canonical(after);
        if (known.has(key)) continue;
        known.add(key);
        next.push(after);
      }
    }
    level = next;
  }
  return { states: known.size, transitions, levels };
}

/** A walk on a grid of numbers that become large: ids outgrow the first layout, and so does the table. */
function grid(width: number): ObjectSystem<readonly [number, number], 'right' | 'down'> {
  return {
    kind: 'objects',
    positions: ['x', 'y'],
    names: ['right', 'down', 'never'],
    initial: [[0, 0]],
    actions: () => ['right', 'down'],
    nameOf: (action) => action,
    step: ([x, y], action) => {
      const [u, v] = action === 'right' ? [x + 1, y] : [x, y + 1];
      return u < width && v < width ? { state: [u, v] } : null;
    },
    split: (state) => state,
    join: ([x, y]) => [x as number, y as number],
    properties: [],
  };
}

const sound = lock({ processes: 3 }, [exclusion]);

for (const mode of ['exact', 'fingerprint'] as const) {
  test(`${mode}: the counts are those of a plain search`, async (t) => {
    for (const system of [sound, lock({ processes: 4, canLose: true }, [exclusion])]) {
      const plain = plainSearch(system);
      const found = await exploreObjects(system, { mode });

      t.like(found, { verdict: 'holds', ...plain, expanded: plain.states, cut: null });
      t.is(found.depth, plain.levels.length - 1);
    }
  });

  test(`${mode}: many states and wide ids are no trouble`, async (t) => {
    const found = await exploreObjects(grid(300), { mode });

    t.is(found.states, 90_000);
    t.is(found.transitions, 2 * 299 * 300);
    t.is(found.depth, 598);
    t.deepEqual(found.actions, { right: 89_700, down: 89_700, never: 0 });
  });

  test(`${mode}: the counterexample is a shortest one, and ends in the broken state`, async (t) => {
    const system = lock({ processes: 3, isGreedy: true }, [exclusion]);
    const { verdict, judgements } = await exploreObjects(system, { mode });
    const trace = judgements[0]?.trace ?? [];

    t.is(verdict, 'broken');
    t.is(trace.length, 4);
    t.regex(judgements[0]?.witness ?? '', /are in$/);
    t.regex(exclusionAfter(system, trace) ?? '', /are in$/);
  });
}

function exclusionAfter(
  system: ObjectSystem<Locked, LockAction>,
  trace: readonly LockAction[],
): string | null {
  let state = system.initial[0]!;
  for (const action of trace) state = system.step(state, action)!.state;
  return exclusion.kind === 'always' ? exclusion.witness(state) : null;
}

test('fingerprint mode tells its probability of omission, exact mode has none', async (t) => {
  const { omission } = await exploreObjects(grid(300), { mode: 'fingerprint' });

  t.true(omission !== null && omission > 0 && omission < 1e-9);
  t.is((await exploreObjects(sound)).omission, null);
});

test('a step that must not happen is found with its action', async (t) => {
  const system = lock({ processes: 2 }, [
    {
      kind: 'step',
      name: 'the second never leaves',
      witness: (_before, { do: deed, who }) => (deed === 'leave' && who === 1 ? 'it left' : null),
    },
  ]);
  const { judgements } = await exploreObjects(system);

  t.deepEqual(judgements[0]?.trace, [
    { do: 'ask', who: 1 },
    { do: 'grant', who: 1 },
    { do: 'leave', who: 1 },
  ]);
});

test('what happens sometimes has an example; what never does is broken', async (t) => {
  const someone = (who: number) => ({
    kind: 'sometimes' as const,
    name: `${who} is in`,
    holds: ({ holder }: Locked) => holder === who,
  });
  const { judgements, verdict } = await exploreObjects(
    lock({ processes: 2 }, [someone(1), someone(7)]),
  );

  t.is(judgements[0]?.verdict, 'holds');
  t.is(judgements[0]?.trace?.length, 2);
  t.is(judgements[1]?.verdict, 'broken');
  t.is(verdict, 'broken');
});

test('a state without a successor is a deadlock unless it is allowed to be one', async (t) => {
  const inCorner = ([x]: readonly [number, number]): boolean => x === 4;
  const deadlock = (allowed: (state: readonly [number, number]) => boolean) => ({
    ...grid(5),
    properties: [{ kind: 'deadlock' as const, name: 'goes on', allowed }],
  });

  t.is((await exploreObjects(deadlock(inCorner))).verdict, 'holds');
  const { judgements } = await exploreObjects(deadlock(() => false));
  t.is(judgements[0]?.verdict, 'broken');
  t.is(judgements[0]?.trace?.length, 8);
});

test('a drain from every state ends well, or shows from where it does not', async (t) => {
  t.is((await exploreObjects(lock({ processes: 3 }, [drained]))).verdict, 'holds');

  const { judgements } = await exploreObjects(lock({ processes: 3, canLose: true }, [drained]));
  t.is(judgements[0]?.verdict, 'broken');
  t.deepEqual(judgements[0]?.trace, [
    { do: 'ask', who: 0 },
    { do: 'lose', who: 0 },
  ]);
  t.is(judgements[0]?.witness, 'process 0 waits');
});

test('a lasso is found under weak fairness and not under strong fairness', async (t) => {
  const weak = await exploreObjects(lock({ processes: 2 }, [waits(0, 'weak')]));
  const [judgement] = weak.judgements;

  t.is(judgement?.verdict, 'broken');
  t.true(judgement?.trace?.some(({ do: deed, who }) => deed === 'ask' && who === 0));
  const round = judgement?.cycle ?? [];
  t.true(round.some(({ do: deed }) => deed === 'leave'));
  t.true(round.every(({ who }) => who === 1));

  const strong = await exploreObjects(lock({ processes: 2 }, [waits(0, 'strong')]));
  t.is(strong.verdict, 'holds');
});

test('a lost request is a lasso even under strong fairness', async (t) => {
  const { judgements } = await exploreObjects(
    lock({ processes: 2, canLose: true }, [waits(0, 'strong')]),
  );

  t.is(judgements[0]?.verdict, 'broken');
  t.true(judgements[0]?.trace?.some(({ do: deed, who }) => deed === 'lose' && who === 0));
});

test('a bound cuts the search short, and then nothing is said to hold', async (t) => {
  const byStates = await exploreObjects(sound, { statesMax: 5 });
  t.is(byStates.cut, 'states');
  t.is(byStates.verdict, 'inconclusive');
  t.is(byStates.judgements[0]?.verdict, 'inconclusive');

  const byMemory = await exploreObjects(sound, { bytesMax: 1_000_000 });
  t.is(byMemory.cut, 'memory');
  t.is(byMemory.verdict, 'inconclusive');

  const aborted: ExploreOptions = { signal: AbortSignal.abort() };
  t.is((await exploreObjects(grid(300), aborted)).cut, 'interrupted');
});

test('symmetry visits one state of each orbit, and the orbits add up to the full search', async (t) => {
  for (const processes of [2, 3, 4]) {
    const system = lock({ processes, canLose: true }, [exclusion]);
    const full = await exploreObjects(system);
    const reduced = await exploreObjects(system, { symmetry: true });

    t.is(reduced.verdict, full.verdict);
    t.true(reduced.states < full.states);
    t.is(reduced.reductions[0]?.fullStates, full.states);
    t.is(reduced.reductions[0]?.fullTransitions, full.transitions);
  }
});

test('symmetry finds the same violation, with a trace in the real names', async (t) => {
  const system = lock({ processes: 3, isGreedy: true }, [exclusion]);
  const { judgements } = await exploreObjects(system, { symmetry: true });

  t.is(judgements[0]?.trace?.length, 4);
  t.regex(exclusionAfter(system, judgements[0]?.trace ?? []) ?? '', /are in$/);
});

test('a reduction that reduces nothing says so', async (t) => {
  const { reductions } = await exploreObjects({ ...sound, renamings: [] }, { symmetry: true });
  t.regex(reductions[0]?.saved ?? '', /reduced nothing/);

  const { reductions: eager } = await exploreObjects(sound, { partialOrder: true });
  t.regex(eager[0]?.saved ?? '', /reduced nothing/);
});

test('a value that is no plain data is refused, with its place', async (t) => {
  const system: ObjectSystem<readonly unknown[], string, Stepped<readonly unknown[]>> = {
    kind: 'objects',
    positions: ['number', 'map'],
    names: [],
    initial: [[0, { table: new Map() }]],
    actions: () => [],
    nameOf: String,
    step: () => null,
    split: (state) => state,
    join: (components) => components,
    properties: [],
  };
  await t.throwsAsync(exploreObjects(system), {
    message: /component at \.table, found an instance of Map/,
  });
});
