/** What a profile says: the source's statements, the product's spelling, and what is not modelled. */
import test from 'ava';
import type { Profile } from '../../model/config.types.ts';
import { readProfile, type ReadProfile } from './read.ts';

const read = (text: string): ReadProfile => readProfile(text, 'MVS1.profile', 'MVS1');

/** A profile with one block of these statements, the first of them in line 3. */
const block = (...statements: readonly string[]): string =>
  ['IPCONFIG DYNAMICXCF XCF1', 'VIPADynamic', ...statements, 'ENDVIPADynamic'].join('\n');

/** The profile, which must be free of errors. */
function profileOf(text: string): Profile {
  const { profile, errors } = read(text);
  if (profile === null) throw new Error(errors.map(({ message }) => message).join('\n'));
  return profile;
}

/** Each warning as "line: message". */
const warningsOf = (text: string): readonly string[] =>
  read(text).warnings.map(({ line, message }) => `${line}: ${message}`);

const list = { ports: [60], method: 'ROUNDROBIN', weights: {} };

test("the source's statements for MVS1 are read as printed", (t) => {
  const text = block(
    'VIPADefine MOVEable IMMEDIATE DVA1',
    'VIPADISTribute DVA1 PORT 60 DESTIP XCF1, XCF2, XCF4',
    'VIPABackup 30 DVB1',
  );

  t.deepEqual(profileOf(text), {
    stack: 'MVS1',
    xcf: 'XCF1',
    attached: false,
    defines: [{ dvipa: 'DVA1', mask: null }],
    backups: [{ dvipa: 'DVB1', rank: 30, creates: false, mask: null }],
    distributes: [{ ...list, dvipa: 'DVA1', targets: ['XCF1', 'XCF2', 'XCF4'] }],
    ranges: [],
  } as Profile);
  t.deepEqual(read(text).warnings, []);
});

test("the source's statements for MVS5: two lists, one for a DVIPA that is only backed up", (t) => {
  const { defines, backups, distributes } = profileOf(
    block(
      'VIPADefine MOVEable IMMEDIATE DVB1',
      'VIPADISTribute DVB1 PORT 60 DESTIP ALL',
      'VIPADISTribute DVA1 PORT 60 DESTIP XCF2, XCF3, XCF4',
      'VIPABackup 10 DVA1',
    ),
  );

  t.deepEqual(defines, [{ dvipa: 'DVB1', mask: null }]);
  t.deepEqual(backups, [{ dvipa: 'DVA1', rank: 10, creates: false, mask: null }]);
  t.deepEqual(distributes, [
    { ...list, dvipa: 'DVB1', targets: 'ALL' },
    { ...list, dvipa: 'DVA1', targets: ['XCF2', 'XCF3', 'XCF4'] },
  ] as typeof distributes);
});

test('a whole profile of the product is read, with statements of other kinds around the block', (t) => {
  const text = `
; TCP/IP profile of one system
IPCONFIG SYSPLEXROUTING DATAGRAMFWD
         DYNAMICXCF 10.1.9.1 255.255.255.0 1
INTERFACE OSA1 DEFINE IPAQENET PORTNAME OSA1 IPADDR 192.0.2.7/24 ; the way out
AUTOLOG 5 FTPD JOBNAME FTPD1 ENDAUTOLOG
VIPADYNAMIC
  VIPADEFINE MOVEABLE IMMEDIATE 255.255.255.0 10.1.1.1 10.1.1.2
  VIPADIST DEFINE DISTM WEIGHTEDACTIVE OPTLOCAL 1 SYSPLEXPORTS TIMEDAFF 30
    10.1.1.1 PORT 20 21 8000-8002
    DESTIP 10.1.9.1 WEIGHT 10
           10.1.9.2 WEIGHT 30   10.1.9.3
  VIPADIST DISTM SERVERWLM 10.1.1.2 DESTIP ALL PROCTYPE CP 20 ZAAP 80 ZIIP 0
  VIPAROUTE DEFINE 10.1.9.2 10.1.8.2
  VIPASMPARMS SMMCAST 224.0.0.1 SMPORT 1500
ENDVIPADYNAMIC
PORT 20 TCP OMVS NOAUTOLOG
     21 TCP FTPD1
BEGINROUTES
  ROUTE DEFAULT 192.0.2.1 OSA1 MTU 1492
ENDROUTES
VIPADYNAMIC
  VIPABACKUP 100 MOVEABLE IMMEDIATE 255.255.255.0 10.1.2.1
  VIPARANGE DEFINE MOVEABLE DISRUPTIVE 255.255.255.0 10.1.3.0
ENDVIPADYNAMIC
`;

  t.deepEqual(profileOf(text), {
    stack: 'MVS1',
    xcf: '10.1.9.1',
    attached: true,
    defines: [
      { dvipa: '10.1.1.1', mask: '255.255.255.0' },
      { dvipa: '10.1.1.2', mask: '255.255.255.0' },
    ],
    backups: [{ dvipa: '10.1.2.1', rank: 100, creates: true, mask: '255.255.255.0' }],
    distributes: [
      {
        dvipa: '10.1.1.1',
        ports: [20, 21, 8000, 8001, 8002],
        targets: ['10.1.9.1', '10.1.9.2', '10.1.9.3'],
        method: 'WEIGHTED',
        weights: { '10.1.9.1': 10, '10.1.9.2': 30 },
      },
      { dvipa: '10.1.1.2', ports: 'ALL', targets: 'ALL', method: 'WLM', weights: {} },
    ],
    ranges: [{ mask: '255.255.255.0', address: '10.1.3.0', nondisruptive: false }],
  });
  t.deepEqual(warningsOf(text), [
    '9: OPTLOCAL is not modelled: left out',
    '9: SYSPLEXPorts is not modelled: left out',
    '9: TIMEDAFFinity is not modelled: left out',
    '13: PROCTYPE is not modelled: left out',
    '14: VIPAROUTE is not modelled: the statement is left out',
    '15: VIPASMparms is not modelled: the statement is left out',
  ]);
});

