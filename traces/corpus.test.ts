/**
 * The committed counterexamples: each still breaks its promise on its mutant, and holds on the code.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { replay } from '../properties/harness/run.ts';
import { everyJudge, judgesFor } from '../properties/invariants/judges.ts';
import { readKnown } from '../properties/mutants/known.ts';
import { clusterOf, mutantNamed, mutants } from '../properties/mutants/all.ts';
import { formatTrace, parseTrace, readTrace, scenarioOf } from './files.ts';

const corpus = join(import.meta.dirname, 'corpus');
const files = readdirSync(corpus)
  .filter((name) => name.endsWith('.trace.json'))
  .sort();

/** A reviewer understands this many actions in a minute; a longer one is the shortest that is known. */
const MOST_ACTIONS = 15;

for (const name of files) {
  test(`${name} breaks its promise on its mutant, and holds on the code`, (t) => {
    const trace = readTrace(join(corpus, name));
    const mutant = trace.mutant === null ? null : mutantNamed(trace.mutant);
    t.not(mutant, undefined);
    const outcome = replay(clusterOf(mutant ?? null), scenarioOf(trace), judgesFor(trace.promise));
    t.is(outcome.broken?.promise, trace.promise);
    t.is(outcome.broken?.witness, trace.witness);
    t.is(outcome.executed.length, trace.actions.length);
    const shortest = readKnown()[mutant?.name ?? '']?.shortest ?? 0;
    if (mutant?.isRare !== true) t.true(trace.actions.length <= Math.max(MOST_ACTIONS, shortest));
    t.is(replay(clusterOf(null), scenarioOf(trace), everyJudge).broken, null);
  });

  test(`${name} is written as it was read, byte for byte`, (t) => {
    const text = readFileSync(join(corpus, name), 'utf8');
    t.is(formatTrace(parseTrace(text, name)), text);
  });
}

test('every mutant has its trace in the corpus', (t) => {
  const missing = mutants.filter(
    ({ name, equivalent }) => equivalent === undefined && !files.includes(`${name}.trace.json`),
  );
  t.deepEqual(
    missing.map(({ name }) => name),
    [],
  );
});
