/** Addresses as words and back: a dotted address is the word that a packet has, everything else is nobody's. */
import test from 'ava';
import fc from 'fast-check';
import { addressWord } from './crt-flat.ts';
import { createNames, endsOf, keyOf, wordOf } from './crt-names.ts';

const part = fc.nat(255);

test('a dotted address is the word that it has on the wire', (t) => {
  const broken = fc.check(
    fc.property(fc.integer({ min: 1, max: 255 }), part, part, part, (a, b, c, d) => {
      t.is(wordOf(createNames(), `${a}.${b}.${c}.${d}`), addressWord(a, b, c, d));
    }),
  );
  t.false(broken.failed, fc.defaultReportMessage(broken));
});

test('what is no dotted address gets a word of 0.0.0.0/8, another for each', (t) => {
  const odd = [
    ...['DVA1', '', '0.1.2.3', '256.1.1.1', '1.256.1.1', '1.1.256.1', '1.1.1.256', '1.2.3'],
    ...['01.2.3.4', '1.02.3.4', '1.2.03.4', '1.2.3.04', 'x1.2.3.4', '1.2.3.4x', '1.2.3.4.5'],
    ...['1000.2.3.4', '1.2000.3.4', 'a.2.3.4', '1.b.3.4', '1.2.c.4', '1.2.3.d', '2001:db8::1'],
    ...['1x.2.3.4', '1.2x.3.4', '1.2.3x.4', '1.x2.3.4', '1.2.x3.4', '1.2.3.x4', '1.2.3.4\n'],
  ];
  const names = createNames();
  const words = odd.map((address) => wordOf(names, address));

  t.deepEqual(
    odd.filter((_, at) => (words[at]! & 0xff) !== 0),
    [],
  );
  t.is(new Set(words).size, odd.length);
  t.deepEqual(
    odd.map((address) => wordOf(names, address)),
    words,
  );
});

test('a key gives back the ends that it was made of', (t) => {
  const names = createNames();
  const broken = fc.check(
    fc.property(fc.nat(65_535), fc.nat(65_535), (one, other) => {
      const remote = { address: '9.8.7.6', port: one };
      const local = { address: 'DVA1', port: other };
      t.deepEqual(endsOf(names, keyOf(names, remote, local)), { remote, local });
    }),
  );
  t.false(broken.failed, fc.defaultReportMessage(broken));
  t.throws(() => endsOf(names, { address: 77, ports: 0, dvipa: 0 }), {
    message: 'No address has the word 77.',
  });
});
