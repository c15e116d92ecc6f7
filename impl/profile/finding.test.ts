/** How a finding looks on a terminal. */
import test from 'ava';
import { compareNames, errorAt, inOrder, renderFinding, startOf, warningAt } from './finding.ts';
import { readProfile } from './read.ts';

test('an error shows its place, the line with a caret, what was expected and what was meant', (t) => {
  const text = 'VIPADynamic\n\tVIPADEFine DVA1 VIPADIST DVA1 PROT 60 DESTIP ALL\nENDVIPADynamic';
  const [error] = readProfile(text, 'MVS1.profile', 'MVS1').errors.map(renderFinding);

  t.is(
    error,
    [
      'MVS1.profile:2:32: error: PROT does not fit into VIPADISTribute here',
      '  \tVIPADEFine DVA1 VIPADIST DVA1 PROT 60 DESTIP ALL',
      `  \t${' '.repeat(30)}^`,
      '  expected PORT or DESTIP, found PROT',
      '  did you mean PORT?',
    ].join('\n'),
  );
});

test('a warning about a whole file shows neither line nor caret', (t) => {
  const finding = warningAt(startOf('MVS1.profile'), 'something is assumed');

  t.is(renderFinding(finding), 'MVS1.profile:1:1: warning: something is assumed');
});

test('of a long line and a long word only the part that matters is shown', (t) => {
  const sourceLine = `${'a '.repeat(5000)}${'b'.repeat(5000)}`;
  const place = { file: 'f', line: 1, column: 10_001, sourceLine };
  const [, line, caret, hint] = renderFinding(
    errorAt(place, 'too long', { found: 'b'.repeat(5000) }),
  ).split('\n');

  t.is(line, `  ${'a '.repeat(30)}${'b'.repeat(40)}`);
  t.is(caret, `  ${' '.repeat(60)}^`);
  t.is(hint, `  found ${'b'.repeat(40)}…`);
});

test('characters that would move the cursor are shown as dots', (t) => {
  const place = { file: 'f', line: 1, column: 1, sourceLine: '\u001b[2Jx' };

  t.is(
    renderFinding(errorAt(place, 'odd', { found: '\u001b[2Jx' })),
    'f:1:1: error: odd\n  ·[2Jx\n  ^\n  found ·[2Jx',
  );
});

test('a blank line is not shown, and a word that just fits is shown in full', (t) => {
  const place = { file: 'f', line: 1, column: 1, sourceLine: ' \t' };

  t.is(
    renderFinding(errorAt(place, 'odd', { found: 'b'.repeat(40) })),
    `f:1:1: error: odd\n  found ${'b'.repeat(40)}`,
  );
});

test('names are compared by code unit', (t) => {
  t.deepEqual(
    [
      compareNames('a', 'b'),
      compareNames('b', 'a'),
      compareNames('a', 'a'),
      compareNames('B', 'a'),
    ],
    [-1, 1, 0, -1],
  );
});

test('findings are sorted by file, line and column', (t) => {
  const at = (file: string, line: number, column: number): string =>
    `${file}:${line}:${column}: error: odd`;
  const places = [
    { file: 'b', line: 1, column: 1 },
    { file: 'a', line: 10, column: 1 },
    { file: 'a', line: 2, column: 9 },
    { file: 'a', line: 2, column: 3 },
  ];
  const findings = places.map((place) => errorAt({ ...place, sourceLine: '' }, 'odd'));

  t.deepEqual(inOrder(findings).map(renderFinding), [
    at('a', 2, 3),
    at('a', 2, 9),
    at('a', 10, 1),
    at('b', 1, 1),
  ]);
});
