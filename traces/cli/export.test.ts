/**
 * `dvipa export` as it is called: where the bytes go, and what bad usage is told.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { readTrace } from '../files.ts';
import { tell } from '../story/story.ts';
import { itfOf } from '../export/itf.ts';
import { captureOf } from '../export/pcapng.ts';

const root = join(import.meta.dirname, '..', '..');
const trace = join('traces', 'corpus', 'E8.trace.json');

function run(...args: readonly string[]) {
  const script = join(root, 'traces', 'cli', 'dvipa.js');
  return spawnSync(process.execPath, [script, 'export', ...args], {
    cwd: root,
    env: { ...process.env, NODE_V8_COVERAGE: '' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

test('an export goes to standard output, or to the file that is named, in folders that may be new', (t) => {
  const expected = itfOf(tell(readTrace(join(root, trace))));
  const { status, stdout } = run(trace, '--to', 'itf');
  t.is(status, 0);
  t.is(stdout, expected);

  const folder = mkdtempSync(join(tmpdir(), 'dvipa-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'new', 'E8.itf.json');
  t.is(run(trace, '--to', 'itf', '-o', file).status, 0);
  t.is(readFileSync(file, 'utf8'), expected);
});

test('every format is written under its name, the capture as bytes', (t) => {
  const begins = { shiviz: '(?<step>', mermaid: 'sequenceDiagram\n', junit: '<?xml ' };
  for (const [format, text] of Object.entries(begins)) {
    const { status, stdout } = run(trace, '--to', format);
    t.is(status, 0, format);
    t.true(stdout.startsWith(text), format);
  }

  const folder = mkdtempSync(join(tmpdir(), 'dvipa-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'E8.pcapng');
  t.is(run(trace, '--to', 'pcapng', '-o', file).status, 0);
  t.deepEqual(readFileSync(file), Buffer.from(captureOf(tell(readTrace(join(root, trace))))));
});

test('on the implementation the same trace breaks nothing', (t) => {
  const { status, stdout } = run(trace, '--to', 'itf', '--sound');

  t.is(status, 0);
  t.true(stdout.includes('"status":"ok"'));
});

test('bad usage and bad input end with exit code 2 and a reason', (t) => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[trace], /required option '--to <format>'/],
    [
      [trace, '--to', 'gif'],
      /'gif' is invalid.*Allowed choices are itf, shiviz, mermaid, pcapng, junit\./,
    ],
    [['package.json', '--to', 'itf'], /package\.json:1:1: /],
    [[trace, '--to', 'itf', '-o', join('package.json', 'x')], /package\.json.x: cannot be written/],
  ];
  for (const [args, reason] of cases) {
    const { status, stderr, stdout } = run(...args);
    t.is(status, 2, args.join(' '));
    t.regex(stderr, reason);
    t.is(stdout, '');
  }
});
