/**
 * Traces that were damaged on purpose, in their bytes and in their structure: each is refused with its place, or it
 * is a trace, which is written as it was read and replays to the same end twice.
 *
 * AVA_DAMAGED=20000 tries more of them than every run of the tests does.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import * as fc from 'fast-check';
import { clusterNamed } from '../properties/assumptions/all.ts';
import { judgesFor } from '../properties/invariants/judges.ts';
import { formatTrace, parseTrace, TraceProblem } from './files.ts';
import type { Trace } from './format.ts';
import { judge } from './verdict.ts';

const numRuns = Number(process.env.AVA_DAMAGED ?? 200);

const corpus = join(import.meta.dirname, 'corpus');
const newest = readdirSync(corpus)
  .sort()
  .map((name) => readFileSync(join(corpus, name), 'utf8'));

/** The same trace as version 1 of the format had it. */
function asVersion1(text: string): string {
  const { $schema: _, versions: __, length: ___, ...rest } = JSON.parse(text) as Fields;
  return JSON.stringify({ ...rest, format: 'dvipa-trace/1' }, null, 2);
}

type Fields = Readonly<Record<string, unknown>>;

const texts = [...newest, ...newest.slice(0, 20).map(asVersion1)];

/**
 * No trace of a damaged file runs longer: what bounds a file bounds its replay. A protocol that never comes to rest is
 * given up by the drain after 5,000 steps, and by each probe after it.
 */
const MOST_STEPS = 25_000;

function read(text: string): Trace | TraceProblem {
  try {
    return parseTrace(text, 'damaged.json');
  } catch (problem) {
    if (problem instanceof TraceProblem) return problem;
    throw problem;
  }
}

/** Refused with a place, or accepted as the trace that it is; says which. */
function holdsFor(t: ExecutionContext, text: string): 'refused' | 'accepted' {
  const trace = read(text);
  if (trace instanceof TraceProblem) {
    const lines = trace.message.split('\n');
    t.regex(lines[0] ?? '', /^damaged\.json:\d+:\d+: .*(?:expected|not JSON).*/);
    for (const line of lines) t.notRegex(line, /[\p{Cc}\p{Cs}]/u, 'a terminal would obey it');
    return 'refused';
  }
  const written = formatTrace(trace);
  t.deepEqual(parseTrace(written, 'again.json'), trace);
  t.is(formatTrace(parseTrace(written, 'again.json')), written);
  const cluster = clusterNamed(trace.mutant);
  if (cluster === undefined) return 'accepted';
  const once = judge(trace, cluster.step, judgesFor(trace.promise));
  t.true(once.outcome.steps <= MOST_STEPS);
  t.deepEqual(judge(trace, cluster.step, judgesFor(trace.promise)), once);
  return 'accepted';
}

function tryAll(t: ExecutionContext, damaged: fc.Arbitrary<string>): void {
  const seen = { refused: 0, accepted: 0 };
  const report = fc.check(
    fc.property(damaged, (text) => void (seen[holdsFor(t, text)] += 1)),
    { numRuns },
  );
  t.false(report.failed, fc.defaultReportMessage(report));
  t.log(seen);
  t.true(seen.refused > 0);
}

/** Cuts a piece out of a text and puts another one there. */
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.oneof(fc.nat(3), fc.nat(400), fc.constant(Number.POSITIVE_INFINITY)),
  put: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom(
      '',
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '0',
      '-',
      '\\',
      '\\u0000',
      'null',
      '1e999',
    ),
  ),
});

test('bytes: whatever is cut out of a trace, and put into it', (t) => {
  const damaged = fc
    .record({
      text: fc.constantFrom(...texts),
      damages: fc.array(damage, { minLength: 1, maxLength: 4 }),
    })
    .map(({ text, damages }) =>
      damages.reduce((before, { at, cut, put }) => {
        const from = Math.floor(at * before.length);
        return before.slice(0, from) + put + before.slice(from + cut);
      }, text),
    );
  tryAll(t, damaged);
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Values that programs stumble over, and some that are right at other places of a trace. */
const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, -1, 0, 0.5, 1e300, 2 ** 53, 65_536, '', [], {}),
  fc.constantFrom<Json>('__proto__', 'constructor', 'toString', 'MVS1', 'DVA1', 'C1', 'R1', 'XCF1'),
  fc.constantFrom<Json>(
    '\u001B[2J',
    '\u202E',
    '\uD800',
    'ALL',
    'x'.repeat(5_000),
    'C1:1>DVA1:60 SYN',
  ),
  fc.constantFrom<Json>(
    'cold',
    'serving',
    'P1',
    'P99',
    'REF',
    'NaN',
    'E8',
    'xcf-fifo',
    'CrashStack',
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

type Change =
  | {
      readonly kind: 'replace' | 'insert';
      readonly at: number;
      readonly value: Json;
      readonly key: string;
    }
  | { readonly kind: 'remove' | 'double'; readonly at: number }
  | { readonly kind: 'copy'; readonly at: number; readonly from: number };

const where = fc.nat(10_000);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('replace', 'insert'),
    at: where,
    value: odd,
    key: fc.oneof(
      fc.string(),
      fc.constantFrom('__proto__', 'stack', 'do', 'MVS1', 'weights', 'toString'),
    ),
  }),
  fc.record({ kind: fc.constantFrom('remove', 'double'), at: where }),
  fc.record({ kind: fc.constant('copy'), at: where, from: where }),
);

interface Spot {
  readonly inside: Json[] | Record<string, Json>;
  readonly key: string | number;
}

/** Every place of a value, outermost first. */
function spotsOf(value: Json): readonly Spot[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, part]) => [{ inside: value, key }, ...spotsOf(part)]);
}

function valueAt({ inside, key }: Spot): Json {
  return structuredClone((inside as Record<string, Json>)[key] ?? null);
}

function put({ inside, key }: Spot, value: Json): void {
  Object.defineProperty(inside, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

function apply(trace: Json, change: Change): void {
  const spots = spotsOf(trace);
  const spot = spots[change.at % Math.max(spots.length, 1)];
  if (spot === undefined) return;
  const { inside, key } = spot;
  switch (change.kind) {
    case 'replace':
      put(spot, change.value);
      break;
    case 'insert':
      if (Array.isArray(inside)) inside.splice(Number(key), 0, change.value);
      else put({ inside, key: change.key }, change.value);
      break;
    case 'remove':
      if (Array.isArray(inside)) inside.splice(Number(key), 1);
      else Reflect.deleteProperty(inside, key);
      break;
    case 'double':
      if (Array.isArray(inside)) inside.splice(Number(key), 0, valueAt(spot));
      break;
    case 'copy': {
      const from = spots[change.from % spots.length];
      if (from !== undefined) put(spot, valueAt(from));
    }
  }
}

/** The number of actions is made right again: otherwise nearly every change of them would be refused for that. */
function mended(trace: Json): Json {
  if (typeof trace !== 'object' || trace === null || Array.isArray(trace)) return trace;
  const { length, actions } = trace;
  if (!Array.isArray(actions) || typeof length !== 'object') return trace;
  if (length === null || Array.isArray(length)) return trace;
  return { ...trace, length: { ...length, actions: actions.length } };
}

test('structure: whatever value stands at whatever place of a trace', (t) => {
  const damaged = fc
    .record({
      text: fc.constantFrom(...texts),
      changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    })
    .map(({ text, changes }) => {
      const trace = JSON.parse(text) as Json;
      for (const one of changes) apply(trace, one);
      return JSON.stringify(mended(trace));
    });
  tryAll(t, damaged);
});
