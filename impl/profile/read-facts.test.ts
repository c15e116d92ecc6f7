/** What reading tells beside the profile: spellings (D7), places, assumed names, and mistakes told apart. */
import test from 'ava';
import { readProfile, type ReadProfile } from './read.ts';

const read = (text: string, stack = 'MVS1'): ReadProfile =>
  readProfile(text, 'MVS1.profile', stack);
const block = (...statements: readonly string[]): string =>
  ['IPCONFIG DYNAMICXCF XCF1', 'VIPADynamic', ...statements, 'ENDVIPADynamic'].join('\n');
const messages = (findings: ReadProfile['errors']) => findings.map(({ message }) => message);

test('keywords count as spelt freely when they are abbreviated or in another case (D7)', (t) => {
  t.is(read(block()).spelt, 0);
  t.is(read(block('VIPADEFine DVA1 VIPADEFINE dva2')).spelt, 0, 'as the diagrams write them');
  t.is(read(block('VIPADEF DVA1 vipadefine DVA2 VIPADEFine vipadva3')).spelt, 2);
});

test('a range stands where its address stands', (t) => {
  const { places } = read(block('VIPARANGE DVA1', '  VIPARANGE DVA2'));

  t.deepEqual(
    places.ranges.map(({ line, column }) => `${line}:${column}`),
    ['3:11', '4:13'],
  );
});

test('an error is no warning, and a warning no error', (t) => {
  const { errors, warnings } = read(block('VIPADEFine TIER1 DVA1', 'VIPABackup 300 DVB1'));

  t.deepEqual(messages(errors), ['a rank is a number from 1 to 254']);
  t.deepEqual(messages(warnings), ['TIER1 is not modelled: left out']);
});

test('what a statement that is not modelled names is not defined by it', (t) => {
  const { errors } = read(block('VIPAROUTE DVA9 10.1.1.1', 'VIPADIST DVA9 DESTIP ALL'));

  t.deepEqual(messages(errors), ['DVA9 is neither defined nor backed up by this profile']);
});

test('a mistake in the last word of a statement is not told again as its end', (t) => {
  const { errors } = read(block('VIPADEF DVA1 VIPADIST DVA1 PORT 6x'));

  t.deepEqual(messages(errors), ['6x does not fit into VIPADISTribute here']);
});

for (const [stack, xcf] of [
  ['MVS12', 'XCF12'],
  ['MVS3A', 'MVS3A'],
  ['XMVS3', 'XMVS3'],
] as const) {
  test(`the XCF address that is assumed for ${stack} is ${xcf}`, (t) => {
    t.is(read('', stack).profile?.xcf, xcf);
  });
}

test('outside a block a long word is a statement anywhere, a short one only at the start', (t) => {
  const errorsOf = (line: string) => messages(read(`${line}\n${block()}`).errors);
  const outside = 'VIPABackup stands outside a VIPADynamic block';

  t.deepEqual(errorsOf('HOME VIPABA DVA1'), [outside, 'VIPADynamic stands inside a block']);
  t.deepEqual(errorsOf('HOME VIPAB DVA1'), []);
  t.deepEqual(errorsOf('VIPAFANTASTIC DVA1'), [], 'other statements are passed over');
});

test('a second block begins anew, whatever the first one was about', (t) => {
  const { errors } = read(block('VIPADEF DVA1', 'VIPADynamic', 'DVA2'));

  t.deepEqual(messages(errors), [
    'VIPADynamic stands inside a block',
    'DVA2 does not fit into VIPADynamic here',
  ]);
});

test('DYNAMICXCF is of IP version 4 unless IPCONFIG6 stands before it', (t) => {
  t.is(read('DYNAMICXCF XCF7').profile?.xcf, 'XCF7');
});
