/**
 * The search for the shortest counterexample: it finds what is shorter, proves what is not, and says when it
 * met its bound. Here on lists that are longer than they need be.
 */
import test from 'ava';
import type { Action } from '../../impl/actions.types.ts';
import { replay, type Scenario } from '../harness/run.ts';
import { clusterOf, mutantNamed } from './all.ts';
import { averageRatio, isProved } from './known.ts';
import { scopeNamed } from './scopes.ts';
import { shortest } from './shortest.ts';

const [topology] = scopeNamed('tiny').topologies;

function scenarioOf(...actions: readonly Action[]): Scenario {
  if (topology === undefined) throw new Error('the tiny sysplex has no topology');
  return { topology, start: 'serving', actions };
}

const restart: readonly Action[] = [
  { do: 'CrashStack', stack: 'MVS2' },
  { do: 'DeliverNotice', to: 'MVS1' },
  { do: 'StartStack', stack: 'MVS2' },
  { do: 'DeliverNotice', to: 'MVS1' },
];

function search(name: string, scenario: Scenario, states: number) {
  const step = clusterOf(mutantNamed(name) ?? null);
  const promise = replay(step, scenario).broken?.promise ?? '';
  return { promise, ...shortest(step, scenario, promise, states) };
}

test('a list that is longer than it need be becomes shorter, and still breaks its promise', (t) => {
  const scenario = scenarioOf(
    { do: 'LearnRoute', router: 'R1', dvipa: 'DVA1', stack: 'MVS1' },
    { do: 'Unbind', stack: 'MVS2', dvipa: 'DVA1', port: 60 },
    { do: 'CrashStack', stack: 'MVS1' },
    { do: 'DeliverNotice', to: 'MVS2' },
    { do: 'StartStack', stack: 'MVS1' },
  );
  const { promise, scenario: best, exhausted } = search('E13', scenario, 1_000);
  t.is(promise, 'P3');
  t.true(best.actions.length < scenario.actions.length);
  t.is(exhausted, best.actions.length - 1);
  t.is(replay(clusterOf(mutantNamed('E13') ?? null), best).broken?.promise, 'P3');
});

test('what breaks at the start needs no action', (t) => {
  const { scenario } = search('E20', scenarioOf(...restart), 10);
  t.deepEqual(scenario.actions, []);
});

test('a search that meets its bound says how far it came, and proves nothing', (t) => {
  const scenario = scenarioOf(...restart, {
    do: 'Connect',
    client: 'C1',
    port: 1001,
    dvipa: 'DVA1',
    to: 60,
    isn: 1000,
  });
  const found = search('F7.144', scenario, 2);
  t.true(found.exhausted < found.scenario.actions.length);
  t.true(found.states <= 2);
});

test('a length is proved when every shorter list was tried', (t) => {
  const base = { scope: 'tiny', promise: 'P2', shrunk: 6, states: 9 };
  t.true(isProved({ ...base, shortest: 4, exhausted: 3 }));
  t.false(isProved({ ...base, shortest: 4, exhausted: 2 }));
  t.is(averageRatio([{ ...base, shortest: 4, exhausted: 3 }]), 1.5);
});
