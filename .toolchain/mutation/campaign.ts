/**
 * Short campaigns as judges of code mutants: the promises over two small sysplexes, from a fixed seed.
 *
 * Nothing is shrunk or recorded: the first broken promise is enough. Whatever the implementation says that it has
 * executed must be a requirement that the report knows. The profiles are data, so that no mutant of their reader
 * waits for this. The landmarks are left to the long campaign.
 */
import test from 'ava';
import * as fc from 'fast-check';
import type { Profile } from '../../model/config.types.ts';
import { backup, distribute, primary, ranged } from '../../impl/testing/profiles.ts';
import { InterleavingArbitrary } from '../../properties/harness/scenario-arbitrary.ts';
import { topologiesOf } from '../../properties/harness/topologies.ts';
import { clusterOf } from '../../properties/mutants/all.ts';
import { requirements } from '../../properties/report/requirements.ts';

const INTERLEAVINGS = 150;

const known: ReadonlySet<string> = new Set(requirements.map(({ id }) => id));

const sysplexes: Readonly<Record<string, readonly Profile[]>> = {
  'a primary and two backups': [
    primary('A', { targets: ['XA', 'XB', 'XC'] }),
    backup('B', 20, { distributes: [distribute({ targets: ['XA', 'XB'] })] }),
    backup('C', 10),
  ],
  'a primary and two stacks that may take its address by a bind': [
    primary('A', { ports: 'ALL' }),
    ranged('B'),
    ranged('C', 'V', false),
  ],
};

for (const [name, profiles] of Object.entries(sysplexes)) {
  test(`every promise holds over ${name}`, (t) => {
    const menu = { topologies: topologiesOf(profiles), shortest: 60, connections: null };
    const unknown = new Set<string>();
    const interleavings = new InterleavingArbitrary(clusterOf(null), menu);
    const property = fc.property(interleavings, ({ outcome }) => {
      for (const id of outcome.reached.keys()) {
        if (!known.has(id) && !id.startsWith('ignored ')) unknown.add(id);
      }
      return outcome.broken === null;
    });
    const { counterexample } = fc.check(property, { numRuns: INTERLEAVINGS });

    t.is(counterexample?.[0].outcome.broken, undefined);
    t.deepEqual([...unknown], []);
  });
}
