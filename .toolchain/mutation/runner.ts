/**
 * A test runner for StrykerJS: the tests of impl/ and the committed counterexamples, in one process.
 *
 * A mutant is a switch inside the loaded code, so the same loaded tests judge one mutant after the other. Only a
 * mutant of code that runs while files load needs a fresh process, which StrykerJS then starts. For each mutant the
 * tests beside its file run first, the broad ones last. Left out: tests of the command line, which start
 * processes of their own, and the tests of the checker itself.
 */
import { globSync } from 'node:fs';
import { enableCompileCache, flushCompileCache, registerHooks } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
  type DryRunOptions,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';
import type { Collected } from './ava.ts';

/** From quick to slow; the last one is the broadest. A configuration may name others (flat.config.js). */
const testFiles = process.env.DVIPA_MUTATION_JUDGES?.split(' ') ?? [
  'impl/**/*.test.ts',
  'traces/corpus.test.ts',
  '.toolchain/mutation/campaign.ts',
];

const context: InstrumenterContext = {};
Object.assign(globalThis, { __stryker__: context });

const standIn = new URL('./ava.ts', import.meta.url).href;

// A fresh process per static mutant need not strip the same types again.
enableCompileCache(join(process.cwd(), '.compile-cache'));

/**
 * A mutant that is reached so often never ends. StrykerJS gives a limit of a hundred times what the sound code needs,
 * which takes minutes in an inner loop, and none for a static mutant.
 */
const HITS = 20_000_000;

function hitsAllowed(limit = HITS): number {
  return Math.min(limit, Math.max(HITS, limit / 30));
}

/** Tests that a configuration leaves out, by their titles. */
const leftOut = new RegExp(process.env.DVIPA_MUTATION_WITHOUT ?? '(?!)');

/** What each loaded file imports, by URL. */
const imports = new Map<string, Set<string>>();

registerHooks({
  resolve: (specifier, from, next) => {
    if (specifier === 'ava') return { url: standIn, shortCircuit: true };
    const resolved = next(specifier, from);
    const importer = from.parentURL ?? '';
    imports.set(importer, (imports.get(importer) ?? new Set()).add(resolved.url));
    return resolved;
  },
});

/** Does a loaded file import another one, directly or through others? */
function reaches(importer: string, imported: string, seen = new Set<string>()): boolean {
  if (importer === imported) return true;
  if (seen.has(importer)) return false;
  seen.add(importer);
  return [...(imports.get(importer) ?? [])].some((next) => reaches(next, imported, seen));
}

class InProcessRunner implements TestRunner {
  #tests: readonly Collected[] | null = null;

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: false };
  }

  async dryRun({ disableBail }: DryRunOptions): Promise<DryRunResult> {
    const tests = await this.#load();
    flushCompileCache();
    const result = await runAll(tests, disableBail);
    if (result.status !== DryRunStatus.Complete) return result;
    return context.mutantCoverage === undefined
      ? result
      : { ...result, mutantCoverage: context.mutantCoverage };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, mutantActivation, testFilter, hitLimit, sandboxFileName } = options;
    delete context.activeMutant;
    delete context.hitLimit;
    delete context.hitCount;
    if (mutantActivation === 'static') {
      context.activeMutant = activeMutant.id;
      Object.assign(context, { hitLimit: hitsAllowed(), hitCount: 0 });
      return toMutantRunResult(await runWhileLoading(options));
    }
    const tests = nearestFirst(await this.#load(), ({ file }) => file, sandboxFileName);
    context.activeMutant = activeMutant.id;
    Object.assign(context, { hitLimit: hitsAllowed(hitLimit), hitCount: 0 });
    const chosen = tests.filter(({ id }) => testFilter?.includes(shortId(id)) ?? true);
    return toMutantRunResult(await runAll(chosen, options.disableBail));
  }

  async #load(): Promise<readonly Collected[]> {
    this.#tests ??= await loadAll();
    return this.#tests;
  }
}

function judgingFiles(): readonly string[] {
  return testFiles.flatMap((pattern) => globSync(pattern).sort());
}

/** Loads one file of tests; gives all tests collected so far. */
async function load(file: string): Promise<readonly Collected[]> {
  await import(pathToFileURL(join(process.cwd(), file)).href);
  const { collected } = await import('./ava.ts');
  return collected.filter(({ title }) => !leftOut.test(title));
}

async function loadAll(): Promise<readonly Collected[]> {
  let tests: readonly Collected[] = [];
  for (const file of judgingFiles()) tests = await load(file);
  return tests;
}

/**
 * A mutant that acts while files load, in a fresh process: each file of tests is judged before the next is loaded,
 * unless it does not import the mutant's file.
 */
async function runWhileLoading({
  sandboxFileName,
  disableBail,
}: MutantRunOptions): Promise<DryRunResult> {
  const results: TestResult[] = [];
  let seen = 0;
  const whole = (file: string): string => join(process.cwd(), file);
  for (const file of nearestFirst(judgingFiles(), whole, sandboxFileName)) {
    let part: DryRunResult;
    try {
      const tests = (await load(file)).slice(seen);
      seen += tests.length;
      if (!reaches(pathToFileURL(whole(file)).href, pathToFileURL(sandboxFileName).href)) continue;
      part = await runAll(tests, disableBail);
    } catch (error) {
      return failedToLoad(error);
    }
    if (part.status !== DryRunStatus.Complete) return part;
    results.push(...part.tests);
    if (part.tests.some(({ status }) => status === TestStatus.Failed) && !disableBail) break;
  }
  return { status: DryRunStatus.Complete, tests: results };
}

/** A file that can no longer be loaded fails every test: that is one failure, which kills. */
function failedToLoad(error: unknown): DryRunResult {
  const test = { id: 'load', name: 'the files load', timeSpentMs: 0 };
  const failed = { ...test, status: TestStatus.Failed, failureMessage: String(error) } as const;
  return { status: DryRunStatus.Complete, tests: [failed] };
}

function shortId(id: string): string {
  return relative(process.cwd(), id);
}

/** What lies in the mutant's folder first: most mutants die there, in milliseconds. */
function nearestFirst<T>(
  items: readonly T[],
  fileOf: (item: T) => string,
  mutated: string,
): readonly T[] {
  const isNear = (item: T): boolean => dirname(fileOf(item)) === dirname(mutated);
  return [...items.filter(isNear), ...items.filter((item) => !isNear(item))];
}

async function runAll(tests: readonly Collected[], disableBail: boolean): Promise<DryRunResult> {
  const results: TestResult[] = [];
  for (const test of tests) {
    context.currentTestId = shortId(test.id);
    const result = await runOne(test);
    delete context.currentTestId;
    const endless = determineHitLimitReached(context.hitCount, context.hitLimit);
    if (endless !== undefined) return endless;
    results.push(result);
    if (result.status === TestStatus.Failed && !disableBail) break;
  }
  return { status: DryRunStatus.Complete, tests: results };
}

async function runOne(test: Collected): Promise<TestResult> {
  const began = performance.now();
  const { passed, error } = await test.run();
  const { id, title: name, file: fileName, line, column } = test;
  const base = { id: shortId(id), name, fileName, startPosition: { line: line - 1, column } };
  const timed = { ...base, timeSpentMs: performance.now() - began };
  if (passed) return { ...timed, status: TestStatus.Success };
  return { ...timed, status: TestStatus.Failed, failureMessage: messageOf(error) };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner),
];
