/**
 * The ledger is true: every committed trace still breaks its promise and only without its assumption or
 * guard, what has no trace has a reason, and the README says what the traces say.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import * as fc from 'fast-check';
import type { SysplexStepper } from '../impl/sysplex.types.ts';
import { assumptions, clusterNamed, clusterWithout } from '../properties/assumptions/all.ts';
import { readProfileDirectory } from '../properties/harness/read-profiles.ts';
import { InterleavingArbitrary } from '../properties/harness/scenario-arbitrary.ts';
import { topologiesOf } from '../properties/harness/topologies.ts';
import { clusterOf, mutants } from '../properties/mutants/all.ts';
import { fallsByAnother, faultOf, ledgerRows, renderLedger, withLedger } from './ledger.ts';

const root = join(import.meta.dirname, '..');
const small = readProfileDirectory(join(root, 'impl', 'profile', 'small'));
const topologies = topologiesOf(small.profiles);
const rows = ledgerRows();

test('every trace breaks its promise without its assumption or guard, and none with it', (t) => {
  t.deepEqual(
    rows.flatMap((row) => faultOf(row) ?? []),
    [],
  );
});

test('where nothing is said to fall, no trace of another row breaks anything', (t) => {
  t.deepEqual(
    rows.flatMap((row) => fallsByAnother(row) ?? []),
    [],
  );
});

test('every assumption has either a trace or a reason to stay', (t) => {
  const files = readdirSync(join(root, 'traces', 'assumptions')).sort();
  const expected = assumptions
    .filter(({ stays }) => stays === undefined)
    .map(({ name }) => `${name}.trace.json`)
    .sort();
  t.deepEqual(files, expected);
});

test('the README says what the traces say', (t) => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const renewed = withLedger(readme, renderLedger(rows));
  t.is(renewed, readme, 'renew it by npm run assumptions -- --write');
});

test('a README without the place for the table is an error, not a lost table', (t) => {
  t.throws(() => withLedger('# dvipa\n', 'table'), { message: /README\.md lacks/ });
});

test('no assumption is named like a mutant, and every name leads to its cluster', (t) => {
  const names = [...assumptions, ...mutants].map(({ name }) => name);
  t.is(new Set(names).size, names.length);
  t.true(names.every((name) => clusterNamed(name) !== undefined));
  t.is(clusterNamed('nothing'), undefined);
});

for (const assumption of assumptions) {
  test(`the environment does what ${assumption.name} rules out`, (t) => {
    const sound = clusterOf(null);
    const without = clusterWithout(assumption);
    let differing = 0;
    const step: SysplexStepper = (state, action) => {
      const next = without(state, action);
      const usual = sound(state, action);
      if (JSON.stringify(next?.state) !== JSON.stringify(usual?.state)) differing += 1;
      return next;
    };
    const { extras } = assumption;
    const menu = { topologies, shortest: 60, connections: null };
    const arbitrary = new InterleavingArbitrary(step, {
      ...menu,
      ...(extras === undefined ? {} : { extras }),
    });
    fc.sample(arbitrary, { numRuns: 15, seed: 1 });
    t.true(differing > 0);
  });
}
