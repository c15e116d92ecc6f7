/** Looking into a replay: one step of it, one promise of it, and again after every change. */
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';

const root = join(import.meta.dirname, '..', '..');
const script = join(root, 'traces', 'cli', 'dvipa.js');
const e8 = join(root, 'traces', 'corpus', 'E8.trace.json');
const env = { ...process.env, NODE_V8_COVERAGE: '' };

function replay(...args: readonly string[]) {
  const options = { cwd: root, env, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, 'replay', e8, ...args],
    options,
  );
  return { status, out: stdout, err: stderr };
}

test('--step tells what one step did, and the tables after it', (t) => {
  const { status, out } = replay('--step', '6');

  t.is(status, 0);
  t.regex(out, /MVS1 reads SYN C2:8002>DVA1:60\n {2}selects MVS2 among MVS1 MVS2/);
  t.regex(out, /After step 6 of 14:\n\nMVS1, incarnation 1\n/);
  t.regex(out, /VCRT .*\n +DVA1 +60 +C2 +1001 +MVS1\n +DVA1 +60 +C2 +8002 +MVS2/);
});

test('--until judges one promise alone, and runs on where another would have ended it', (t) => {
  const p2 = replay('--until', 'p2');
  t.is(p2.status, 1);
  t.regex(p2.out, /^BROKEN {2}P2 /m);

  const p9 = replay('--until', 'P9');
  t.is(p9.status, 0);
  t.notRegex(p9.out, /^BROKEN/m);
  t.regex(p9.out, /^P9 held in \d+ steps; nothing else was judged\.$/m);
  t.regex(p9.out, /^Verdict: every action is enabled, and P9 holds\.$/m);
  t.notRegex(p9.out, /Every promise|P2 holds/, 'of what was not judged nothing is said');
});

test('--until REF judges the refinement alone', (t) => {
  const { status, out } = replay('--until', 'REF', '--sound');
  t.is(status, 0);
  t.regex(out, /^REF held in \d+ steps; nothing else was judged\.$/m);
});

test('the command that is told reproduces what was found, with its options', (t) => {
  const { status, out } = replay('--refinement');
  t.is(status, 1);
  t.regex(out, /^BROKEN {2}REF /m);
  t.regex(out, /^replay +npm run replay -- --refinement \S+E8\.trace\.json$/m);
  t.regex(out, /^picture npx dvipa show --refinement \S+E8\.trace\.json$/m);
  t.regex(out, /^Verdict: REF breaks\.$/m);
  t.regex(replay('--until', 'p2').out, /^replay +npm run replay -- --until p2 \S+$/m);
});

test('from another directory the command that is told names paths that work there', (t) => {
  const cwd = mkdtempSync(join(tmpdir(), 'dvipa here-'));
  const shell = (command: string) =>
    spawnSync(command, { cwd, env, encoding: 'utf8', shell: true });
  const node = JSON.stringify(process.execPath);
  const first = shell(`${node} '${script}' replay '${e8}'`);
  const command = /^replay +(.*)$/m.exec(first.stdout)?.[1] ?? '';
  t.regex(command, /^node \S*traces\/cli\/dvipa\.js replay /);
  const again = shell(command.replace(/^node/, node));
  t.is(again.status, 1);
  t.is(again.stdout, first.stdout);
});

test('a step or a promise that there is not ends with exit code 2, and says which there are', (t) => {
  const step = replay('--step', '15');
  t.is(step.status, 2);
  t.regex(step.err, /--step: expected a number from 0 to 14, found "15"/);
  const promise = replay('--until', 'P11');
  t.is(promise.status, 2);
  t.regex(promise.err, /expected one of P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, REF, found "P11"/);
});

test('--watch replays again when the trace has changed', async (t) => {
  const file = join(mkdtempSync(join(tmpdir(), 'dvipa-watch-')), 'E8.trace.json');
  copyFileSync(e8, file);
  const watching = spawn(process.execPath, [script, 'replay', file, '--watch'], { cwd: root, env });
  let out = '';
  const seen = (count: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (out.split('Verdict:').length > count) resolve();
      };
      watching.stdout.on('data', look);
      look();
    });
  watching.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  try {
    await seen(1);
    writeFileSync(file, readFileSync(file));
    await seen(2);
    t.regex(out, /changed/);
  } finally {
    watching.kill();
  }
});
