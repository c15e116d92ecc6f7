/**
 * What one does with a trace file: shrink it, take it into the corpus, compare it, bring it up to date. And profiles.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { formatTrace, readTrace, writeTrace } from '../files.ts';
import type { Trace } from '../format.ts';
import { REPORTS } from '../report/campaign-data.ts';

const root = join(import.meta.dirname, '..', '..');
const corpus = join(root, 'traces', 'corpus');

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...args: readonly string[]): Ran {
  const script = join(root, 'traces', 'cli', 'dvipa.js');
  const env = { ...process.env, NODE_V8_COVERAGE: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

/** A folder that goes when the test ends. */
function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'dvipa-'));
  t.teardown(() => rmSync(path, { recursive: true }));
  return path;
}

/** A trace of the corpus with actions around it that it does not need. */
function padded(t: ExecutionContext): { readonly file: string; readonly trace: Trace } {
  const { actions, ...rest } = readTrace(join(corpus, 'E9.trace.json'));
  const idle: Trace['actions'] = [
    { do: 'Connect', client: 'C2', port: 1_500, dvipa: 'DVA1', to: 60, isn: 700_000 },
    { do: 'LosePacket', packet: 'C2:1500>DVA1:60 SYN' },
  ];
  const longer = [...idle, ...actions];
  const trace = { ...rest, actions: longer, length: { ...rest.length, actions: longer.length } };
  const file = join(folder(t), 'padded.trace.json');
  writeTrace(file, { ...trace, length: { ...trace.length, shortest: 'not proved' } });
  return { file, trace };
}

test('shrink leaves out what a trace does not need, and says what is proved', (t) => {
  const { file } = padded(t);
  const target = join(folder(t), 'shrunk.trace.json');
  const { status, out } = run('shrink', file, '-o', target);
  t.is(status, 0);
  t.regex(
    out,
    /^from +4 actions, 2 stacks, 2 clients, 2 routers\nto +2 actions, 2 stacks, 1 client, 0 routers$/m,
  );
  t.regex(out, /No shorter list of actions does it: proved/);
  const shrunk = readTrace(target);
  t.like(shrunk, { promise: 'P5', mutant: 'E9', length: { actions: 2, shortest: 'proved' } });
  t.is(run('replay', target).status, 1);
  t.is(readTrace(file).actions.length, 4, 'the trace itself stays as it was');
});

test('shrink writes into reports/ unless it is told where, and nothing beside the trace', (t) => {
  const { file } = padded(t);
  const { status, out } = run('shrink', file, '--states', '0');
  t.is(status, 0);
  const written = /^trace (\S+)$/m.exec(out)?.[1] ?? '';
  t.is(join(root, written), join(REPORTS, 'padded.shrunk.trace.json'));
  t.is(readTrace(join(root, written)).actions.length, 2);
  t.deepEqual(readdirSync(join(file, '..')), ['padded.trace.json']);
  t.is(run('shrink', file, '--write', '-o', file).status, 2);
});

test('shrink --write changes the trace itself, and without a search proves nothing', (t) => {
  const { file } = padded(t);
  const { status, out } = run('shrink', file, '--write', '--states', '0');
  t.is(status, 0);
  t.regex(out, /was not searched for/);
  t.deepEqual(readTrace(file).length, { actions: 2, shortest: 'not proved' });
});

test('a trace that cannot be written is bad usage', (t) => {
  const { file } = padded(t);
  const { status, err } = run('promote', file, '--corpus', join(file, 'no-folder'));
  t.is(status, 2);
  t.regex(err, /E9\.trace\.json: cannot be written/);
});

test('shrink says of a trace that breaks nothing what it is instead', (t) => {
  const file = join(folder(t), 'sound.trace.json');
  writeTrace(file, { ...readTrace(join(corpus, 'E9.trace.json')), mutant: null });
  const { status, err } = run('shrink', file);
  t.is(status, 1);
  t.regex(err, /sound\.trace\.json: fixed: every action is enabled, and P5 holds/);
});

test('promote takes a trace into the corpus under a name of its own', (t) => {
  const { file } = padded(t);
  const into = folder(t);
  const first = run('promote', file, '--corpus', into, '--title', 'a new one');
  t.is(first.status, 0);
  t.like(readTrace(join(into, 'E9.trace.json')), { title: 'a new one', promise: 'P5' });
  const again = run('promote', file, '--corpus', into, '--name', 'another', '--title', 'another');
  t.is(again.status, 2);
  t.regex(again.err, /padded\.trace\.json: is in the corpus already, as E9\.trace\.json/);
  const own = run('promote', join(corpus, 'E8.trace.json'));
  t.is(own.status, 2);
  t.regex(own.err, /is in the corpus already, as E8\.trace\.json/);
  const other = join(corpus, 'E9.trace.json');
  t.is(run('promote', other, '--corpus', into, '--name', 'E9').status, 2);
  t.is(run('promote', other, '--corpus', into).status, 0, 'the name of the mutant is taken');
  t.is(readdirSync(into).length, 2);
  t.is(run('promote', file, '--corpus', into, '--name', '../E9').status, 2);
});

