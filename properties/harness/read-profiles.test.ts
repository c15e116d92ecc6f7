/** From a directory to a sysplex: Figure 4 as files, and everything that can be wrong with files. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { Profile } from '../../model/config.types.ts';
import { InputProblem, readProfileDirectory } from './read-profiles.ts';

const FIGURE_4 = join(import.meta.dirname, '../../impl/profile/figure-4');
const scratch = mkdtempSync(join(tmpdir(), 'profiles-'));
let directories = 0;

test.after.always(() => rmSync(scratch, { recursive: true }));

function directoryOf(files: Readonly<Record<string, string | Buffer>>): string {
  const directory = join(scratch, String(++directories));
  mkdirSync(directory);
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(directory, name), content);
  return directory;
}

/** What stands in the way, with the directory's own name left out. */
function problemsOf(directory: string): readonly string[] {
  try {
    readProfileDirectory(directory);
    return [];
  } catch (error) {
    if (!(error instanceof InputProblem)) throw error;
    return error.findings.map((finding) =>
      finding.replaceAll(directory, 'DIR').replaceAll('\\', '/'),
    );
  }
}

const list = { ports: [60], method: 'ROUNDROBIN', weights: {} };
const target = { attached: false, defines: [], backups: [], distributes: [], ranges: [] };
const movable = [{ mask: null, address: 'DVB1', nondisruptive: true }];

test('the five files of Figure 4 are the example of the source, without a warning', (t) => {
  const { profiles, warnings } = readProfileDirectory(FIGURE_4);

  t.deepEqual(warnings, []);
  t.deepEqual(profiles, [
    {
      stack: 'MVS1',
      xcf: 'XCF1',
      attached: true,
      defines: [{ dvipa: 'DVA1', mask: null }],
      backups: [{ dvipa: 'DVB1', rank: 30, creates: false, mask: null }],
      distributes: [{ ...list, dvipa: 'DVA1', targets: ['XCF1', 'XCF2', 'XCF4'] }],
      ranges: [],
    },
    { ...target, stack: 'MVS2', xcf: 'XCF2', ranges: movable },
    { ...target, stack: 'MVS3', xcf: 'XCF3', ranges: movable },
    { ...target, stack: 'MVS4', xcf: 'XCF4' },
    {
      stack: 'MVS5',
      xcf: 'XCF5',
      attached: true,
      defines: [{ dvipa: 'DVB1', mask: null }],
      backups: [{ dvipa: 'DVA1', rank: 10, creates: false, mask: null }],
      distributes: [
        { ...list, dvipa: 'DVB1', targets: 'ALL' },
        { ...list, dvipa: 'DVA1', targets: ['XCF2', 'XCF3', 'XCF4'] },
      ],
      ranges: [],
    },
  ] as Profile[]);
});

const xcf = (name: string): string => `IPCONFIG DYNAMICXCF ${name}\n`;

test('one file per stack, by three endings, sorted by name; what is not read is named', (t) => {
  const directory = directoryOf({
    'sysb.TXT': xcf('XCFB'),
    'SYSA.profile': Buffer.from(`\ufeff${xcf('XCFA')}`),
    'SysC.tcpip': xcf('XCFC'),
    'SYSD.prof': xcf('XCFD'),
    'README.md': 'about these files',
    '.hidden': '',
  });
  const { profiles, warnings } = readProfileDirectory(directory);

  t.deepEqual(
    profiles.map(({ stack, xcf: address }) => [stack, address]),
    [
      ['SYSA', 'XCFA'],
      ['SYSB', 'XCFB'],
      ['SYSC', 'XCFC'],
    ],
  );
  t.deepEqual(
    warnings.map(({ file, message }) => [file, message]),
    [
      [
        join(directory, 'SYSD.prof'),
        'not read: a profile is named NAME.profile, NAME.txt or NAME.tcpip',
      ],
    ],
  );
});

test('profiles that say nothing of adapters are read as the source prints them', (t) => {
  const block = 'VIPADynamic\nVIPADEFine DVA1\nENDVIPADynamic';
  const { profiles, warnings } = readProfileDirectory(directoryOf({ 'MVS1.txt': block }));

  t.like(profiles, [{ stack: 'MVS1', xcf: 'XCF1', attached: true }]);
  t.deepEqual(
    warnings.map(({ line }) => line),
    [1, 1, 2],
  );
});

test('a directory that is none, a file, or without a profile is a problem of its own', (t) => {
  const directory = directoryOf({ 'README.md': '' });

  t.deepEqual(
    problemsOf(join(directory, 'nowhere')),
    ['DIR/nowhere: there is no such directory'].map((line) => line.replace('DIR/nowhere', 'DIR')),
  );
  t.deepEqual(problemsOf(join(directory, 'README.md')), [
    'DIR: this is a file; name the directory that holds the profiles, one per stack',
  ]);
  t.deepEqual(problemsOf(directory), [
    'DIR: holds no profile; expected one file per stack, such as MVS1.profile',
  ]);
  t.deepEqual(problemsOf(join(directory, 'x'.repeat(5000))), [
    'DIR: cannot be listed (ENAMETOOLONG)',
  ]);
});

test('more than 32 stacks are no sysplex', (t) => {
  const names = Array.from({ length: 33 }, (_, at) => [`SYS${at}.profile`, ''] as const);

  t.deepEqual(problemsOf(directoryOf(Object.fromEntries(names))), [
    'DIR: holds 33 profiles; a sysplex has up to 32 stacks',
  ]);
});

