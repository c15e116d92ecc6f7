/** What only the profiles of a whole sysplex show together (D11). */
import test from 'ava';
import { assumeAttachment, checkSysplex } from './check-sysplex.ts';
import { readProfile, type SourcedProfile } from './read.ts';

/** Profiles by stack: the block's statements; each stack MVSn is attached and has XCFn. */
function sysplexOf(
  statements: Readonly<Record<string, string>>,
  frame = 'INTERFACE OSA1 DEFINE IPAQENET',
): readonly SourcedProfile[] {
  return Object.entries(statements).map(([stack, inside]) => {
    const xcf = stack.replace('MVS', 'XCF');
    const text = `IPCONFIG DYNAMICXCF ${xcf}\n${frame}\nVIPADYNAMIC\n${inside}\nENDVIPADYNAMIC`;
    const { profile, places, errors } = readProfile(text, `${stack}.profile`, stack);
    if (profile === null) throw new Error(errors.map(({ message }) => message).join('\n'));
    return { profile, places };
  });
}

const findingsOf = (sysplex: readonly SourcedProfile[]): readonly string[] =>
  checkSysplex(sysplex).map(
    ({ file, line, column, severity, message, suggestion }) =>
      `${file}:${line}:${column}: ${severity}: ${message}${suggestion === null ? '' : ` (${suggestion}?)`}`,
  );

test('every error says what was expected, and what was found', (t) => {
  const sysplex = [
    ...sysplexOf({ MVS1: 'VIPADEF DVA1 VIPADIST DVA1 DESTIP XFC2' }, ''),
    ...sysplexOf({ MVS2: '' }, 'IPCONFIG DYNAMICXCF XCF1'),
  ];
  const alone = sysplex.slice(0, 1);
  const errors = [...checkSysplex(alone), ...checkSysplex(sysplex)].filter(
    ({ severity }) => severity === 'error',
  );

  t.deepEqual(
    errors.map(({ expected, found }) => `expected ${expected}, found ${found}`),
    [
      'expected an INTERFACE, or a DEVICE with its LINK, in the same profile, found null',
      'expected ALL or the XCF address of a stack that has a profile, found XFC2',
      'expected an INTERFACE, or a DEVICE with its LINK, in the same profile, found null',
      'expected an address of its own, found XCF1',
    ],
  );
});

test('where two stacks share an XCF address, no target is said to be of no stack', (t) => {
  const sysplex = [
    ...sysplexOf({ MVS1: 'VIPADEF DVA1 VIPADIST DVA1 PORT 60 DESTIP XCF1 XCF2' }),
    ...sysplexOf(
      { MVS2: 'VIPABACKUP 10 DVA1' },
      'INTERFACE OSA1 DEFINE IPAQENET\nIPCONFIG DYNAMICXCF XCF1',
    ),
  ];
  const errors = checkSysplex(sysplex).filter(({ severity }) => severity === 'error');

  t.deepEqual(
    errors.map(({ message }) => message),
    ['MVS2 and MVS1 (MVS1.profile:1:21) have one XCF address, XCF1'],
  );
});

test('a sysplex with a primary and a backup for each DVIPA gives nothing to report', (t) => {
  const sysplex = sysplexOf({
    MVS1: 'VIPADEF DVA1 VIPADIST DVA1 PORT 60 DESTIP XCF1 XCF2 VIPABACKUP 30 DVB1',
    MVS2: 'VIPADEF DVB1 VIPADIST DVB1 DESTIP ALL VIPABACKUP 10 DVA1',
  });

  t.deepEqual(findingsOf(sysplex), []);
});

test('two primaries are warned of, with both places and what will happen (R43)', (t) => {
  t.deepEqual(findingsOf(sysplexOf({ MVS2: 'VIPADEF DVA1', MVS1: '\nVIPADEF DVA1' })), [
    'MVS2.profile:4:9: warning: DVA1 has two primaries, MVS2 and MVS1 (MVS1.profile:5:9): ' +
      'the one that starts later takes it, the other acts as its backup',
  ]);
});

test('equal ranks are warned of, with both places', (t) => {
  const backups = { MVS2: 'VIPABACKUP 7 DVA1', MVS3: 'VIPABACKUP 8 DVA1', MVS4: 'VIPAB 7 DVA1' };

  t.deepEqual(findingsOf(sysplexOf({ MVS1: 'VIPADEF DVA1', ...backups })), [
    'MVS4.profile:4:9: warning: MVS4 and MVS2 (MVS2.profile:4:14) back up DVA1 with the same ' +
      "rank 7: the stack's name decides who takes over first",
  ]);
});