test('promote refuses what does not break what it says, and what fails on the code too', (t) => {
  const into = folder(t);
  const file = join(folder(t), 'x.trace.json');
  const trace = readTrace(join(corpus, 'E9.trace.json'));
  const said = (change: Partial<Trace>): string => {
    writeTrace(file, { ...trace, ...change });
    const { status, err } = run('promote', file, '--corpus', into);
    t.is(status, 1);
    return err;
  };
  t.regex(said({ mutant: 'R4' }), /on mutant R4 fixed/);
  t.regex(said({ promise: 'P6' }), /on mutant E9 fails otherwise: P5 instead of P6/);
  t.regex(said({ witness: 'something else' }), /its witness is "the CRT of MVS1 lacks/);
  t.regex(said({ mutant: null }), /on the implementation fixed/);
  t.regex(
    run('promote', join('traces', 'assumptions', 'xcf-fifo.trace.json')).err,
    /found without the assumption xcf-fifo/,
  );
  t.false(existsSync(join(into, 'E9.trace.json')));
});

test('a trace of a mutant that there is not ends with exit code 2', (t) => {
  const file = join(folder(t), 'x.trace.json');
  writeTrace(file, { ...readTrace(join(corpus, 'E9.trace.json')), mutant: 'E99' });
  for (const command of ['replay', 'shrink', 'promote']) {
    const { status, err } = run(command, file);
    t.is(status, 2);
    t.regex(err, /at \$\.mutant: expected a mutant or an assumption, found "E99"/);
  }
});

test('diff aligns the actions of two traces, and tells their sysplexes and verdicts apart', (t) => {
  const { file } = padded(t);
  const original = join(corpus, 'E9.trace.json');
  t.deepEqual(run('diff', original, original), {
    status: 0,
    out: 'The traces are the same.\n',
    err: '',
  });
  const { status, out } = run('diff', original, file);
  t.is(status, 1);
  t.regex(out, /^\+ client C2:1500 connects to DVA1:60 \(isn 700000\)$/m);
  t.regex(out, /^ {2}an application on MVS\d/m);
  t.regex(out, /^\+ on mutant E9: still fails: P5$/m);
  t.notRegex(out, /^sysplex:$/m);
  const other = run('diff', original, join(corpus, 'R4.trace.json')).out;
  t.regex(other, /^\+ MVS3: is stack 3$/m);
  t.regex(other, /^promise:\n- P5\n\+ P2$/m);
});

test('upgrade writes an older trace anew, and leaves a newer one alone', (t) => {
  const file = join(folder(t), 'x.trace.json');
  const {
    $schema: _,
    versions: __,
    length: ___,
    ...rest
  } = readTrace(join(corpus, 'E9.trace.json'));
  writeFileSync(file, JSON.stringify({ ...rest, format: 'dvipa-trace/1' }));
  t.regex(run('upgrade', file).out, /written as dvipa-trace\/2/);
  t.like(readTrace(file), {
    length: { actions: 2, shortest: 'proved' },
    versions: { dvipa: null },
  });
  t.regex(run('upgrade', file).out, /is up to date/);
  writeFileSync(join(file, '..', 'bad.json'), '{');
  copyFileSync(join(corpus, 'E8.trace.json'), file);
  t.is(run('upgrade', file, join(file, '..', 'bad.json')).status, 2);
  t.is(
    formatTrace(readTrace(file)),
    readFileSync(file, 'utf8'),
    'one bad file, and none is written',
  );
});

test('schema prints what is committed', (t) => {
  const committed = readFileSync(join(root, 'traces', 'trace.schema.json'), 'utf8');
  t.is(run('schema').out, committed);
});

test('profile check says what profiles define, or every mistake in them', (t) => {
  const { status, out } = run('profile', 'check', join('impl', 'profile', 'small'));
  t.is(status, 0);
  t.regex(out, /^MVS2 {2}XCF2, attached to the network\n {2}VIPABACKUP 20 DVA1$/m);
  t.regex(out, /^3 stacks, 0 warnings, no error\.$/m);
  t.is(run('profile', 'check', join('impl', 'profile', 'nowhere')).status, 2);
  t.regex(run('help', 'profile', 'check').out, /^Usage: dvipa profile check /);
  t.is(run('profile').status, 2);
  t.regex(run('profile', 'chek').err, /Did you mean check\?/);
});
