/** What is wrong with a profile: every mistake is named with its place, and nothing is half applied. */
import test from 'ava';
import { readProfile, type ReadProfile } from './read.ts';

const read = (text: string): ReadProfile => readProfile(text, 'MVS1.profile', 'MVS1');

const block = (...statements: readonly string[]): string =>
  ['IPCONFIG DYNAMICXCF XCF1', 'VIPADynamic', ...statements, 'ENDVIPADynamic'].join('\n');

/** Each error as a user sees it, without the line and its caret. */
function errorsOf(text: string): readonly string[] {
  return read(text).errors.map((error) => {
    const { line, column, message, expected, found, suggestion } = error;
    const hints = [expected, found, suggestion].filter((hint) => hint !== null);
    return `${line}:${column}: ${message} (${hints.join('; ')})`;
  });
}

test('five different mistakes in one file are all reported, with their places', (t) => {
  const text = block(
    'VIPADEFIEN MOVEable IMMEDIATE DVA1',
    'VIPADEFine 255.255.255.0 10.1.1.1 10.1.2.1',
    'VIPADISTribute DVA1 PORT 70000 DESTIP XCF1',
    'VIPADISTribute DVA1 PROT 60 DESTIP XCF1',
    'VIPABackup 300 DVB1',
  );

  t.deepEqual(errorsOf(text), [
    '3:1: VIPADEFIEN is no keyword of the VIPADynamic block ' +
      '(a keyword or an address; VIPADEFIEN; VIPADEFine)',
    '4:35: 10.1.2.1 and 10.1.1.1 lie in different subnets by mask 255.255.255.0 ' +
      '(an address in the subnet of 10.1.1.1; 10.1.2.1)',
    '5:26: that is no port ' +
      '(a port from 1 to 65535, or a range from the lower to the higher; 70000)',
    '6:21: PROT does not fit into VIPADISTribute here (PORT or DESTIP; PROT; PORT)',
    '7:12: a rank is a number from 1 to 254 (a rank from 1 to 254; 300)',
  ]);
  t.is(read(text).profile, null);
});

