/** Abbreviations (D7), and the word that was probably meant (D10). */
import test from 'ava';
import { nearest, spellingsOf } from './spelling.ts';

test('the capitals are the shortest abbreviation, and every longer one is one (D7)', (t) => {
  t.deepEqual(spellingsOf('DISTMethod'), [
    ...['DISTM', 'DISTME', 'DISTMET', 'DISTMETH', 'DISTMETHO', 'DISTMETHOD'],
  ]);
  t.deepEqual(spellingsOf('PORT'), ['PORT']);
});

for (const [slip, word, meant] of [
  ['a letter too many', 'XCFF1', 'XCF1'],
  ['a letter too few', 'XF1', 'XCF1'],
  ['another letter', 'XCG1', 'XCF1'],
  ['two neighbours swapped', 'XFC1', 'XCF1'],
  ['the first two swapped', 'CXF1', 'XCF1'],
  ['the last two swapped', 'XC1F', 'XCF1'],
  ['another case', 'xcf1', 'XCF1'],
  ['two slips in a long word', 'HOTSTENDBX', 'HOTSTANDBY'],
  ['a slip and a swap in a long word', 'HOTTSANDBX', 'HOTSTANDBY'],
  ['two letters too many in a long word', 'HOTSTANDBYXX', 'HOTSTANDBY'],
  ['two slips in a word of seven letters', 'DISRUXX', 'DISRUPT'],
  ['letters told apart by their places only', 'ABABABAB', 'BABABABA'],
] as const) {
  test(`${slip}: ${word} was meant for ${meant}`, (t) =>
    t.is(nearest(word, ['NOTHING', meant]), meant));
}

for (const [slips, word, other] of [
  ['two slips in a short word', 'XCGG', 'XCF1'],
  ['two slips in a word of six letters', 'MOVXXE', 'MOVABE'],
  ['three slips in a long word', 'HOTSTENDXX', 'HOTSTANDBY'],
  ['a swap and two more slips', 'HOTTSANDXX', 'HOTSTANDBY'],
  ['three letters too many', 'HOTSTANDBYXXX', 'HOTSTANDBY'],
  ['letters in another order', 'ABCDEFGH', 'EFGHABCD'],
  ['a word of 41 letters', 'A'.repeat(41), 'A'.repeat(40)],
] as const) {
  test(`${slips}: ${word} was not meant for ${other}`, (t) => t.is(nearest(word, [other]), null));
}

test('a word of 40 letters may still be a misspelling', (t) => {
  t.is(nearest('A'.repeat(40), ['A'.repeat(39)]), 'A'.repeat(39));
});

test('of several candidates the nearest is meant, and of equally near ones the first', (t) => {
  t.is(nearest('DISTMETHXX', ['DISTMETHODS', 'DISTMETHXY', 'DISTMETHYX']), 'DISTMETHXY');
  t.is(nearest('XCF9', ['XCF1', 'XCF2']), 'XCF1');
  t.is(nearest('XCF2', ['XCF1', 'XCF2']), 'XCF2');
  t.is(nearest('XCF9', []), null);
});
