/**
 * A short campaign as a judge of code mutants: the promises over the small sysplex, from a fixed seed.
 *
 * Nothing is shrunk or recorded: the first broken promise is enough. The landmarks are left to the long campaign.
 */
import { join } from 'node:path';
import test from 'ava';
import * as fc from 'fast-check';
import { readProfileDirectory } from '../../properties/harness/read-profiles.ts';
import { InterleavingArbitrary } from '../../properties/harness/scenario-arbitrary.ts';
import { topologiesOf } from '../../properties/harness/topologies.ts';
import { clusterOf } from '../../properties/mutants/all.ts';

const INTERLEAVINGS = 300;

const folder = join(import.meta.dirname, '..', '..', 'impl', 'profile', 'small');

test('every promise holds over the small sysplex', (t) => {
  const topologies = topologiesOf(readProfileDirectory(folder).profiles);
  const menu = { topologies, shortest: 60, connections: null };
  const property = fc.property(
    new InterleavingArbitrary(clusterOf(null), menu),
    ({ outcome }) => outcome.broken === null,
  );
  const { counterexample } = fc.check(property, { numRuns: INTERLEAVINGS });
  t.is(counterexample?.[0].outcome.broken, undefined);
});
