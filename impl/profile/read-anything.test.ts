/** Whatever a file holds, reading it ends, soon, and says where the mistakes are (D10, P10). */
import test from 'ava';
import fc from 'fast-check';
import { renderFinding } from './finding.ts';
import { printProfile } from './print.ts';
import { readProfile } from './read.ts';

/** Pieces that reach further into the grammar than arbitrary characters do. */
const pieces = fc.constantFrom(
  ...['VIPADYNAMIC', 'ENDVIPAD', 'VIPADEF', 'VIPABACKUP', 'VIPADIST', 'VIPARANGE', 'VIPADELETE'],
  ...['VIPAROUTE', 'MOVE', 'IMMED', 'NONDISRUPT', 'PORT', 'DESTIP', 'ALL', 'WEIGHT', 'DISTM'],
  ...['WEIGHTEDA', 'DELETE', 'TIMEDAFF', 'PROCTYPE', 'SAF', 'IPCONFIG', 'DYNAMICXCF', 'VIPAQQQ'],
  ...['DVA1', 'XCF1', '255.255.255.0', '10.1.1.1', '60', '1-65535', ',', ';', '\n', '\r\n', ')'],
  ...['2001:db8::1', 'VIPADEFIEN', '__proto__', 'constructor', '\u0000', 'é', '\u2028'],
);
const profileText = fc.array(fc.oneof({ weight: 9, arbitrary: pieces }, fc.string()), {
  maxLength: 60,
});

test('any text is read without an exception, and every finding has its place in the file', (t) => {
  const broken = fc.check(
    fc.property(profileText, (parts) => {
      const text = parts.join(' ');
      const lines = text.split(/\r\n|\r|\n/);
      const { profile, errors, warnings } = readProfile(text, 'MVS1.profile', 'MVS1');

      t.is(profile === null, errors.length > 0);
      for (const { line, column, sourceLine } of [...errors, ...warnings]) {
        const shown = lines[line - 1] ?? 'there is no such line';
        t.true(column >= 1 && column <= shown.length + 1);
        t.true(sourceLine === '' || sourceLine === shown);
      }
      for (const error of errors) t.true(renderFinding(error).startsWith('MVS1.profile:'));
    }),
    { numRuns: 2000 },
  );

  t.false(broken.failed, fc.defaultReportMessage(broken));
});

test('whatever is read without a mistake is printed as text that says the same', (t) => {
  let profiles = 0;
  const broken = fc.check(
    fc.property(profileText, (parts) => {
      const text = `VIPADYNAMIC VIPADEF DVA1 ${parts.join(' ')}\nENDVIPADYNAMIC`;
      const { profile } = readProfile(text, 'MVS1.profile', 'MVS1');
      if (profile === null) return;
      profiles++;
      t.deepEqual(readProfile(printProfile(profile), 'again', 'MVS1').profile, profile);
    }),
    { numRuns: 2000 },
  );

  t.false(broken.failed, fc.defaultReportMessage(broken));
  t.true(profiles > 10, 'too few texts were profiles');
});

/** What reading a text calls of the language: for tokens a regular expression, for suggestions the others. */
const COUNTED = [
  [RegExp.prototype, 'exec'],
  [String.prototype, 'toUpperCase'],
  [Math, 'min'],
] as const;

/** Reads a text and counts these calls. */
function workOf(text: string): { readonly calls: number; readonly findings: number } {
  let calls = 0;
  const undo = COUNTED.map(([owner, name]) => {
    const original = Reflect.get(owner, name) as (...some: unknown[]) => unknown;
    Reflect.set(owner, name, function counted(this: unknown, ...some: unknown[]): unknown {
      calls++;
      return Reflect.apply(original, this, some);
    });
    return () => Reflect.set(owner, name, original);
  });
  try {
    const { errors, warnings } = readProfile(text, 'MVS1.profile', 'MVS1');
    return { calls, findings: errors.length + warnings.length };
  } finally {
    for (const restore of undo) restore();
  }
}

const KILOBYTE = 1024;

for (const [name, start, repeated] of [
  ['statements without anything', 'VIPADYNAMIC ', 'VIPADEF '],
  ['mistyped keywords', 'VIPADYNAMIC\n', 'VIPADEFIEN '],
  ['lists of every port', 'VIPADYNAMIC VIPADEF A ', 'VIPADIST A PORT 1-65535 DESTIP ALL '],
  ['deletions of nothing', 'VIPADYNAMIC VIPADEF A ', 'VIPADIST DELE A PORT 1 DESTIP ALL '],
  ['one long word', 'VIPADYNAMIC VIPADEF ', '1:'],
  ['separators', 'VIPADYNAMIC VIPADEF A', ',,'],
] as const) {
  test.serial(
    `four times as much text of ${name} is at most four times the work and the findings`,
    (t) => {
      const textOf = (size: number) => start + repeated.repeat(size / repeated.length);
      const few = workOf(textOf(64 * KILOBYTE));
      const many = workOf(textOf(256 * KILOBYTE));

      t.true(few.calls > 0);
      t.true(many.calls <= 4.1 * few.calls + 1000, `${few.calls} calls, then ${many.calls}`);
      t.true(many.findings <= 4.1 * few.findings + 1000, `${few.findings}, then ${many.findings}`);
    },
  );
}
