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

const MEGABYTE = 1024 * 1024;

for (const [name, start, repeated, column, message] of [
  ['statements without anything', 'VIPADYNAMIC ', 'VIPADEF ', 20, /^VIPADEFine is not complete$/],
  ['mistyped keywords', 'VIPADYNAMIC ', 'VIPADEFIEN ', 13, /^VIPADEFIEN is no keyword/],
  [
    'lists of every port',
    'VIPADYNAMIC VIPADEF A ',
    'VIPADIST A PORT 1-65535 DESTIP ALL ',
    564,
    /more than a million ports/,
  ],
  [
    'deletions of nothing',
    'VIPADYNAMIC VIPADEF A ',
    'VIPADIST DELE A PORT 1 DESTIP ALL ',
    1_048_582,
    /is not closed$/,
  ],
  ['one long word', 'VIPADYNAMIC VIPADEF ', '1:', 1_048_597, /is not closed$/],
  ['separators', 'VIPADYNAMIC VIPADEF A', ',,', 23, /^, does not fit/],
] as const) {
  test.serial(
    `a megabyte of ${name} is refused: each mistake at its place, in a few short lines`,
    (t) => {
      const text = start + repeated.repeat(MEGABYTE / repeated.length);
      const { profile, errors } = readProfile(text, 'MVS1.profile', 'MVS1');

      t.is(profile, null);
      const [first] = errors;
      t.is(first?.column, column);
      t.regex(first?.message ?? '', message);
      const longest = Math.max(...errors.slice(-100).map((error) => renderFinding(error).length));
      t.true(longest < 600, `${longest} characters for one mistake`);
    },
  );
}
