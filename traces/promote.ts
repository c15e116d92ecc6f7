/**
 * A trace taken into the corpus, where every run of the tests replays it.
 *
 * A trace of a mutant must break its promise there and hold on the code. One that was found on the code itself is kept
 * from the day it was found: the test is red until the code is mended. Left out: traces found without an assumption,
 * which `dvipa assumptions --hunt` keeps.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { clusterOf, mutantNamed } from '../properties/mutants/all.ts';
import { everyJudge } from '../properties/invariants/judges.ts';
import { readKnown } from '../properties/mutants/known.ts';
import { formatTrace, readTrace, writeTrace } from './files.ts';
import type { Trace } from './format.ts';
import { foundOn } from './found-on.ts';
import { isShortest } from './mutant-corpus.ts';
import { judge, renderVerdict } from './verdict.ts';

/** A reviewer understands this many actions in a minute; a longer trace is the shortest that is known. */
const MOST_ACTIONS = 15;

export const CORPUS = join(import.meta.dirname, 'corpus');

/**
 * What is wrong with a trace of the corpus; null when it shows what it says.
 *
 * One of a mutant breaks its promise there, with its witness and by every action that it has, and is short. None
 * breaks anything on the implementation.
 */
export function faultOf(trace: Trace, file: string): string | null {
  const { verdict } = judge(trace, clusterOf(null), everyJudge);
  if (verdict.kind === 'still fails' || verdict.kind === 'fails otherwise') {
    return `on the implementation ${renderVerdict(verdict, trace)}: ${verdict.broken.witness}`;
  }
  return trace.mutant === null ? null : (faultThere(trace, file) ?? faultOfLength(trace));
}

/** Does it break its promise as it says, where it was found? */
function faultThere(trace: Trace, file: string): string | null {
  const { step, title, judges } = foundOn(trace, file);
  const { verdict, outcome } = judge(trace, step, judges);
  if (verdict.kind !== 'still fails' || verdict.first !== null) {
    return `on ${title} ${renderVerdict(verdict, trace)}`;
  }
  const { witness } = verdict.broken;
  if (witness !== trace.witness) return `on ${title} its witness is "${witness}"`;
  const [many, needed] = [trace.actions.length, outcome.executed.length];
  return many === needed
    ? null
    : `it breaks after ${needed} of its ${many} actions; try dvipa shrink`;
}

function faultOfLength(trace: Trace): string | null {
  const many = trace.actions.length;
  const mutant = mutantNamed(trace.mutant ?? '');
  const shortest = readKnown()[trace.mutant ?? '']?.shortest ?? 0;
  if (many <= Math.max(MOST_ACTIONS, shortest) || mutant?.isRare === true) return null;
  return `it has ${many} actions; at most ${MOST_ACTIONS} are understood in a minute; try dvipa shrink`;
}

/** Why a trace cannot be taken into the corpus; null when it can. */
export function obstacleTo(trace: Trace, file: string): string | null {
  if (trace.mutant === null) return faultThere(trace, file);
  if (mutantNamed(trace.mutant) === undefined) {
    foundOn(trace, file);
    return `found without the assumption ${trace.mutant}: dvipa assumptions --hunt keeps such traces`;
  }
  return faultOf(trace, file);
}

/** Where a trace belongs: by its mutant, by the name that it is given, or by what it holds. */
export function placeInCorpus(trace: Trace, name: string | undefined, folder = CORPUS): string {
  const pathOf = (base: string): string => join(folder, `${base}.trace.json`);
  if (name !== undefined) return pathOf(name);
  const digest = createHash('sha256').update(formatTrace(trace)).digest('hex').slice(0, 8);
  if (trace.mutant === null) return pathOf(`${trace.promise}-${digest}`);
  const own = pathOf(trace.mutant);
  return existsSync(own) ? pathOf(`${trace.mutant}-${digest}`) : own;
}

/** The file of the corpus that holds the same run already, whatever its title; null when none does. */
export function sameInCorpus(trace: Trace, folder = CORPUS): string | null {
  const run = runOf(trace);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const traces = files.filter((name) => name.endsWith('.trace.json'));
  return traces.find((name) => runOf(readTrace(join(folder, name))) === run) ?? null;
}

function runOf({ mutant, promise, start, topology, actions }: Trace): string {
  return JSON.stringify([mutant, promise, start, topology, actions]);
}

/** Writes a trace into the corpus; `shortest` is said of it only as far as the corpus can show it. */
export function promote(trace: Trace, file: string, title: string): void {
  const shortest = isShortest(trace) ? 'proved' : 'not proved';
  writeTrace(file, { ...trace, title, length: { ...trace.length, shortest } });
}