const abbreviated =
  'vipad vipadef move immed dva1 vipadist distm weighteda dva1 destip all endvipad';

for (const text of [abbreviated, abbreviated.toUpperCase(), abbreviated.replaceAll(' ', '\r\n')]) {
  test(`keywords may be abbreviated, in any case, over any lines (D7): ${JSON.stringify(text)}`, (t) => {
    const { defines, distributes } = profileOf(text);

    t.deepEqual(defines, [{ dvipa: 'DVA1', mask: null }]);
    t.is(distributes[0]?.method, 'WEIGHTED');
    t.is(distributes[0]?.targets, 'ALL');
  });
}

test('lists are separated by blanks, commas or both, and DESTIP spreads over lines', (t) => {
  const { defines, distributes } = profileOf(
    block(
      'VIPADEFine DVA1 ,DVA2, ; the first two',
      '  DVA3',
      'VIPADIST DVA1 PORT 60,61 , 70-72 DESTIP XCF1,XCF2 ,XCF3',
      '  XCF4 VIPABackup DVB1',
    ),
  );

  t.deepEqual(
    defines.map(({ dvipa }) => dvipa),
    ['DVA1', 'DVA2', 'DVA3'],
  );
  t.deepEqual(distributes[0]?.ports, [60, 61, 70, 71, 72]);
  t.deepEqual(distributes[0]?.targets, ['XCF1', 'XCF2', 'XCF3', 'XCF4']);
});

test('without a rank a backup has the lowest, 1', (t) => {
  t.is(profileOf(block('VIPABackup DVA1')).backups[0]?.rank, 1);
});

for (const [method, expected] of [
  ['', 'ROUNDROBIN'],
  ['DISTMethod ROUNDROBIN', 'ROUNDROBIN'],
  ['DISTM BASEWLM', 'WLM'],
  ['DISTM SERVERWLM', 'WLM'],
  ['DISTM WEIGHTEDActive', 'WEIGHTED'],
  ['DISTM HOTSTANDBY', 'ROUNDROBIN'],
] as const) {
  test(`"${method}" selects by ${expected}`, (t) => {
    const text = block(`VIPADEF DVA1 VIPADIST NOOPTLOCAL ${method} DVA1 DESTIP ALL`);

    t.is(profileOf(text).distributes[0]?.method, expected);
  });
}

test('statements for one DVIPA that differ in their ports only are one list', (t) => {
  const text = block(
    'VIPADEF DVA1 DVA2',
    'VIPADIST DVA1 PORT 60 DESTIP XCF1',
    'VIPADIST DVA2 PORT 60 DESTIP ALL VIPADIST DVA2 DESTIP ALL VIPADIST DVA2 PORT 9 DESTIP ALL',
    'VIPADIST DVA1 PORT 61 60 DESTIP XCF1',
  );

  t.deepEqual(
    profileOf(text).distributes.map(({ dvipa, ports }) => ({ dvipa, ports })),
    [
      { dvipa: 'DVA1', ports: [60, 61] },
      { dvipa: 'DVA2', ports: 'ALL' },
    ],
  );
  t.deepEqual(warningsOf(text), []);
});

test('the DELETE forms take back what an earlier statement of the profile said', (t) => {
  const text = block(
    'VIPADEF DVA1 DVA2 VIPABACKUP 9 DVB1',
    'VIPADIST DVA1 PORT 60 61 DESTIP XCF1 XCF2',
    'VIPADIST DISTM BASEWLM DVA1 PORT 60 61 DESTIP XCF1 XCF2',
    'VIPADIST DVA1 PORT 70 DESTIP XCF1',
    'VIPADIST DELE DVA1 PORT 61 60 DESTIP XCF2 XCF1',
    'VIPADIST DELETE DVA1 PORT 70 DESTIP ALL',
    'VIPARANGE DVA3 VIPARANGE DELETE DVA3',
    'VIPADELETE DVA2, DVB1 VIPADEF DVB1',
  );
  const { defines, backups, distributes, ranges } = profileOf(text);

  t.deepEqual(warningsOf(text), []);
  t.deepEqual([...defines.map(({ dvipa }) => dvipa)], ['DVA1', 'DVB1']);
  t.deepEqual([...backups, ...distributes, ...ranges], []);
});