const statements: readonly (readonly [statement: string, ...errors: string[]])[] = [
  ['VIPADEFine', '3:11: VIPADEFine is not complete (an address; the end of the statement)'],
  [
    'VIPADEFine MOVEable DVA1',
    '3:21: DVA1 does not fit into VIPADEFine here (IMMEDiate or WHENIDLE; DVA1)',
  ],
  [
    'VIPADEFine MOVABLE IMMEDIATE DVA1',
    '3:12: MOVABLE is no keyword of the VIPADynamic block (a keyword or an address; MOVABLE; MOVEable)',
  ],
  [
    'VIPADEFine 10.1.1.1',
    '3:12: a netmask must stand before dotted addresses (a netmask such as 255.255.255.0; 10.1.1.1)',
  ],
  [
    'VIPADEFine DVA1 10.1.1.1',
    '3:17: a netmask must stand before dotted addresses (a netmask such as 255.255.255.0; 10.1.1.1)',
  ],
  [
    'VIPADEFine DVA1 255.255.255.0',
    '3:17: a netmask must stand before dotted addresses (a netmask such as 255.255.255.0; 255.255.255.0)',
    '3:17: 255.255.255.0 is no address of a host (an address from 1.0.0.0 on; 255.255.255.0)',
  ],
  [
    'VIPADEFine 255.0.255.0 10.1.1.1',
    '3:12: 255.0.255.0 is no netmask: its bits are not ones followed by zeros (a netmask such as 255.255.255.0; 255.0.255.0)',
  ],
  [
    'VIPADEFine 0.0.0.0 10.1.1.1',
    '3:12: 0.0.0.0 is no netmask: its bits are not ones followed by zeros (a netmask such as 255.255.255.0; 0.0.0.0)',
  ],
  [
    'VIPADEFine 255.255.255.0',
    '3:25: no address follows the netmask (an address; the end of the statement)',
  ],
  [
    'VIPADEFine 255.255.255.0 10.1.1.256',
    '3:26: 10.1.1.256 is no address of a host (an address from 1.0.0.0 on; 10.1.1.256)',
  ],
  [
    'VIPADEFine 255.255.255.0 10.01.1.1',
    '3:26: 10.01.1.1 is no address of a host (an address from 1.0.0.0 on; 10.01.1.1)',
  ],
  [
    'VIPADEFine 255.255.255.0 127.0.0.1',
    '3:26: 127.0.0.1 is no address of a host (an address from 1.0.0.0 on; 127.0.0.1)',
  ],
  [
    'VIPADEFine 255.255.255.0 0.1.1.1',
    '3:26: 0.1.1.1 is no address of a host (an address from 1.0.0.0 on; 0.1.1.1)',
  ],
  [
    'VIPADEFine 255.255.255.0 224.0.0.5',
    '3:26: 224.0.0.5 is no address of a host (an address from 1.0.0.0 on; 224.0.0.5)',
  ],
  [
    'VIPADEFine DVA1 DVA2, DVA1',
    '3:23: DVA1 is defined or backed up by this profile already, at line 3 (each DVIPA once, or VIPADELete between; DVA1)',
  ],
  [
    'VIPADEFine DVA1\nVIPADEFine DVA1\nVIPADEFine DVA1',
    '4:12: DVA1 is defined or backed up by this profile already, at line 3 (each DVIPA once, or VIPADELete between; DVA1)',
    '5:12: DVA1 is defined or backed up by this profile already, at line 3 (each DVIPA once, or VIPADELete between; DVA1)',
  ],
  [
    'VIPADEFine DVA1\nVIPABackup DVA1',
    '4:12: DVA1 is defined or backed up by this profile already, at line 3 (each DVIPA once, or VIPADELete between; DVA1)',
  ],
  ['VIPABackup 9 DVA1,', '3:19: VIPABackup is not complete (an address; the end of the statement)'],
  ['VIPABackup 0 DVA1', '3:12: a rank is a number from 1 to 254 (a rank from 1 to 254; 0)'],
  [
    'VIPABackup 5 255.255.255.0 10.1.1.1',
    '3:14: 255.255.255.0 is no address of a host (an address from 1.0.0.0 on; 255.255.255.0)',
  ],
  [
    'VIPABackup DVA1 60',
    '3:17: 60 does not fit into VIPABackup here (the next statement or ENDVIPADynamic; 60)',
  ],
  [
    'VIPADISTribute DVA9 DESTIP ALL VIPADEF DVA1',
    '3:16: DVA9 is neither defined nor backed up by this profile (a DVIPA of a VIPADEFine or VIPABackup of this profile; DVA9; DVA1)',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1 PORT 60',
    '3:35: VIPADISTribute is not complete (another port or DESTIP; the end of the statement)',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1',
    '3:27: VIPADISTribute is not complete (PORT or DESTIP; the end of the statement)',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1 DESTIP',
    '3:34: VIPADISTribute is not complete (ALL or an address; the end of the statement)',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1 DESTIP ALL XCF1',
    '3:35: ALL stands alone after DESTIP (ALL or addresses; ALL)',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1 PORT 9-8 DESTIP ALL',
    '3:33: that is no port (a port from 1 to 65535, or a range from the lower to the higher; 9-8)',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1 PORT 0 DESTIP ALL',
    '3:33: that is no port (a port from 1 to 65535, or a range from the lower to the higher; 0)',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1 PORT 6x DESTIP ALL',
    '3:33: 6x does not fit into VIPADISTribute here (a port or a range of ports; 6x)',
  ],
  [
    'VIPADEF DVA1 VIPADIST DISTM FAIR DVA1 DESTIP ALL',
    '3:29: FAIR does not fit into VIPADISTribute here (BASEWLM, ROUNDROBIN, SERVERWLM, WEIGHTEDActive or HOTSTANDBY; FAIR)',
  ],
  [
    'VIPADEF DVA1 VIPADIST DISTM BASEWLM DISTM ROUNDROBIN DVA1 DESTIP ALL',
    '3:43: ROUNDROBIN contradicts or repeats BASEWLM (one of them; ROUNDROBIN)',
  ],
  [
    'VIPADEF DVA1 VIPADIST DISTM WEIGHTEDA DVA1 DESTIP XCF1 WEIGHT 0',
    '3:63: a weight is a number from 1 to 65535 (a weight from 1 to 65535; 0)',
  ],
  [
    'VIPADEF DVA1 VIPADIST DISTM WEIGHTEDA DVA1 DESTIP XCF1 WEIGHT 65536',
    '3:63: a weight is a number from 1 to 65535 (a weight from 1 to 65535; 65536)',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1 DESTIP XCF1 WEIGHT XCF2',
    '3:47: XCF2 does not fit into VIPADISTribute here (a number; XCF2)',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1 PORT 60 DESTPI ALL',
    '3:36: DESTPI is no keyword of the VIPADynamic block (a keyword or an address; DESTPI; DESTIP)',
  ],
  ['VIPARange DVA1 DVA2', '3:16: a range is one address (a netmask before the address; DVA2)'],
  [
    'VIPARange 10.1.1.0',
    '3:11: a netmask must stand before dotted addresses (a netmask such as 255.255.255.0; 10.1.1.0)',
  ],
  [
    'VIPARange 255.255.255.0',
    '3:24: no address follows the netmask (an address; the end of the statement)',
  ],
  [
    'VIPARange MOVEable IMMEDIATE DVA1',
    '3:20: IMMEDIATE does not fit into VIPARange here (NONDISRUPTive or DISRUPTive; IMMEDIATE)',
  ],
  ['VIPARange DVA1 SAF 9', '3:20: 9 does not fit into VIPARange here (a name; 9)'],
  [
    'VIPARange 255.255.255.0 10.1.1.0 10.1.2.0',
    '3:34: 10.1.2.0 does not fit into VIPARange here (the next statement or ENDVIPADynamic; 10.1.2.0)',
  ],
  [
    'PORT 60 TCP APPA',
    '3:1: PORT does not fit into VIPADynamic here (the next statement or ENDVIPADynamic; PORT)',
  ],
  [
    'VIPAFANTASTIC DVA1\nVIPADIST DVA1 DESTIP ALL',
    '3:1: VIPAFANTASTIC is no statement of the VIPADynamic block (VIPADEFine, VIPABackup, VIPADISTribute, VIPARange, VIPADELete or ENDVIPADynamic; VIPAFANTASTIC)',
  ],
  [
    'VIPA DVA1',
    '3:1: VIPA is no statement of the VIPADynamic block (VIPADEFine, VIPABackup, VIPADISTribute, VIPARange, VIPADELete or ENDVIPADynamic; VIPA)',
  ],
  [
    'VIPADEFine MOV IMMED DVA1',
    '3:12: MOV is no keyword of the VIPADynamic block (a keyword or an address; MOV; MOVEable)',
  ],
  [
    'VIPADFE DVA1',
    '3:1: VIPADFE is no keyword of the VIPADynamic block (a keyword or an address; VIPADFE; VIPADEFine)',
  ],
  [
    'VIPADEFine DVA1\nENDVIPADYN\nVIPADIST DVA1 DESTIP ALL',
    '5:1: VIPADISTribute stands outside a VIPADynamic block (VIPADynamic before the first such statement; VIPADIST)',
  ],
];

