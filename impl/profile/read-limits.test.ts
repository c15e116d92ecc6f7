/** How much a profile may say: the bounds that keep a mistaken file from costing memory and time (D10). */
import test from 'ava';
import { readProfile } from './read.ts';

const block = (...statements: readonly string[]): string =>
  ['IPCONFIG DYNAMICXCF XCF1', 'VIPADynamic', ...statements, 'ENDVIPADynamic'].join('\n');

/** Each error with its place, what was expected and what was found. */
const errorsOf = (text: string): readonly string[] =>
  readProfile(text, 'MVS1.profile', 'MVS1').errors.map(
    ({ line, column, message, expected, found }) =>
      `${line}:${column}: ${message} (${expected}; ${found})`,
  );

test('a profile that enumerates ports by the million is refused, once', (t) => {
  const dvipas = Array.from({ length: 20 }, (_, at) => `DVA${at}`);
  const text = block(
    ...dvipas.map((name) => `VIPADEF ${name} VIPADIST ${name} PORT 1-65535 DESTIP ALL`),
  );

  t.deepEqual(errorsOf(text), [
    '18:35: the profile enumerates more than a million ports ' +
      '(fewer ports, or no PORT for every port; 1-65535)',
  ]);
});

test('a profile may enumerate a million ports, and not one more', (t) => {
  const whole = Array.from({ length: 15 }, (_, at) => `VIPADIST DVA1 PORT 1-65535 DESTIP X${at}`);
  const million = ['VIPADEF DVA1', ...whole, 'VIPADIST DVA1 PORT 49-17023 DESTIP XCF1'];
  t.deepEqual(errorsOf(block(...million)), []);

  t.deepEqual(errorsOf(block(...million, 'VIPADIST DVA1 PORT 60 61 DESTIP XCF2')), [
    '20:20: the profile enumerates more than a million ports ' +
      '(fewer ports, or no PORT for every port; 60)',
  ]);
});

test('after a thousand statements with mistakes the rest of the file is not read, and that is said', (t) => {
  const errors = errorsOf(
    block('VIPADIST DVA1 DESTIP ALL', ...Array<string>(1200).fill('VIPADEF')),
  );

  t.is(errors.length, 1001);
  t.is(
    errors.at(-1),
    '1004:1: after 1000 statements with mistakes the rest of the file is not read (a profile; VIPADEF)',
  );
});
