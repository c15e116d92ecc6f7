/**
 * The commands as a user meets them: what they print and how they exit on good and on bad input.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';

const root = join(import.meta.dirname, '..', '..');

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(command: string, ...args: readonly string[]): Ran {
  const script = join(root, 'traces', 'cli', 'dvipa.js');
  const env = { ...process.env, NODE_V8_COVERAGE: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, command, ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

function folder(files: Readonly<Record<string, string | Buffer>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'dvipa-'));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(directory, name), content);
  return directory;
}

test('verify reports promise by promise, and writes the same figures for programs', (t) => {
  const directory = folder({});
  const json = join(directory, 'report.json');
  const { status, out } = run('verify', '--runs', '40', '--seed', '3', '--json', json);
  t.is(status, 3, 'so few interleavings do not reach every requirement, and prove little');
  t.regex(out, /^MISSING {2}requirement \S+ was not reached$/m);
  t.regex(out, /^INCONCLUSIVE {2}every promise held in what was seen/m);
  t.notRegex(out, /FAILED/);
  const rows = out.slice(0, out.indexOf('\n\n')).split('\n');
  t.deepEqual(
    rows.filter((row) => row.length > 120),
    [],
    'promises fit a terminal',
  );
  for (let number = 1; number <= 10; number += 1)
    t.regex(out, new RegExp(`^P${number} .* held`, 'm'));
  const report = JSON.parse(readFileSync(json, 'utf8')) as { runs: number; seed: number };
  t.is(report.runs, 40);
  t.is(report.seed, 3);
  rmSync(directory, { recursive: true });
});

test('verify with the same seed prints the same, byte for byte', (t) => {
  const once = run('verify', '--runs', '30', '--seed', '5').out;
  t.is(run('verify', '--runs', '30', '--seed', '5').out, once);
  t.not(run('verify', '--runs', '30', '--seed', '6').out, once);
});

test('a small sysplex of a user is verified', (t) => {
  const { out, status } = run('verify', '--profiles', 'impl/profile/small', '--runs', '600');
  t.is(status, 0);
  t.regex(out, /P1 .*held/);
  t.regex(out, /F12\.520 .*not applicable/);
});

test('five mistakes in a profile are reported at once, each with its place', (t) => {
  const directory = folder({
    'MVS1.profile': [
      'IPCONFIG DYNAMICXCF XCF1',
      'VIPADYNAMIC',
      '  VIPADEFNE MOVEABLE IMMEDIATE DVA1',
      '  VIPABACKUP 300 DVB1',
      '  VIPADISTRIBUTE DVC1 PORT 60 DESTIP ALL',
      '  VIPADEFINE 255.255.255.0 10.1.1.1 10.1.2.1',
      '  VIPADISTRIBUTE DVA1 PORT 99999 DESTIP XCF1',
      'ENDVIPADYNAMIC',
      '',
    ].join('\n'),
  });
  const { status, err } = run('verify', '--profiles', directory);
  t.is(status, 2);
  for (const line of [3, 4, 5, 6, 7])
    t.regex(err, new RegExp(`MVS1\\.profile:${line}:\\d+: error`));
  t.regex(err, /did you mean VIPADEF/i);
  rmSync(directory, { recursive: true });
});

const badInput: Readonly<Record<string, () => string>> = {
  'a directory that does not exist': () => join(tmpdir(), 'dvipa-no-such-directory'),
  'an empty directory': () => folder({}),
  'a profile in UTF-16': () =>
    folder({ 'MVS1.profile': Buffer.from('\uFEFFVIPADYNAMIC', 'utf16le') }),
  'a profile of 10 MB': () => folder({ 'MVS1.profile': Buffer.alloc(10_000_000, ' ') }),
  'a profile that cannot be read': () => {
    const directory = folder({});
    mkdirSync(join(directory, 'MVS1.profile'));
    return directory;
  },
};

for (const [what, make] of Object.entries(badInput)) {
  test(`${what} gives a clear message and exit code 2`, (t) => {
    const { status, err, out } = run('verify', '--profiles', make());
    t.is(status, 2);
    t.true(err.trim().length > 20);
    t.notRegex(err, /\n\s+at /);
    t.is(out, '');
  });
}

test('a report that cannot be written is found before the campaign, exit code 2', (t) => {
  const { status, err, out } = run('verify', '--json', join(tmpdir(), 'no-such-folder', 'x.json'));
  t.is(status, 2);
  t.regex(err, /x\.json: cannot be written/);
  t.is(out, '');
});

test('mistyped options and numbers give exit code 2', (t) => {
  t.is(run('verify', '--rnus', '3').status, 2);
  t.is(run('verify', '--runs', 'many').status, 2);
  t.is(run('replay').status, 2);
  t.is(run('mutants', 'E99').status, 2);
  t.is(run('verify', '--help').status, 0);
});

test('replay shows a counterexample on its mutant, and that the implementation holds', (t) => {
  const trace = join('traces', 'corpus', 'E8.trace.json');
  const broken = run('replay', trace);
  t.is(broken.status, 1);
  t.regex(broken.out, /^BROKEN {2}P2 /m);
  t.regex(broken.out, /^because MVS\d answered /m);
  t.regex(broken.out, /^replay {2}npm run replay -- traces\/corpus\/E8\.trace\.json$/m);
  t.is(run('replay', trace, '--sound').status, 0);
});

const badTraces: Readonly<Record<string, string>> = {
  'not JSON': '{ "format": ',
  'another format': '{ "format": "dvipa-trace/0" }',
  'a prototype key': '{ "__proto__": { "format": "dvipa-trace/1" } }',
  'deep nesting': '['.repeat(20_000),
};

for (const [what, text] of Object.entries(badTraces)) {
  test(`a trace file with ${what} gives a message with its place and exit code 2`, (t) => {
    const directory = folder({ 'x.trace.json': text });
    const { status, err } = run('replay', join(directory, 'x.trace.json'));
    t.is(status, 2);
    t.regex(err, /x\.trace\.json/);
    t.notRegex(err, /\n\s+at /);
    rmSync(directory, { recursive: true });
  });
}

test('replay names the assumption that a trace does without', (t) => {
  const trace = join('traces', 'assumptions', 'membership-true.trace.json');
  const { status, out } = run('replay', trace);
  t.is(status, 1);
  t.regex(out, /without the assumption that a stack that membership calls failed has stopped/);
  t.regex(out, /^ +1\. false notice MVS\d MemberLeft MVS\d$/m);
  t.is(run('replay', trace, '--sound').status, 0);
});

test('assumptions says what falls without one, or why it stays', (t) => {
  const fallen = run('assumptions', 'xcf-fifo', 'E8');
  t.is(fallen.status, 0);
  t.regex(fallen.out, /^xcf-fifo +P\d+ +\d+ /m);
  t.regex(fallen.out, /2 of 2 carry a promise; 0 rows do not hold/);
  const kept = run('assumptions', 'time-wait', '--runs', '20');
  t.is(kept.status, 0);
  t.regex(kept.out, /^time-wait +none .*stays: /m);
  t.is(run('assumptions', 'nonsense').status, 2);
  t.is(run('assumptions', '--runs', 'many').status, 2);
});

test('mutants --list says what there is without letting any loose', (t) => {
  const all = run('mutants', '--list');
  t.is(all.status, 0);
  t.regex(all.out, /^E8 +P2 +nothing is reset while a table is being rebuilt$/m);
  t.regex(all.out, /^ties-to-the-last +control +nothing; instead: /m);
  t.is(run('mutants', '--list', 'e8').out.trim().split('\n').length, 3);
});

test('a mistyped name is told what it may have meant', (t) => {
  t.regex(run('mutants', 'E88').err, /no mutant is named E88 \(did you mean E8\?\); .*--list/);
  t.regex(run('assumptions', 'xcf-fif').err, /named xcf-fif \(did you mean xcf-fifo\?\)/);
  t.regex(run('explore', '--mutant', 'R33x').err, /did you mean R33\? dvipa mutants --list/);
});

test('verify that is interrupted tells what it has seen by then', async (t) => {
  const script = join(root, 'traces', 'cli', 'dvipa.js');
  const verifying = spawn(process.execPath, [script, 'verify', '--runs', '1000000'], { cwd: root });
  let out = '';
  verifying.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  // A log is told now and then how far it is: then it is under way.
  await once(verifying.stderr, 'data');
  verifying.kill('SIGINT');
  const [status] = (await once(verifying, 'close')) as [number | null];
  t.is(status, 3);
  t.regex(out, /^INTERRUPTED {2}after [\d,]+ of 1,000,000 runs; nothing broke in them\.$/m);
  t.regex(out, /^P1 +[1-9]/m);
});

test('mutants says who was killed by what, whatever the case of the name', (t) => {
  const { status, out } = run('mutants', 'e4', '--runs', '50');
  t.is(status, 0);
  t.regex(out, /^E4 .*P[45]/m);
  t.regex(out, /1 of 1 killed/);
  t.notRegex(out, /harmless/);
});

test('a control is not noticed, and the matrix shows all promises and the refinement', (t) => {
  const control = run('mutants', 'ties-to-the-last', '--runs', '100');
  t.is(control.status, 0);
  t.regex(control.out, /^ties-to-the-last .*not noticed/m);
  const matrix = run('mutants', 'E4', '--matrix', '3');
  t.is(matrix.status, 0);
  t.regex(matrix.out, /^mutant +of +P1 .*P10 +REF +found$/m);
  t.regex(matrix.out, /^E4 .*by chance$/m);
  t.regex(matrix.out, /^Noticed by a promise: 1 of 1 mutants in 3 interleavings\.$/m);
  t.is(run('mutants', '--runs', 'many').status, 2);
});
