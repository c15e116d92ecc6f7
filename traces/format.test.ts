/**
 * The trace format as a user of a file meets it: what is read, what is refused, and how that is said.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import {
  formatTrace,
  parseTrace,
  printable,
  readTrace,
  TraceProblem,
  writeTrace,
} from './files.ts';
import { jsonSchema, SCHEMA_ID } from './format.ts';

const good = readFileSync(join(import.meta.dirname, 'corpus', 'R26.trace.json'), 'utf8');

type Json = Record<string, unknown>;

/** The text of a good trace, changed. */
function changed(change: (trace: Json) => void): string {
  const trace = JSON.parse(good) as Json;
  change(trace);
  return JSON.stringify(trace);
}

/** The text of a good trace with another value at a path. */
function withAt(path: readonly (string | number)[], value: unknown): string {
  return changed((trace) => {
    const inside = path.slice(0, -1).reduce<Json>((part, key) => part[key] as Json, trace);
    inside[String(path.at(-1))] = value;
  });
}

/** What is said of a text that is no trace. */
function complaint(text: string, file = 'x.json'): string {
  try {
    parseTrace(text, file);
  } catch (problem) {
    if (problem instanceof TraceProblem) return problem.message;
    throw problem;
  }
  return 'accepted';
}

test('the committed JSON Schema is what the reader itself follows', (t) => {
  const file = join(import.meta.dirname, 'trace.schema.json');
  t.deepEqual(JSON.parse(readFileSync(file, 'utf8')), jsonSchema());
});

/** A trace as version 1 wrote it. */
function older(): Json {
  const { $schema: _, versions: __, length: ___, ...rest } = JSON.parse(good) as Json;
  return { ...rest, format: 'dvipa-trace/1' };
}

test('a trace of version 1 is read as the same trace, of which less is known', (t) => {
  const now = parseTrace(good, 'now.json');
  t.deepEqual(parseTrace(JSON.stringify(older()), 'older.json'), {
    ...now,
    $schema: SCHEMA_ID,
    versions: { dvipa: null, node: null },
    length: { actions: now.actions.length, shortest: 'not proved' },
  });
});

test('a trace of version 1 with a field of version 2 is refused', (t) => {
  const text = JSON.stringify({ ...older(), versions: { dvipa: '1', node: '1' } });
  t.regex(complaint(text), /^x\.json:1:\d+: at \$\.versions: .*dvipa-trace\/1/);
});

test('a format that is not known is refused by its name', (t) => {
  const text = withAt(['format'], 'dvipa-trace/3');
  t.regex(
    complaint(text),
    /at \$\.format: expected dvipa-trace\/2, or an older format \(dvipa-trace\/1\), found "dvipa-trace\/3"$/,
  );
});

const actionsOf = (trace: Json): Json[] => trace.actions as Json[];
const profilesOf = (trace: Json): Json[] => (trace.topology as { profiles: Json[] }).profiles;