const text = xcf('XCF1').repeat(20);
const bigEndian = Buffer.from(text, 'utf16le').swap16();
/** "VIPADYNAMIC DVA1", a line end, in code page 1047. */
const ebcdic = Buffer.from('e5c9d7c1c4e8d5c1d4c9c340c4e5c1f115', 'hex');

for (const [name, bytes, problem] of [
  [
    'UTF-16 with a mark',
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    'looks like UTF-16 (little endian), not UTF-8; convert it to UTF-8',
  ],
  [
    'UTF-16 with the other mark',
    Buffer.concat([Buffer.from('feff', 'hex'), bigEndian]),
    'looks like UTF-16 (big endian), not UTF-8; convert it to UTF-8',
  ],
  [
    'UTF-16 without a mark',
    Buffer.from(text, 'utf16le'),
    'looks like UTF-16 (little endian), not UTF-8; convert it to UTF-8',
  ],
  [
    'big-endian UTF-16 without a mark',
    bigEndian,
    'looks like UTF-16 (big endian), not UTF-8; convert it to UTF-8',
  ],
  [
    'EBCDIC',
    ebcdic,
    'looks like EBCDIC, not UTF-8; convert it to UTF-8, for example with iconv -f IBM-1047 -t UTF-8',
  ],
  [
    'Latin-1',
    Buffer.from('; für MVS1\n', 'latin1'),
    'is not UTF-8, perhaps Latin-1 or Windows-1252; convert it to UTF-8',
  ],
  [
    'a program',
    Buffer.from('\u007fELF\u0000\u0000\u0000'),
    'is no text: there is a NUL byte at offset 4',
  ],
] as const) {
  test(`${name} is recognised and refused`, (t) => {
    t.deepEqual(problemsOf(directoryOf({ 'MVS1.profile': bytes })), [
      `DIR/MVS1.profile: ${problem}`,
    ]);
  });
}

test('a file of 10 MB is refused with its size and the limit, one of 1 MB is read', (t) => {
  const large = directoryOf({ 'MVS1.profile': Buffer.alloc(10 * 1024 * 1024, '; x\n') });
  const limit = directoryOf({ 'MVS1.profile': Buffer.alloc(1024 * 1024, '; x\n') });

  t.deepEqual(problemsOf(large), [
    'DIR/MVS1.profile: has 10485760 bytes; the limit for a profile is 1 MB (1048576 bytes)',
  ]);
  t.deepEqual(problemsOf(limit), []);
});

test('of thousands of errors in one file a thousand are told, and how many more there are', (t) => {
  const lines = (count: number): string => Array<string>(count).fill('ENDVIPADYNAMIC').join('\n');
  const directory = directoryOf({ 'MVS1.profile': lines(1234), 'MVS2.profile': lines(1000) });
  const problems = problemsOf(directory);

  t.is(problems.length, 2001);
  t.regex(problems[999] ?? '', /^DIR\/MVS1\.profile:1000:1: error: /);
  t.is(problems[1000], 'DIR/MVS1.profile: and 234 more errors');
  t.regex(problems.at(-1) ?? '', /^DIR\/MVS2\.profile:1000:1: error: /);
});

test('every problem of every file is reported at once', (t) => {
  const directory = directoryOf({
    'MVS1.profile': 'VIPADYNAMIC\nVIPADEF\nVIPABACKUP 300 DVA1\nENDVIPADYNAMIC',
    'mvs1.txt': '',
    'MVS 2.profile': '',
    'MVS3.profile': ebcdic,
    'MVS4.profile': 'VIPADYNAMIC',
  });
  mkdirSync(join(directory, 'MVS5.profile'));
  symlinkSync(join(directory, 'nowhere'), join(directory, 'MVS6.profile'));

  t.deepEqual(
    problemsOf(directory).map((problem) => problem.split('\n')[0]),
    [
      'DIR/MVS 2.profile: the file\'s name must be a stack\'s, such as MVS1, and is "MVS 2"',
      'DIR/mvs1.txt: MVS1.profile is the profile of MVS1 already',
      'DIR/MVS1.profile:2:8: error: VIPADEFine is not complete',
      'DIR/MVS1.profile:3:12: error: a rank is a number from 1 to 254',
      'DIR/MVS3.profile: looks like EBCDIC, not UTF-8; convert it to UTF-8, for example with ' +
        'iconv -f IBM-1047 -t UTF-8',
      'DIR/MVS4.profile:1:12: error: the block of line 1 is not closed',
      'DIR/MVS5.profile: this is no file, but a directory or a device',
      'DIR/MVS6.profile: cannot be read (ENOENT)',
    ],
  );
});

test('what the profiles get wrong together is an input problem too, with exit code 2', (t) => {
  const directory = directoryOf({
    'MVS1.profile': 'VIPADYNAMIC VIPADEF DVA1 VIPADIST DVA1 DESTIP XCF9 ENDVIPADYNAMIC',
  });
  const problem = t.throws(() => readProfileDirectory(directory), { instanceOf: InputProblem });

  t.is(problem.exitCode, 2);
  t.regex(problem.message, /MVS1\.profile:1:47: error: XCF9, a target of DVA1, is the XCF address/);
});
