/**
 * Whatever the generators make can be recorded, written and read again, and is the same interleaving then: forged
 * messages, every kind of action, every sample of profiles.
 */
import { join } from 'node:path';
import test from 'ava';
import * as fc from 'fast-check';
import { clusterOf } from '../properties/mutants/all.ts';
import { readProfileDirectory } from '../properties/harness/read-profiles.ts';
import { replay } from '../properties/harness/run.ts';
import { InterleavingArbitrary } from '../properties/harness/scenario-arbitrary.ts';
import { topologiesOf } from '../properties/harness/topologies.ts';
import { formatTrace, parseTrace, scenarioOf, traceOf, withoutIdleChanges } from './files.ts';

const folder = join(import.meta.dirname, '..', 'impl', 'profile');
const step = clusterOf(null);

for (const sysplex of ['figure-4', 'small', 'tiny', join('samples', 'ranges')]) {
  test(`interleavings over ${sysplex} mean the same after they were written`, (t) => {
    const { profiles } = readProfileDirectory(join(folder, sysplex));
    const menu = { topologies: topologiesOf(profiles), shortest: 60, connections: null };
    const samples = fc.sample(new InterleavingArbitrary(step, menu), { numRuns: 40, seed: 5 });
    const kinds = new Set<string>();
    for (const { scenario, outcome } of samples) {
      for (const action of scenario.actions) kinds.add(action.do);
      const broken = { promise: 'P1', witness: 'none: a round trip', after: 0 };
      const failure = { broken, scenario, seed: 5, path: '', shrinks: 0 };
      const trace = traceOf(failure, 'a round trip', null);
      const again = parseTrace(formatTrace(trace), 'again.json');
      t.deepEqual(again, trace);
      t.deepEqual(scenarioOf(again), { ...scenario, topology: withoutIdleChanges(scenario) });
      const { steps, executed, broken: found } = replay(step, scenarioOf(again));
      t.deepEqual(
        { steps, executed, broken: found },
        {
          steps: outcome.steps,
          executed: outcome.executed,
          broken: outcome.broken,
        },
      );
    }
    t.true(kinds.has('InjectMessage'), 'forged messages are what JSON is least made for');
    t.true(kinds.size >= 12);
  });
}