test('hosts are all of class A to C, and a weight may be as large as a port', (t) => {
  const { defines, distributes } = profileOf(
    block(
      'VIPADEF 255.0.0.0 1.0.0.1 VIPADEF 255.0.0.0 223.0.0.1 VIPADEF DVA1',
      'VIPADIST DISTM WEIGHTEDA DVA1 DESTIP XCF1 WEIGHT 65535',
    ),
  );

  t.deepEqual(
    defines.map(({ dvipa }) => dvipa),
    ['1.0.0.1', '223.0.0.1', 'DVA1'],
  );
  t.deepEqual(distributes[0]?.weights, { XCF1: 65_535 });
});

test('a symbolic address may have a mask, and a backup that creates may do without', (t) => {
  const { defines, backups, ranges } = profileOf(
    block(
      'VIPADEFine 255.255.255.0 DVA1',
      'VIPABackup 7 MOVEable IMMEDiate DVB1',
      'VIPARange MOVEable NONDISRUPTive 255.255.255.252 DVC1',
    ),
  );

  t.deepEqual(defines, [{ dvipa: 'DVA1', mask: '255.255.255.0' }]);
  t.deepEqual(backups, [{ dvipa: 'DVB1', rank: 7, creates: true, mask: null }]);
  t.deepEqual(ranges, [{ address: 'DVC1', mask: '255.255.255.252', nondisruptive: true }]);
});

for (const [statement, attached] of [
  ['INTERFACE OSA1 DEFINE IPAQENET PORTNAME OSA1', true],
  ['DEVICE ESCON1 CTC 500\nLINK NET1 CTC 0 ESCON1', true],
  ['INTERFACE VIPA6 DEFINE VIRTUAL6 IPADDR 2001:db8::1', false],
  ['DEVICE VDEV VIRTUAL 0\nLINK VLINK VIRTUAL 0 VDEV', false],
  ['DEVICE IUTSAMEH MPCPTP\nLINK SAME MPCPTP IUTSAMEH', false],
  ['DEVICE XCFDEV MPCPTP', false],
  ['DELETE LINK NET1', false],
  ['', false],
] as const) {
  test(`"${statement}" ${attached ? 'leads' : 'does not lead'} out of the sysplex`, (t) => {
    t.is(profileOf(`${statement}\n${block()}`).attached, attached);
  });
}

for (const [stack, xcf] of [
  ['MVS3', 'XCF3'],
  ['SYSA', 'SYSA'],
] as const) {
  test(`without DYNAMICXCF the XCF address of ${stack} is assumed to be ${xcf}`, (t) => {
    const { profile, warnings } = readProfile('IPCONFIG NODYNAMICXCF', 'a.profile', stack);

    t.is(profile?.xcf, xcf);
    t.deepEqual(
      warnings.map(({ message }) => message),
      [`no IPCONFIG DYNAMICXCF gives this stack an XCF address: ${xcf} is assumed`],
    );
  });
}

test('of two XCF addresses the later one stands, and the one of IP version 6 does not count', (t) => {
  const text = `IPCONFIG DYNAMICXCF XCF1\nIPCONFIG6 DYNAMICXCF 2001:db8::1\nIPCONFIG DYNAMICXCF XCF2`;

  t.is(profileOf(text).xcf, 'XCF2');
  t.deepEqual(warningsOf(text), [
    '2: the XCF address of IP version 6 is not modelled: left out',
    '3: DYNAMICXCF was given at line 1 already: this one stands',
  ]);
});

test('names that look like short abbreviations are no statements outside a block', (t) => {
  const text = `HOME 10.1.1.1 VIPAB\n 10.1.1.2 VIPARTY\n${block()}\nSTART VIPAD`;

  t.deepEqual(read(text).errors, []);
});

test('places run parallel to the lists of the profile', (t) => {
  const { places } = read(
    block('VIPADEF DVA1 DVA2 VIPABACKUP 5 DVB1', 'VIPADIST DVB1 DESTIP XCF1'),
  );

  t.like(places, {
    xcf: { line: 1, column: 21 },
    defines: [
      { line: 3, column: 9 },
      { line: 3, column: 14 },
    ],
    backups: [{ line: 3, column: 32 }],
    distributes: [{ line: 4, column: 10 }],
    targets: [[{ line: 4, column: 22 }]],
  });
  const all = read(block('VIPADEF DVA1 VIPADIST DVA1 DESTIP ALL'));
  t.deepEqual(all.places.targets, [[]], 'ALL names nobody');
});