/** What is wrong, how it comes about, and what is said of it. */
const refused: readonly (readonly [string, string, RegExp])[] = [
  ['an empty file', '', /^x\.json:1:1: not JSON: expected value, found the end$/],
  ['a truncated file', good.slice(0, 900), /^x\.json:\d+:\d+: not JSON: .*found/],
  [
    'a missing comma',
    '{\n  "a": 1\n  "b": 2\n}',
    /^x\.json:3:3: not JSON: .*comma, found "\\"b\\""$/,
  ],
  ['a comment', '// trace\n{}', /^x\.json:1:1: not JSON: /],
  ['a byte order mark', `\uFEFF${good}`, /^x\.json:1:1: not JSON: /],
  ['a list', '[]', /at \$: expected object, found a list of 0$/],
  ['null', 'null', /at \$: expected object, found null$/],
  [
    'nesting without end',
    `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    /^x\.json:1:\d+: expected a nesting of at most 32, found more$/,
  ],
  ['open brackets', '['.repeat(100_000), /expected a nesting of at most 32/],
  ['open brackets after a broken string', `"\n${'['.repeat(100_000)}`, /expected a nesting/],
  [
    'a key twice',
    good.replace('"seed":', '"title": "x",\n  "seed":'),
    /^x\.json:8:3: at \$\.title: expected each key once, found "title" again$/,
  ],
  [
    'a key that pollutes',
    good.replace('"weights": {}', '"weights": {"__proto__": 1}'),
    /weights\.__proto__: expected a key that not every object has, found "__proto__"/,
  ],
  [
    'a constructor among the changes',
    good.replace('"changes": {}', '"changes": {"constructor": []}'),
    /at \$\.topology\.changes\.constructor: expected a key that not every object has/,
  ],
  [
    'a stack that is named as a field of every object',
    withAt(['topology', 'profiles', 0, 'stack'], 'toString'),
    /at \$\.topology\.profiles\[0\]\.stack: expected a name of letters.*, found "toString"$/m,
  ],
  [
    'half of a surrogate pair',
    withAt(['title'], 'a\uD800b'),
    /at \$\.title: expected Unicode, found half of a surrogate pair$/,
  ],
  [
    'a terminal sequence in a title',
    withAt(['title'], 'a\u001B[2Jb'),
    /at \$\.title: expected one line of printable characters, found "a\\u001b\[2Jb"$/,
  ],
  [
    'text that runs backwards in a witness',
    withAt(['witness'], 'a\u202Eb'),
    /at \$\.witness: expected one line of printable characters, found "a\\u202eb"$/,
  ],
  [
    'a field that does not exist',
    withAt(['tilte'], 'x'),
    /at \$\.tilte: expected no field of this name, found "tilte"$/,
  ],
  [
    'a missing field',
    changed((trace) => delete trace.start),
    /at \$\.start: expected one of .*cold.*, found nothing$/,
  ],
  [
    'an action that does not exist',
    withAt(['actions', 1], { do: 'Explode' }),
    /at \$\.actions\[1\]\.do: expected one of StartStack .*, found "Explode"$/,
  ],
  [
    'a wrong type deep inside',
    withAt(['topology', 'profiles', 0, 'attached'], 'yes'),
    /at \$\.topology\.profiles\[0\]\.attached: expected boolean, found "yes"$/,
  ],
  [
    'neither of two types',
    withAt(['topology', 'profiles', 0, 'distributes', 0, 'ports'], 60),
    /distributes\[0\]\.ports: expected "ALL" or array, found 60$/,
  ],
  [
    'a port that there is not',
    withAt(['topology', 'applications', 0, 'port'], 70_000),
    /applications\[0\]\.port: expected number to be <=65535, found 70000$/,
  ],
  [
    'a stack that is not in the topology',
    withAt(['actions', 0], { do: 'StartStack', stack: 'MVS9' }),
    /at \$\.actions\[0\]\.stack: expected one of MVS1 MVS2.*, found "MVS9"$/,
  ],
  [
    'a stack twice',
    changed((trace) => profilesOf(trace).push(...profilesOf(trace).slice(0, 1))),
    /at \$\.topology\.profiles\[\d\]\.stack: expected each name once, found "MVS1" again$/m,
  ],
  [
    'fewer actions than it says',
    changed((trace) => actionsOf(trace).pop()),
    /at \$\.length\.actions: expected 6, the number of the actions, found 7$/,
  ],
  ['numbers without end', good.replace('"seed": ', '"seed": 1e999, "x": '), /at \$\.seed: /],
  ['minus nothing', good.replace(/"seed": \d+/, '"seed": -0'), /at \$\.seed: .*found -0$/],
];

for (const [what, text, said] of refused) {
  test(`${what}: refused with place, what was expected and what was found`, (t) => {
    t.regex(complaint(text), said);
    t.regex(complaint(text), /^x\.json:\d+:\d+: /);
  });
}

test('a file name cannot speak to the terminal either', (t) => {
  const message = complaint('{', 'a\u001B[2J\u202E.json');
  t.is(message, printable(message).replaceAll('\\u000a', '\n'));
  t.true(message.startsWith('a\\u001b[2J\\u202e.json:1:2: '));
});

test('what is wrong in many places is said of the first five', (t) => {
  const text = changed((trace) => {
    for (let extra = 0; extra < 12; extra += 1) trace[`extra${extra}`] = extra;
  });
  const lines = complaint(text).split('\n');
  t.is(lines.length, 6);
  t.is(lines.at(-1), '… and 7 more');
});

test('directories, huge files and files that are not UTF-8 are refused', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dvipa-'));
  const file = join(folder, 'x.trace.json');
  t.throws(() => readTrace(folder), { instanceOf: TraceProblem, message: /no file/ });
  t.throws(() => readTrace(file), { instanceOf: TraceProblem, message: /cannot be read/ });
  writeFileSync(file, Buffer.from(good, 'utf16le'));
  t.throws(() => readTrace(file), { instanceOf: TraceProblem });
  writeFileSync(file, Buffer.from([0x22, 0xff, 0x22]));
  t.throws(() => readTrace(file), { instanceOf: TraceProblem, message: /expected UTF-8/ });
  writeFileSync(file, good + ' '.repeat(5_000_000));
  t.throws(() => readTrace(file), { instanceOf: TraceProblem, message: /at most \d+ bytes/ });
  rmSync(folder, { recursive: true });
});

test('a forged message with a number that is none is written and read again', (t) => {
  const forged = {
    do: 'InjectMessage',
    from: 'MVS1',
    to: 'MVS2',
    body: {
      type: 'DVIPA',
      dvipa: 'DVA1',
      epoch: { number: 'NaN', stack: 'MVS1', incarnation: 1 },
      intent: 'routing',
    },
  };
  const text = withAt(['actions', 0], forged);
  const trace = parseTrace(text, 'x.json');
  const [action] = trace.actions;
  t.true(action?.do === 'InjectMessage' && action.body.type === 'DVIPA');
  t.like(action, { body: { epoch: { number: Number.NaN } } });
  t.deepEqual(parseTrace(formatTrace(trace), 'y.json'), trace);
});

test('a trace names the schema where an editor finds it, or by its name', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dvipa-'));
  const file = join(folder, 'x.trace.json');
  writeTrace(file, parseTrace(good, 'x.json'));
  t.is(readTrace(file).$schema, SCHEMA_ID);
  t.is(parseTrace(good, 'x.json').$schema, '../trace.schema.json');
  rmSync(folder, { recursive: true });
});
