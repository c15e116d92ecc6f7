/**
 * The committed counterexamples: each still breaks its promise on its mutant, holds on the code, is as short as it
 * says, and means the same after it was recorded, written and read again.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import test from 'ava';
import { mutants } from '../properties/mutants/all.ts';
import { formatTrace, parseTrace, readTrace, scenarioOf, traceOf, writeTrace } from './files.ts';
import type { Trace } from './format.ts';
import { isShortest } from './mutant-corpus.ts';
import { faultOf } from './promote.ts';
import { tell } from './story/story.ts';

function tracesIn(folder: string): readonly string[] {
  const path = join(import.meta.dirname, folder);
  const names = readdirSync(path).sort();
  return names.filter((name) => name.endsWith('.trace.json')).map((name) => join(path, name));
}

const corpus = tracesIn('corpus');

function nameOf(file: string): string {
  return relative(import.meta.dirname, file);
}

for (const file of corpus) {
  test(`${nameOf(file)} breaks its promise on its mutant, and holds on the code`, (t) => {
    t.is(faultOf(readTrace(file), file), null);
  });

  test(`${nameOf(file)} is as short as it says, and proved to be so where it says that`, (t) => {
    const { length, actions, ...rest } = readTrace(file);
    t.is(length.actions, actions.length);
    t.is(length.shortest === 'proved', isShortest({ length, actions, ...rest }));
  });
}

/** Every state of a replay with what happened on the way to it, as one digest. */
function statesOf(trace: Trace): string {
  const { start, moments, broken } = tell(trace);
  const hash = createHash('sha256').update(JSON.stringify(start));
  for (const { after, happenings } of moments) hash.update(JSON.stringify([after, happenings]));
  return hash.update(JSON.stringify(broken)).digest('hex');
}

/** The trace as a campaign records what breaks when it is run. */
function recorded(trace: Trace): Trace {
  // A trace of a mended finding breaks nothing any more: it is recorded with what broke then.
  const broken = tell(trace).broken ?? { ...trace, after: trace.actions.length };
  const { seed, path, title, mutant, length } = trace;
  const failure = {
    broken,
    scenario: scenarioOf(trace),
    seed: seed ?? 0,
    path: path ?? '',
    shrinks: 0,
  };
  return traceOf(failure, title, mutant, length.shortest === 'proved');
}

for (const file of [...corpus, ...tracesIn('assumptions')]) {
  test(`${nameOf(file)} recorded, written and read again means the same states`, (t) => {
    const trace = readTrace(file);
    const folder = mkdtempSync(join(tmpdir(), 'dvipa-'));
    const copy = join(folder, 'copy.trace.json');
    writeTrace(copy, recorded(trace));
    const again = readTrace(copy);
    rmSync(folder, { recursive: true });
    const { $schema, versions } = trace;
    t.deepEqual({ ...again, $schema, versions, seed: trace.seed, path: trace.path }, trace);
    t.is(statesOf(again), statesOf(trace));
  });

  test(`${nameOf(file)} is written as it was read, byte for byte`, (t) => {
    const text = readFileSync(file, 'utf8');
    t.is(formatTrace(parseTrace(text, file)), text);
  });
}

test('every mutant has its trace in the corpus', (t) => {
  const files = corpus.map(nameOf);
  const missing = mutants.filter(
    ({ name, equivalent }) =>
      equivalent === undefined && !files.includes(join('corpus', `${name}.trace.json`)),
  );
  t.deepEqual(
    missing.map(({ name }) => name),
    [],
  );
});
