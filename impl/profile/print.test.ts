/** What is printed reads as the same profile again, and what changed is told in statements (D8). */
import test from 'ava';
import fc from 'fast-check';
import type { DistributeEntry, Profile } from '../../model/config.types.ts';
import type { Address } from '../../model/vocabulary.types.ts';
import { diffProfiles } from './diff.ts';
import { printProfile } from './print.ts';
import { readProfile } from './read.ts';

/** No word of the language ends in two digits. */
const symbolic = fc.stringMatching(/^[A-Z@#$][A-Z@#$_]{0,4}[0-9]{2}$/);
const unicast = fc
  .tuple(fc.integer({ min: 1, max: 126 }), fc.nat(255), fc.nat(255), fc.nat(255))
  .map((parts) => parts.join('.'));
const address = fc.oneof(symbolic, unicast);
const mask = fc
  .integer({ min: 1, max: 32 })
  .map((bits) => [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - clamped(bits - from))).join('.'));
const port = fc.integer({ min: 1, max: 65_535 });

function clamped(bits: number): number {
  return Math.min(8, Math.max(0, bits));
}

/** A dotted address always has a mask, a symbolic one may have one. */
function maskFor(one: Address): fc.Arbitrary<Address | null> {
  return /^\d/.test(one) ? mask : fc.option(mask);
}

const ports = fc.oneof(
  fc.constant('ALL' as const),
  fc.uniqueArray(port, { minLength: 1, maxLength: 5 }),
  fc
    .tuple(port, fc.integer({ min: 0, max: 9 }))
    .map(([from, more]) =>
      Array.from({ length: more + 1 }, (_, at) => from + at).filter((one) => one <= 65_535),
    ),
);

function distribution(dvipa: Address): fc.Arbitrary<DistributeEntry> {
  return fc
    .record({
      ports,
      targets: fc.uniqueArray(fc.tuple(address, fc.option(fc.integer({ min: 1, max: 99 }))), {
        minLength: 1,
        maxLength: 5,
        selector: ([target]) => target,
      }),
      all: fc.boolean(),
      method: fc.constantFrom('ROUNDROBIN', 'WEIGHTED', 'WLM'),
    })
    .map(({ targets, all, method, ...rest }) => ({
      ...rest,
      dvipa,
      method,
      targets: all ? ('ALL' as const) : targets.map(([target]) => target),
      weights: Object.fromEntries(
        targets.flatMap(([target, weight]) =>
          weight === null || all || method !== 'WEIGHTED' ? [] : [[target, weight]],
        ),
      ),
    }));
}

function profileOver(dvipas: readonly Address[], primaries: number): fc.Arbitrary<Profile> {
  const own = dvipas.slice(0, primaries);
  const others = dvipas.slice(primaries);
  return fc.record({
    stack: fc.constantFrom('MVS1', 'SYSA'),
    xcf: address,
    attached: fc.boolean(),
    defines: fc.tuple(
      ...own.map((dvipa) => fc.record({ dvipa: fc.constant(dvipa), mask: maskFor(dvipa) })),
    ),
    backups: fc.tuple(
      ...others.map((dvipa) =>
        fc.boolean().chain((creates) =>
          fc.record({
            dvipa: fc.constant(dvipa),
            rank: fc.integer({ min: 1, max: 254 }),
            creates: fc.constant(creates),
            mask: creates ? maskFor(dvipa) : fc.constant(null),
          }),
        ),
      ),
    ),
    distributes: fc
      .subarray([...dvipas])
      .chain((distributed) => fc.tuple(...distributed.map(distribution))),
    ranges: fc.uniqueArray(address, { maxLength: 3 }).chain((addresses) =>
      fc.tuple(
        ...addresses.map((one) =>
          fc.record({
            address: fc.constant(one),
            mask: maskFor(one),
            nondisruptive: fc.boolean(),
          }),
        ),
      ),
    ),
  });
}

const profile = fc
  .tuple(fc.uniqueArray(address, { maxLength: 6 }), fc.nat(6))
  .chain(([dvipas, primaries]) => profileOver(dvipas, primaries));

const again = (text: string, stack: string): Profile | null =>
  readProfile(text, `${stack}.profile`, stack).profile;

test('every profile reads as itself after it was printed, in any case of its letters', (t) => {
  const broken = fc.check(
    fc.property(profile, (one) => {
      t.deepEqual(again(printProfile(one), one.stack), one);
      t.deepEqual(again(printProfile(one).toLowerCase(), one.stack), one);
      t.deepEqual(readProfile(printProfile(one), 'f', one.stack).warnings, []);
    }),
    { numRuns: 500 },
  );

  t.false(broken.failed, fc.defaultReportMessage(broken));
});

const plain: Profile = {
  stack: 'MVS1',
  xcf: 'XCF1',
  attached: true,
  defines: [{ dvipa: 'DVA1', mask: null }],
  backups: [{ dvipa: 'DVB1', rank: 30, creates: false, mask: null }],
  distributes: [
    { dvipa: 'DVA1', ports: [60], targets: ['XCF1', 'XCF2'], method: 'ROUNDROBIN', weights: {} },
  ],
  ranges: [],
};

test('a dotted address without a mask is printed with the mask of that one address', (t) => {
  const text = printProfile({ ...plain, defines: [{ dvipa: '10.1.1.1', mask: null }] });

  t.regex(text, /VIPADEFINE MOVEABLE IMMEDIATE 255\.255\.255\.255 10\.1\.1\.1/);
});

test('a profile is printed statement by statement, under the name of its stack', (t) => {
  const list = { method: 'WLM', weights: { XCF1: 5 } } as const;
  const distributes = plain.distributes.map((entry) => ({
    ...entry,
    ...list,
    ports: [60, 61, 62, 70, 69],
  }));

  t.is(
    printProfile({ ...plain, xcf: '10.1.1.9', attached: false, backups: [], distributes }),
    [
      `; ${plain.stack}`,
      'IPCONFIG DYNAMICXCF 10.1.1.9 255.255.255.0 1',
      'VIPADYNAMIC',
      '  VIPADEFINE MOVEABLE IMMEDIATE DVA1',
      '  VIPADISTRIBUTE DISTMETHOD BASEWLM DVA1 PORT 60-62 70 69 DESTIP XCF1 XCF2',
      'ENDVIPADYNAMIC',
      '',
    ].join('\n'),
  );
});

test('a profile differs from itself in nothing', (t) => {
  t.deepEqual(diffProfiles(plain, structuredClone(plain)), []);
});

test('another XCF address is told as well', (t) => {
  t.deepEqual(diffProfiles(plain, { ...plain, xcf: 'XCF9' }), [
    `no longer: XCF address ${plain.xcf}`,
    'new: XCF address XCF9',
  ]);
});

test('what VARY OBEY changes is told as the statements that go and that come', (t) => {
  const after: Profile = {
    ...plain,
    attached: false,
    backups: [{ dvipa: 'DVB1', rank: 20, creates: false, mask: null }],
    distributes: plain.distributes.map((entry) => ({ ...entry, ports: 'ALL' as const })),
  };

  t.deepEqual(diffProfiles(plain, after), [
    'no longer: attached to the network',
    'no longer: VIPABACKUP 30 DVB1',
    'no longer: VIPADISTRIBUTE DISTMETHOD ROUNDROBIN DVA1 PORT 60 DESTIP XCF1 XCF2',
    'new: not attached to the network',
    'new: VIPABACKUP 20 DVB1',
    'new: VIPADISTRIBUTE DISTMETHOD ROUNDROBIN DVA1 DESTIP XCF1 XCF2',
  ]);
});
