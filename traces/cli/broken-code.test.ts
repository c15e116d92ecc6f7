/** The commands on code that its user has broken: what throws is a finding, and what does not load is said plainly. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';

const root = join(import.meta.dirname, '..', '..');
const PACKET_PATH = join('impl', 'distribution', 'packet-path.ts');

/** A copy of the code in which one file is edited. */
function edited(t: ExecutionContext, edit: (text: string) => string): string {
  const copy = mkdtempSync(join(tmpdir(), 'dvipa-edited-'));
  t.teardown(() => rmSync(copy, { recursive: true }));
  for (const name of ['impl', 'model', 'properties', 'traces', 'docs', 'package.json']) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const file = join(copy, PACKET_PATH);
  const text = readFileSync(file, 'utf8');
  const after = edit(text);
  t.not(after, text);
  writeFileSync(file, after);
  return copy;
}

function run(copy: string, ...args: readonly string[]) {
  const env = { ...process.env, NODE_V8_COVERAGE: '', DVIPA_REPORTS: join(copy, 'reports') };
  const script = join('traces', 'cli', 'dvipa.js');
  const options = { cwd: copy, env, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], options);
  return { status, out: stdout, err: stderr };
}

test('a reducer that throws is a finding with a trace that replays, whoever meets it', (t) => {
  const copy = edited(t, (text) =>
    text.replace("reached(turn, 'F7.152');", "throw new TypeError('boom');"),
  );
  const told =
    /^because the implementation threw TypeError: boom at impl\/distribution\/packet-path\.ts:\d+$/m;
  const verify = run(copy, 'verify', '--runs', '50');
  t.is(verify.status, 1);
  t.regex(verify.out, /^BROKEN {2}THROW {2}/m);
  t.regex(verify.out, told);
  t.notRegex(verify.out + verify.err, /defect of dvipa|\n\s+at /);

  const trace = /^trace +(\S+)$/m.exec(verify.out)?.[1] ?? '';
  const replay = run(copy, 'replay', trace);
  t.is(replay.status, 1);
  t.regex(replay.out, told);
  t.regex(replay.out, /^Verdict: still fails: THROW\.$/m);
  t.regex(run(copy, 'explain', trace).out, told);
  t.is(run(copy, 'show', trace).status, 0);

  const explore = run(copy, 'explore', '--crashes', '0', '--workers', '2');
  t.is(explore.status, 1);
  t.regex(explore.out, told);
});

const unloadable: Readonly<Record<string, readonly [(text: string) => string, RegExp]>> = {
  'does not parse': [
    (text) => text.replace("reached(turn, 'F7.152');", 'reached(turn oops);'),
    /^impl\/distribution\/packet-path\.ts:\d+\n.*reached\(turn oops\);/ms,
  ],
  'throws when it is loaded': [
    (text) => `${text}\nthrow new TypeError('too early');\n`,
    /TypeError: too early\n +at impl\/distribution\/packet-path\.ts:\d+/,
  ],
};

for (const [what, [edit, message]] of Object.entries(unloadable)) {
  test(`code that ${what} cannot be loaded: exit code 2, with the place`, (t) => {
    const copy = edited(t, edit);
    for (const args of [['verify'], ['replay', join('traces', 'corpus', 'E8.trace.json')]]) {
      const { status, err } = run(copy, ...args);
      t.is(status, 2);
      t.regex(err, /^The code cannot be loaded, so nothing was judged:\n/);
      t.regex(err, message);
      t.notRegex(err, /says nothing about the cluster/);
    }
  });
}
