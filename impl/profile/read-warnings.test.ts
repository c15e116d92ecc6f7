/** What is read and not modelled, or has no effect, is named with its line, never dropped (D9). */
import test from 'ava';
import { readProfile, type ReadProfile } from './read.ts';

/** A profile whose block has this statement in line 3. */
const readStatement = (statement: string): ReadProfile =>
  readProfile(
    `IPCONFIG DYNAMICXCF XCF1\nVIPADynamic\n${statement}\nENDVIPADynamic`,
    'MVS1.profile',
    'MVS1',
  );

for (const [statement, ...warnings] of [
  ['VIPADEFine MOVEable WHENIDLE DVA1', 'WHENIDLE is not modelled: read as IMMEDiate'],
  ['VIPADEFine TIER1 DVA1', 'TIER1 is not modelled: left out'],
  [
    'VIPADEFine CPCSCOPE SERVICEMGR DVA1',
    'CPCSCOPE is not modelled: left out',
    'SERVICEMGR is not modelled: left out',
  ],
  [
    'VIPABackup DVA1 VIPADIST DISTM HOTSTANDBY DVA1 DESTIP XCF1 PREFERRED XCF2 BACKUP 50',
    'HOTSTANDBY is not modelled: read as ROUNDROBIN',
    'PREFERRED is not modelled: left out',
    'BACKUP is not modelled: left out',
  ],
  ['VIPARange DVA1 SAF MYRES', 'SAF is not modelled: left out'],
  [
    'VIPADEF DVA1 VIPADIST PROCTYPE CP 20 ZIIP 10 DVA1 DESTIP ALL',
    'PROCTYPE is not modelled: left out',
  ],
  ['VIPADEF DVA1 VIPADIST PROCTYPE DVA1 DESTIP ALL', 'PROCTYPE is not modelled: left out'],
  ['VIPADEF OSA6 2001:db8::1', 'IP version 6 is not modelled: the statement is left out'],
  ['VIPABackup 2001:db8::1', 'IP version 6 is not modelled: the statement is left out'],
  ['VIPARange 2001:db8::1/64', 'IP version 6 is not modelled: the statement is left out'],
  ['VIPADELete 2001:db8::1', 'IP version 6 is not modelled: the statement is left out'],
  [
    'VIPADEF OSA6 2001:db8::1 VIPADIST OSA6 DESTIP ALL',
    'IP version 6 is not modelled: the statement is left out',
    'IP version 6 is not modelled: the statement is left out',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1 DESTIP XCF1 WEIGHT 5',
    'WEIGHT without DISTMethod WEIGHTEDActive has no effect: left out',
  ],
  [
    'VIPADEF DVA1 VIPADIST DISTM WEIGHTEDA DVA1 DESTIP ALL WEIGHT 5',
    'one WEIGHT for all targets has no effect: left out',
  ],
  ['VIPADEF DVA1 VIPADIST DVA1 DESTIP XCF1 xcf1', 'XCF1 is named twice: once is enough'],
  ['VIPARange DVA1 VIPARange DVA1', 'the range is named twice: one is enough'],
  [
    'VIPADEF DVA1 VIPADIST DVA1 PORT 60 DESTIP ALL VIPADIST DVA1 PORT 61 DESTIP XCF1',
    'DVA1 has a list of targets already (MVS1.profile:3:23): ' +
      'a second list for other ports is not modelled, the first one counts',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1 DESTIP XCF1 VIPADIST DISTM BASEWLM DVA1 DESTIP XCF1',
    'DVA1 has a list of targets already (MVS1.profile:3:23): ' +
      'a second list for other ports is not modelled, the first one counts',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1 DESTIP XCF1 VIPADIST DELE DVA1 DESTIP XCF2',
    'no earlier VIPADISTribute of DVA1 says the same: nothing to delete',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1 PORT 1 11 DESTIP XCF1 VIPADIST DELE DVA1 PORT 111 DESTIP XCF1',
    'no earlier VIPADISTribute of DVA1 says the same: nothing to delete',
  ],
  ['VIPADELete DVA1', 'no earlier statement of this profile defines DVA1: nothing to delete'],
  [
    'VIPARange DELETE DVA1',
    'no earlier statement of this profile is this range of DVA1: left as is',
  ],
  [
    'VIPADEF DVA1 VIPADIST DVA1 PORT 60 DESTIP ALL VIPADIST DELE DVA1 PORT 61 DESTIP ALL',
    'no earlier VIPADISTribute of DVA1 says the same: nothing to delete',
  ],
] as const) {
  test(`what is not modelled or has no effect is named with its line: ${statement}`, (t) => {
    const read = readStatement(statement);

    t.deepEqual(
      read.warnings.map(({ line, message }) => `${line}: ${message}`),
      warnings.map((message) => `3: ${message}`),
    );
    t.not(read.profile, null);
  });
}