for (const [statement, ...errors] of statements) {
  test(`a mistake is named with its place and what was expected: ${statement}`, (t) => {
    t.deepEqual(errorsOf(block(statement)), errors);
    t.is(read(block(statement)).profile, null);
  });
}

for (const [text, ...errors] of [
  [
    'VIPADynamic VIPADEF DVA1',
    '1:25: the block of line 1 is not closed (a statement or ENDVIPADynamic; the end of the file)',
  ],
  [
    'VIPADynamic\nVIPADynamic\nENDVIPADynamic',
    '2:1: VIPADynamic stands inside a block (ENDVIPADynamic before the next block; VIPADynamic)',
  ],
  [
    'ENDVIPADynamic',
    '1:1: ENDVIPADynamic ends a block that was not begun (VIPADynamic before it; ENDVIPADynamic)',
  ],
  [
    'VIPADEFine DVA1',
    '1:1: VIPADEFine stands outside a VIPADynamic block (VIPADynamic before the first such statement; VIPADEFine)',
  ],
  [
    'VIPADYNAMCI VIPADEF DVA1 ENDVIPADYNMIC',
    '1:1: VIPADYNAMCI is no keyword of the VIPADynamic block (a keyword or an address; VIPADYNAMCI; VIPADynamic)',
    '1:26: ENDVIPADYNMIC is no keyword of the VIPADynamic block (a keyword or an address; ENDVIPADYNMIC; ENDVIPADynamic)',
  ],
  [
    'IPCONFIG DYNAMICXFC XCF1',
    '1:10: DYNAMICXFC is no option of IPCONFIG (an option of IPCONFIG; DYNAMICXFC; DYNAMICXCF)',
  ],
  [
    'IPCONFIG DYNAMICXCF',
    '1:20: DYNAMICXCF is not complete (an address; the end of the statement)',
  ],
  [
    'IPCONFIG DYNAMICXCF , XCF1',
    '1:20: DYNAMICXCF is not complete (an address; the end of the statement)',
  ],
  [
    'IPCONFIG DYNAMICXCF 10.1.1',
    '1:21: 10.1.1 is no address of a host (an address from 1.0.0.0 on; 10.1.1)',
  ],
  [
    'IPCONFIG DYNAMICXCF 2001:db8::1',
    '1:21: DYNAMICXCF takes an address of IP version 4 (an address; 2001:db8::1)',
  ],
] as const) {
  test(`the frame of a profile is checked too: ${text}`, (t) => {
    t.deepEqual(errorsOf(text), errors);
  });
}