test('a DESTIP that is no stack is an error with the address that was probably meant', (t) => {
  const sysplex = sysplexOf({
    MVS1: 'VIPADEF DVA1 VIPADIST DVA1 DESTIP XCF1, AL XFC2',
    MVS2: 'VIPABACKUP DVA1',
  });

  t.deepEqual(findingsOf(sysplex), [
    'MVS1.profile:4:41: error: AL, a target of DVA1, is the XCF address of no stack (ALL?)',
    'MVS1.profile:4:44: error: XFC2, a target of DVA1, is the XCF address of no stack (XCF2?)',
  ]);
});

for (const statement of ['VIPADEF DVA1', 'VIPABACKUP MOVEABLE IMMED DVA1']) {
  test(`a DVIPA that one stack alone has is warned of: ${statement}`, (t) => {
    const column = statement.lastIndexOf('DVA1') + 1;

    t.deepEqual(findingsOf(sysplexOf({ MVS1: statement, MVS2: '' })), [
      `MVS1.profile:4:${column}: warning: DVA1 has no backup: when MVS1 fails, it cannot be reached`,
    ]);
  });
}

test('a DVIPA that is only backed up, and by nobody who creates it, is warned of', (t) => {
  const sysplex = sysplexOf({ MVS1: 'VIPABACKUP 5 DVA1', MVS2: 'VIPABACKUP 6 DVA1' });

  t.deepEqual(findingsOf(sysplex), [
    'MVS1.profile:4:14: warning: nobody defines DVA1, and a VIPABackup without MOVEable does not ' +
      'create it: there is nothing to take over',
  ]);
});

test('a backup that creates the DVIPA needs no primary', (t) => {
  const sysplex = sysplexOf({ MVS1: 'VIPABACKUP 5 MOVEABLE IMMED DVA1', MVS2: 'VIPABACKUP DVA1' });

  t.deepEqual(findingsOf(sysplex), []);
});

test('a primary or a backup without a way to the network is an error', (t) => {
  const [primary, backup] = [{ MVS1: 'VIPADEF DVA1' }, { MVS2: 'VIPABACKUP 6 DVA1' }];

  t.deepEqual(findingsOf([...sysplexOf(primary, ''), ...sysplexOf(backup)]), [
    'MVS1.profile:4:9: error: MVS1 is the primary of DVA1, but is not attached to the network',
  ]);
  t.deepEqual(findingsOf([...sysplexOf(primary), ...sysplexOf(backup, '')]), [
    'MVS2.profile:4:14: error: MVS2 is a backup of DVA1, but is not attached to the network',
  ]);
});

test('two stacks with one XCF address are an error', (t) => {
  const [one] = sysplexOf({ MVS1: '' });
  const [other] = sysplexOf({ MVS2: '' }, 'IPCONFIG DYNAMICXCF XCF1');

  t.deepEqual(findingsOf([other, one].filter((profile) => profile !== undefined)), [
    'MVS2.profile:2:21: error: MVS2 and MVS1 (MVS1.profile:1:21) have one XCF address, XCF1',
  ]);
});

test('where no profile names an adapter, the stacks with a part in a DVIPA count as attached', (t) => {
  const sysplex = sysplexOf({ MVS1: 'VIPADEF DVA1', MVS2: '', MVS3: 'VIPABACKUP DVA1' }, '');
  const { profiles, findings } = assumeAttachment(sysplex);

  t.deepEqual(
    profiles.map(({ profile }) => profile.attached),
    [true, false, true],
  );
  t.deepEqual(
    findings.map(({ file, severity, message }) => `${file}: ${severity}: ${message}`),
    [
      'MVS1.profile: warning: no profile names an INTERFACE, or a DEVICE with its LINK, to the ' +
        'network: the stacks that define or back up a DVIPA count as attached (MVS1, MVS3)',
    ],
  );
  t.deepEqual(findingsOf(profiles), []);
});

test('where one profile names an adapter, or none has a part in a DVIPA, nothing is assumed', (t) => {
  const attached = [...sysplexOf({ MVS1: 'VIPADEF DVA1' }), ...sysplexOf({ MVS2: '' }, '')];
  const idle = sysplexOf({ MVS1: '' }, '');

  t.deepEqual(assumeAttachment(attached), { profiles: attached, findings: [] });
  t.deepEqual(assumeAttachment(idle), { profiles: idle, findings: [] });
});
