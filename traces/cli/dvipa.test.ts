/**
 * The command line as a whole: help, mistyped commands, exit codes, and which Node runs it.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';

const bin = join(import.meta.dirname, 'dvipa.js');

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(script: string, ...args: readonly string[]): Ran {
  const env = { ...process.env, NODE_V8_COVERAGE: '', NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    env,
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

const help = run(bin, '--help').out;
const names = [...help.matchAll(/^ {2}([a-z][a-z-]*) .*\S$/gm)]
  .map(([, name]) => String(name))
  .filter((name) => name !== 'help');

test('help lists the subcommands and the exit codes, and so does dvipa alone', (t) => {
  for (const name of ['verify', 'replay', 'mutants', 'model']) t.true(names.includes(name), name);
  for (const code of [0, 1, 2, 3]) t.regex(help, new RegExp(`^ {2}${code} {2}\\w`, 'm'));
  const alone = run(bin);
  t.is(alone.status, 0);
  t.is(alone.out, help);
});

for (const name of names) {
  test(`${name} has a help of its own, asked for in two ways`, (t) => {
    const asked = run(bin, name, '--help');
    t.is(asked.status, 0);
    t.is(asked.err, '');
    t.regex(asked.out, new RegExp(`^Usage: dvipa ${name} `));
    t.is(run(bin, 'help', name).out, asked.out);
  });

  test(`${name} with an option that it does not have ends with exit code 2`, (t) => {
    const { status, out, err } = run(bin, name, '--no-such-option');
    t.is(status, 2);
    t.is(out, '');
    t.regex(err, /unknown (?:option|command)|required option/);
  });
}

test('a mistyped command is told what it may have meant, and so is a mistyped option', (t) => {
  const command = run(bin, 'reply', 'x.json');
  t.is(command.status, 2);
  t.regex(command.err, /unknown command 'reply'\n\(Did you mean replay\?\)/);
  const option = run(bin, 'verify', '--sed', '3');
  t.is(option.status, 2);
  t.regex(option.err, /unknown option '--sed'\n\(Did you mean --seed\?\)/);
});

test('the version is that of the package', (t) => {
  t.regex(run(bin, '--version').out, /^\d+\.\d+\.\d+\n$/);
});

/** The bin alone, in a package that wants a Node which does not exist yet. */
function packageOfTomorrow(): { readonly root: string; readonly script: string } {
  const root = mkdtempSync(join(tmpdir(), 'dvipa-'));
  mkdirSync(join(root, 'traces', 'cli'), { recursive: true });
  const script = join(root, 'traces', 'cli', 'dvipa.js');
  copyFileSync(bin, script);
  const engines = { node: '>=999.1' };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ type: 'module', engines }));
  return { root, script };
}

test('a Node that is too old, with no other one installed, is told what to do', (t) => {
  const { root, script } = packageOfTomorrow();
  const { status, err, out } = run(script, 'verify');
  t.is(status, 2);
  t.is(out, '');
  t.regex(err, /needs Node 999\.1 or newer, and this is \d+\.\d+\.\d+: run npm ci/);
  rmSync(root, { recursive: true });
});

test('a Node that is too old hands over to the installed one, exit code and all', (t) => {
  const { root, script } = packageOfTomorrow();
  mkdirSync(join(root, 'node_modules', '.bin'), { recursive: true });
  const fake = '#!/bin/sh\nshift\necho "newer: $*"\nexit 3\n';
  writeFileSync(join(root, 'node_modules', '.bin', 'node'), fake, { mode: 0o755 });
  const { status, out } = run(script, 'verify', '--runs', '7');
  t.is(out, 'newer: verify --runs 7\n');
  t.is(status, 3);
  rmSync(root, { recursive: true });
});
