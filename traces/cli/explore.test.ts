/**
 * The explorer as a user meets it: verdicts, exit codes, traces that replay, certificates, searches that are killed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';

const root = join(import.meta.dirname, '..', '..');
const script = join(root, 'traces', 'cli', 'dvipa.js');
const settings = { cwd: root, env: { ...process.env, NODE_V8_COVERAGE: '' } };

function run(...args: readonly string[]) {
  const done = spawnSync(process.execPath, [script, ...args], { ...settings, encoding: 'utf8' });
  return { status: done.status, out: done.stdout, err: done.stderr };
}

function explore(...args: readonly string[]) {
  return run('explore', ...args);
}

function directoryFor(t: ExecutionContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'dvipa-explore-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

test('a scope that holds: its sentence, every action, and what never fired', (t) => {
  const { status, out } = explore('--crashes', '0', '--losses', '0');
  t.is(status, 0);
  t.regex(out, /^Scope: 3 stacks, 1 connection, 0 crashes/);
  t.regex(out, /^CrashStack +0 +never fired$/m);
  t.regex(out, /^\d+ states, \d+ transitions, diameter \d+\.$/m);
  t.regex(out, /^HOLDS/m);
});

test('a stack that comes back serves again, when the scope lets applications move', (t) => {
  const scope = ['--stacks', '2', '--connections', '0', '--restarts', '1', '--moves', '1'];
  const { status, out } = explore(...scope);
  t.is(status, 0);
  t.regex(out, /^Scope: 2 stacks, 0 connections, 1 crash, 1 restart, 0 losses, 1 move\.$/m);
  t.regex(out, /^StartStack +[1-9]\d* *$/m);
  t.regex(out, /^Bind +[1-9]\d* *$/m);
});

test('a mutant breaks, and the trace that is written breaks again when it is replayed', (t) => {
  const { status, out } = explore('--mutant', 'r3', '--workers', '2');
  t.is(status, 1);
  const file = /^trace +(\S+)$/m.exec(out)?.[1] ?? '';
  t.true(existsSync(join(root, file)));
  const again = run('replay', file);
  t.is(again.status, 1);
  t.regex(again.out, /^BROKEN/m);
});

test('where no report can be written, what was found is told all the same', (t) => {
  const file = join(directoryFor(t), 'a file');
  writeFileSync(file, '');
  const reports = { ...settings, env: { ...settings.env, DVIPA_REPORTS: file } };
  const tell = (...args: readonly string[]) => {
    const done = spawnSync(process.execPath, [script, ...args], { ...reports, encoding: 'utf8' });
    return { status: done.status, out: done.stdout, err: done.stderr };
  };
  const broken = tell('explore', '--mutant', 'r3');
  t.is(broken.status, 1);
  t.regex(broken.out, /^BROKEN {2}REF {2}[^]*^ {2}1\. /m);
  t.regex(broken.out, /^trace +is not kept: \S.*: cannot be written \([A-Z]+: [^(]*\)$/m);
  t.notRegex(broken.out, /^(?:replay|picture) /m);

  const page = tell('show', join('traces', 'corpus', 'E8.trace.json'));
  t.is(page.status, 2);
  t.regex(page.err, /E8\.html: cannot be written \(.*\); choose another place with -o$/m);
  t.notRegex(page.err, /\n\s+at /);
});

test('the planted bug of the reference model is found after seven actions', (t) => {
  const { status, out } = explore('--system', 'bug334', '--workers', '2');
  t.is(status, 1);
  t.regex(out, /^ {2}7\. /m);
  t.notRegex(out, /^ {2}8\. /m);
});

test('a bound makes the result inconclusive, and says how far it went', (t) => {
  const { status, out } = explore('--system', 's323', '--states', '1000');
  t.is(status, 3);
  t.regex(out, /of them expanded/);
  t.regex(out, /^It ended early: the bound on states was reached\.$/m);
  const memory = explore('--system', 's323', '--memory', '1');
  t.is(memory.status, 3);
  t.regex(memory.out, /the bound on memory was reached/);
});

test('fingerprints tell the probability of omission, and a reduction that saves nothing says so', (t) => {
  t.regex(explore('--system', 's323', '--fingerprint').out, /a state was omitted is \d\.\de-\d+/);
  t.regex(explore('--system', 's323', '--symmetry').out, /symmetry (?:visited|reduced nothing)/);
  t.regex(explore('--system', 's323', '--partial-order').out, /partial order (?:let|reduced noth)/);
});

test('a certificate stands when it is checked, and falls when a figure in it is changed', (t) => {
  const file = join(directoryFor(t), 'certificate.json');
  t.is(explore('--crashes', '0', '--certificate', file).status, 0);
  const claimed = JSON.parse(readFileSync(file, 'utf8')) as { states: number; digest: string };
  t.regex(claimed.digest, /^[0-9a-f]{64}$/);
  const sound = explore('--check', file, '--workers', '2');
  t.is(sound.status, 0);
  t.regex(sound.out, /^The certificate stands\.$/m);

  writeFileSync(file, JSON.stringify({ ...claimed, states: claimed.states + 1 }));
  const { status, out } = explore('--check', file);
  t.is(status, 1);
  t.regex(out, /^DIFFERS {2}states: the certificate says /m);
});

const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['no number', ['--stacks', 'three'], /expected a whole number of at least 1, found "three"/],
  ['more stacks than profiles', ['--stacks', '9'], /expected profiles of 9 stacks/],
  ['no such mutant', ['--mutant', 'R999'], /expected the name of a mutant, found "R999"/],
  ['no such system', ['--system', 'b1'], /Allowed choices are stacks/],
  ['no such directory', ['--profiles', 'nowhere'], /nowhere: there is no such directory/],
  ['no checkpoint', ['--resume', 'nowhere'], /job\.json: cannot be read/],
  ['no certificate', ['--check', 'package.json'], /package\.json: at certificate/],
  ['two reductions', ['--symmetry', '--partial-order'], /cannot be used with option '--symmetry'/],
  ['a scope beside a certificate', ['--check', 'c', '--crashes', '1'], /cannot be used with/],
];

for (const [what, args, message] of refused) {
  test(`bad usage ends with exit code 2 and says what was expected: ${what}`, (t) => {
    const { status, err } = explore(...args);
    t.is(status, 2);
    t.regex(err, message);
  });
}

test('interrupted and killed, a search is gone on with and certifies the same', async (t) => {
  const directory = join(directoryFor(t), 'checkpoints');
  const whole = join(directory, '..', 'whole.json');
  const late = join(directory, '..', 'late.json');
  const scope = ['--losses', '1'];
  t.is(explore(...scope, '--certificate', whole).status, 0);

  const first = explore(...scope, '--checkpoint', directory, '--states', '500');
  t.is(first.status, 3);
  t.regex(first.out, /^Go on with: npm run explore -- --resume /m);
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    const child = spawn(
      process.execPath,
      [script, 'explore', '--resume', directory, '--every', '1'],
      {
        ...settings,
        stdio: 'ignore',
      },
    );
    setTimeout(() => child.kill(signal), 1_500);
    await once(child, 'close');
  }
  t.is(explore('--checkpoint', directory).status, 2, 'what is there is not overwritten');
  const last = explore('--resume', directory, '--certificate', late);
  t.is(last.status, 0);
  t.regex(last.out, /^[\d.]+ s, since it was gone on with, 1 worker/m);
  t.deepEqual(JSON.parse(readFileSync(late, 'utf8')), JSON.parse(readFileSync(whole, 'utf8')));
});
