/**
 * The house rules that no other tool states: they run with the tests, on every tracked file and on
 * the files that would be tracked.
 *
 * Left out: what the compiler, eslint, prettier and dependency-cruiser say themselves.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import test from 'ava';

const LINES_MAX = 300;

/** Files that may be longer than 300 lines, each with its reason. */
const ALLOWED: ReadonlyMap<string, string> = new Map([]);

const FOLDERS = ['impl', 'model', 'properties', 'traces'];

/** What a reducer may not call, and where it gets the same thing from. */
const BANNED = [
  { name: 'Date.now', call: /\bDate\.now\b/, instead: 'time arrives as an input event' },
  { name: 'new Date', call: /\bnew Date\b/, instead: 'time arrives as an input event' },
  { name: 'Math.random', call: /\bMath\.random\b/, instead: 'choices arrive as input events' },
];

const MACHINE_PATH = /(?<![\w.)\]}])\/(?:work|tmp|home|root)(?![\w-])/;
const EXACT_VERSION = /^(?:npm:(?:@[\w-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+$/;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'])
  .toString('utf8')
  .split('\0')
  .filter((name) => name !== '' && existsSync(name));

/** Every line of the named files that the pattern matches, as "file:line: text". */
function find(names: readonly string[], pattern: RegExp): readonly string[] {
  return names.flatMap((name) =>
    readFileSync(name, 'utf8')
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${name}:${at + 1}: ${line.trim()}`] : [])),
  );
}

test('the four folders of the product, and its documents, stand at the top', (t) => {
  const folders = files.filter((name) => name.includes('/')).map((name) => name.split('/', 1)[0]);
  const visible = [...new Set(folders)].filter((name) => !/^\.|^docs$/.test(String(name))).sort();

  t.deepEqual(visible, FOLDERS);
});

test(`no .ts file is longer than ${LINES_MAX} lines without a reason`, (t) => {
  const long = files
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, lines: readFileSync(name, 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > LINES_MAX);

  const unexplained = long.filter(({ name }) => !ALLOWED.has(name));
  t.deepEqual(unexplained, [], 'split the file, or give its reason in ALLOWED');

  const stale = [...ALLOWED.keys()].filter((name) => !long.some((file) => file.name === name));
  t.deepEqual(stale, [], 'ALLOWED names a file that is no longer long');
});

test('model/ is read in one sitting: under 900 lines without comments, no file over 200', (t) => {
  const sizes = files
    .filter((name) => /^model\/.*\.ts$/.test(name))
    .map((name) => {
      const lines = readFileSync(name, 'utf8').split('\n');
      const code = lines.filter((line) => !/^\s*(?:$|\/\/|\/?\*)/.test(line)).length;
      return { name, lines: lines.length - 1, code };
    });

  t.true(sizes.length > 0);
  t.true(sizes.reduce((sum, { code }) => sum + code, 0) < 900);
  t.deepEqual(
    sizes.filter(({ lines }) => lines > 200),
    [],
  );
});

for (const { name: banned, call, instead } of BANNED) {
  test(`impl/ and model/ do without ${banned}`, (t) => {
    const reducers = files.filter((name) => /^(?:impl|model)\/.*\.ts$/.test(name));

    t.true(reducers.length > 0);
    t.deepEqual(find(reducers, call), [], instead);
  });
}

test('no file names a path of one machine', (t) => {
  const text = files.filter((name) => !/(?:^package-lock\.json|\.png)$/.test(name));

  t.deepEqual(find(text, MACHINE_PATH), [], 'use a path relative to the project');
});

for (const name of files.filter((file) => /(?:^|\/)package\.json$/.test(file))) {
  test(`${name} asks for exact versions`, (t) => {
    const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'] as const;
    const manifest = JSON.parse(readFileSync(name, 'utf8')) as Partial<
      Record<(typeof kinds)[number], Readonly<Record<string, string>>>
    >;

    const loose = kinds
      .flatMap((kind) => Object.entries(manifest[kind] ?? {}))
      .filter(([, version]) => !EXACT_VERSION.test(version));
    t.deepEqual(loose, []);
  });
}

test('the lock file names no registry', (t) => {
  t.deepEqual(find(['package-lock.json'], /"resolved": "[a-z+]+:/), []);
});

test('the binaries that are checked in are what their sources build', (t) => {
  t.notThrows(() => execFileSync(process.execPath, ['.toolchain/build-wasm.js', '--check']));
});
