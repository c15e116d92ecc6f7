/** Each word for what it is: options of the product, adapters and internal links, values on the edge of another kind. */
import test from 'ava';
import type { TokenType } from 'chevrotain';
import { renderFinding } from './finding.ts';
import { readProfile, type ReadProfile } from './read.ts';
import { Junk, Name, NumberRange, UnknownStatement } from './tokens.ts';
import { meaningOf } from './words.ts';

const inBlock = (statement: string): ReadProfile =>
  readProfile(`IPCONFIG DYNAMICXCF XCF1\nVIPADynamic\n${statement}\nENDVIPADynamic`, 'M', 'M');

/** Options that stand before the address of a VIPADISTribute, each with what follows it. */
const options = [
  ...['TIER1', 'TIER2', 'CPCSCOPE', 'SYSPLEXPorts', 'GRE', 'ENCAP', 'TARGCONTROLLED'],
  ...['AUTOSWITCHBACK', 'NOAUTOSWITCHBACK', 'HEALTHSWITCH', 'NOHEALTHSWITCH'],
  ...['OPTLOCAL 4', 'TIMEDAFFinity 60', 'ILWEIGHTING 3', 'PROCTYPE CP 20', 'PROCXCOST ZIIP 2'],
];
for (const option of options) {
  test(`VIPADISTribute ${option} is read, and named as not modelled`, (t) => {
    const { profile, warnings } = inBlock(`VIPADEF DVA1 VIPADIST ${option} DVA1 DESTIP ALL`);

    t.is(profile?.distributes.length, 1);
    const [keyword] = option.split(' ');
    t.true(warnings.some(({ message }) => message.startsWith(`${keyword} `)));
  });
}

for (const option of ['TIER1', 'TIER2', 'CPCSCOPE', 'SERVICEMGR']) {
  test(`VIPADEFine ${option} is read, and named as not modelled`, (t) => {
    const { profile, warnings } = inBlock(`VIPADEFine ${option} DVA1`);

    t.deepEqual(
      profile?.defines.map(({ dvipa }) => dvipa),
      ['DVA1'],
    );
    t.deepEqual(
      warnings.map(({ message }) => message),
      [`${option} is not modelled: left out`],
    );
  });
}

const isAttached = (adapter: string): boolean | undefined =>
  readProfile(`${adapter}\nVIPADynamic VIPADEF DVA1\nENDVIPADynamic`, 'M', 'M').profile?.attached;

for (const adapter of [
  'INTERFACE OSA1 DEFINE IPAQENET',
  'DEVICE OSA1 MPCIPA',
  'LINK L1 IPAQENET',
]) {
  test(`${adapter} attaches its stack to the network`, (t) => {
    t.true(isAttached(adapter));
  });
}

for (const kind of [
  ...['VIRTUAL', 'VIRTUAL6', 'LOOPBACK', 'LOOPBACK6', 'MPCPTP', 'MPCPTP6', 'IUTSAMEH'],
  ...['XCF', 'EZAXCF01', 'EZ6XCF01', 'XCFLINK'],
]) {
  test(`a LINK of ${kind} leads nowhere outside`, (t) => {
    t.false(isAttached(`LINK L1 ${kind}`));
  });
}

for (const kind of [
  'MYVIRTUAL',
  'VIRTUALS',
  'LOOPBACKS',
  'EZBXCF1',
  'EZXCF1',
  'MPCPTPX',
  'IUTSAMEHOST',
]) {
  test(`a LINK of ${kind} is an adapter of its own`, (t) => {
    t.true(isAttached(`LINK L1 ${kind}`));
  });
}

for (const [word, statement] of [
  ['60-61x', 'VIPADEF DVA1 VIPADIST DVA1 PORT 60-61x DESTIP ALL'],
  ['x60-61!', 'VIPADEF DVA1 VIPADIST DVA1 PORT x60-61! DESTIP ALL'],
  ['DVA1!', 'VIPADEF DVA1!'],
  ['g2001:db8::1', 'VIPADEF g2001:db8::1'],
  ['2001:db8::1g', 'VIPADEF 2001:db8::1g'],
] as const) {
  test(`${word} is no value of any kind, and is shown at its place`, (t) => {
    const { profile, errors } = inBlock(statement);

    t.is(profile, null);
    t.true(errors.some((error) => error.line === 3 && renderFinding(error).includes(word)));
    t.true(errors.some(({ column }) => column === statement.indexOf(word) + 1));
  });
}

test('words that merely contain the beginning of a statement are no statements', (t) => {
  const text = 'VIPADynamic\nVIPADEF DVA1\n  MYVIPA1\nENDVIPADynamic';
  const { profile } = readProfile(text, 'M', 'M');

  t.deepEqual(
    profile?.defines.map(({ dvipa }) => dvipa),
    ['DVA1', 'MYVIPA1'],
  );
});

test('VIPADEFine DEFINE is VIPADEFine', (t) => {
  const { profile, errors } = inBlock('VIPADEFine DEFINE DVA1');

  t.deepEqual(errors, []);
  t.deepEqual(
    profile?.defines.map(({ dvipa }) => dvipa),
    ['DVA1'],
  );
});

const kinds: readonly (readonly [word: string, isFirst: boolean, kind: TokenType])[] = [
  ['VIPAX', true, UnknownStatement],
  ['ENDVIPAX', true, UnknownStatement],
  ['VIPAX', false, Name],
  ['MYVIPA', true, Name],
  ['VIPA1', true, Name],
  ['60-70', false, NumberRange],
  ['A60-70', false, Name],
  ['60-70X', false, Junk],
];
for (const [word, isFirst, kind] of kinds) {
  test(`${word}${isFirst ? ', first in its line,' : ''} is taken for a ${kind.name}`, (t) => {
    t.deepEqual(meaningOf(word, isFirst), { kind, misspelt: false });
  });
}

for (const word of ['DISTMETHD', 'VIPABACKP']) {
  test(`${word} is misspelt, and no more so with a digit on either side`, (t) => {
    t.true(meaningOf(word, false).misspelt);
    t.false(meaningOf(`9${word}`, false).misspelt);
    t.false(meaningOf(`${word}9`, false).misspelt);
  });
}

const messagesOf = (statement: string): readonly string[] =>
  inBlock(statement).errors.map(({ message }) => message);

test('two mistakes of one statement are both told', (t) => {
  t.deepEqual(messagesOf('VIPADISTribute IMMEDIATE DVA1'), [
    'IMMEDIATE does not fit into VIPADISTribute here',
    'VIPADISTribute is not complete',
  ]);
});

test('what is missing right behind a mistake is that mistake again', (t) => {
  t.deepEqual(messagesOf('VIPADISTribute DISTMethod 255.255.255.0'), [
    '255.255.255.0 does not fit into VIPADISTribute here',
  ]);
});
