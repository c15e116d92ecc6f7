/**
 * Component systems through the explorer: the reference model's counts, properties, reductions, workers.
 */
import test from 'ava';
import type { ComponentSystem } from './component-system.types.ts';
import { exploreComponents, exploreTogether } from './explore.ts';
import { failover } from './reference/failover.ts';
import type { Scope } from './reference/failover.types.ts';
import { BUG334, INSTANCES } from './reference/scopes.ts';
import { race } from './testing/race.ts';

const { scope: S323, states, transitions } = INSTANCES.s323;

function reference(argument: Scope) {
  const module = new URL('./reference/failover.ts', import.meta.url).href;
  return { module, make: 'failover', argument };
}

for (const mode of ['exact', 'fingerprint'] as const) {
  for (const workers of [1, 2, 3]) {
    test(`the reference model s323, ${mode}, ${workers} workers`, async (t) => {
      const found = await exploreTogether(reference(S323), workers, { mode });

      t.is(found.verdict, 'holds');
      t.is(found.states, states);
      t.is(found.transitions, transitions);
      t.is(found.expanded, found.states);
      t.is(found.depth, 22);
      t.true(Object.values(found.actions).every((count) => count > 0));
    });
  }
}

test('every action of s323 is counted the same with one worker and with two', async (t) => {
  const one = await exploreTogether(reference(S323), 1);
  const two = await exploreTogether(reference(S323), 2);

  t.deepEqual(two.actions, one.actions);
  t.deepEqual(two.levels, one.levels);
});

test('a second worker takes part as soon as it is ready, and learns its steps itself', async (t) => {
  const { calls } = await exploreTogether(reference(S323), 1);
  let together = calls;
  // On a busy machine the search may be over before the other thread has loaded.
  for (let attempt = 0; attempt < 10 && together === calls; attempt += 1) {
    ({ calls: together } = await exploreTogether(reference(S323), 2));
  }

  t.true(together > calls);
});

for (const workers of [1, 2]) {
  test(`the planted bug is found after 7 actions, ${workers} workers`, async (t) => {
    const found = await exploreTogether(reference(BUG334), workers);

    const [reset, quiet] = found.judgements;
    t.is(found.verdict, 'broken');
    t.is(reset?.verdict, 'broken');
    t.is(reset?.trace?.length, 7);
    t.is(reset?.trace?.at(-1), 'data on 0');
    t.is(quiet?.verdict, 'inconclusive');
  });
}

test('most steps are looked up: a step is computed once for each component state and input', async (t) => {
  const { calls } = await exploreComponents(failover(S323));

  t.true(calls < transitions / 100);
});

test('all kinds of properties hold of a race', async (t) => {
  const { verdict, states, judgements } = await exploreComponents(race({ runners: 3, steps: 2 }));

  t.is(states, 4 ** 3);
  t.is(verdict, 'holds', JSON.stringify(judgements));
});

test('a runner may stay where it is for ever, unless its steps are fair', async (t) => {
  const system = race({ runners: 2, steps: 1, mayRest: true });
  t.is((await exploreComponents(system)).verdict, 'holds');

  const lasso = system.properties.filter((property) => property.kind === 'lasso');
  const restless: ComponentSystem = {
    ...system,
    properties: lasso.map((property) => ({
      ...property,
      fair: [{ name: 'anything', strength: 'weak', actions: ['rest 1', 'step 1', 'finish 1'] }],
    })),
  };
  const { judgements } = await exploreComponents(restless);
  t.is(judgements[0]?.verdict, 'broken');
  t.true((judgements[0]?.cycle ?? []).every((action) => action.startsWith('rest')));
});

test('a drain that is told too little ends with something pending', async (t) => {
  const system = race({ runners: 2, steps: 1 });
  const properties = system.properties.flatMap((property) =>
    property.kind === 'drain' ? [{ ...property, order: ['step 1', 'finish 1'] }] : [],
  );
  const { judgements } = await exploreComponents({ ...system, properties });

  t.is(judgements[0]?.verdict, 'broken');
  t.deepEqual(judgements[0]?.trace, []);
  t.deepEqual(judgements[0]?.cycle, ['step 1', 'finish 1']);
  t.is(judgements[0]?.witness, 'only 1 have finished');
});

for (const isFair of [true, false]) {
  test(`partial order visits fewer states with the same verdict, ${isFair ? 'holds' : 'broken'}`, async (t) => {
    const system = race({ runners: 3, steps: 3, isFair });
    const safety = system.properties.filter(({ kind }) => kind === 'always' || kind === 'deadlock');
    const full = await exploreComponents({ ...system, properties: safety });
    const reduced = await exploreComponents(
      { ...system, properties: safety },
      { partialOrder: true },
    );

    t.is(full.verdict, isFair ? 'holds' : 'broken');
    t.is(reduced.verdict, full.verdict);
    t.true(reduced.states < full.states / 3);
    t.regex(reduced.reductions[0]?.saved ?? '', /of \d+ states go by one eager action/);
    t.deepEqual(
      reduced.judgements.map(({ verdict }) => verdict),
      full.judgements.map(({ verdict }) => verdict),
    );
  });
}

test('partial order counts the same states with any number of workers', async (t) => {
  const module = new URL('./testing/race.ts', import.meta.url).href;
  const source = { module, make: 'race', argument: { runners: 4, steps: 4 } };
  const [one, two] = await Promise.all(
    [1, 2].map((workers) => exploreTogether(source, workers, { partialOrder: true })),
  );

  t.is(two?.states, one?.states);
  t.is(two?.transitions, one?.transitions);
});

test('what needs the whole graph is inconclusive under a reduction', async (t) => {
  const { judgements } = await exploreComponents(race({ runners: 2, steps: 1 }), {
    symmetry: true,
  });
  const verdicts = Object.fromEntries(judgements.map(({ kind, verdict }) => [kind, verdict]));

  t.like(verdicts, {
    always: 'holds',
    deadlock: 'holds',
    drain: 'inconclusive',
    lasso: 'inconclusive',
  });
});

test('symmetry of components: orbits add up, with one worker and with two', async (t) => {
  const module = new URL('./testing/race.ts', import.meta.url).href;
  const source = { module, make: 'race', argument: { runners: 2, steps: 9 } };
  const full = await exploreTogether(source, 1);
  for (const workers of [1, 2]) {
    const reduced = await exploreTogether(source, workers, { symmetry: true });
    t.true(reduced.states < full.states);
    t.is(reduced.reductions[0]?.fullStates, full.states);
    t.is(reduced.reductions[0]?.fullTransitions, full.transitions);
  }
});

test('a guard that changes something, and an exchange that never ends, are errors', async (t) => {
  const system = race({ runners: 2, steps: 1 });
  const [first] = system.actions;
  const guarded = { ...system, actions: [{ ...first!, guards: [[1, 'step']] as const }] };
  await t.throwsAsync(exploreComponents(guarded), {
    message: 'a guard of "step 1" changes something',
  });

  const endless: ComponentSystem = {
    ...system,
    step: (_position, state) => ({ state, outputs: [[0, 'again']] }),
  };
  await t.throwsAsync(exploreComponents(endless), { message: '"step 1" never ends' });
});

test('two reductions together are refused', async (t) => {
  const both = exploreComponents(race({ runners: 2, steps: 1 }), {
    symmetry: true,
    partialOrder: true,
  });
  await t.throwsAsync(both, { message: /choose one/ });
});
