/**
 * The readings of the source: each says which erratum or race it answers and from which line, every erratum
 * has one, and nothing cites a reading that does not exist. Left out: the text itself, which is no file here.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readings } from '../../model/readings.ts';
import { mutants } from '../mutants/all.ts';

const root = join(import.meta.dirname, '..', '..');
const ids = Object.keys(readings).flatMap((key) => key.split(' '));

/** The docblock before each reading, by its key. */
function docblocks(): ReadonlyMap<string, string> {
  const text = readFileSync(join(root, 'model', 'readings.ts'), 'utf8');
  const found = text.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\s+'?([A-Z]\d[^':]*)'?: /gs);
  return new Map(Array.from(found, ([, block = '', key = '']) => [key, block]));
}

test('every erratum of the text has its reading', (t) => {
  const errata = Array.from({ length: 20 }, (_, at) => `E${at + 1}`);
  t.deepEqual(
    errata.filter((id) => !ids.includes(id)),
    [],
  );
});

test('a reading names what it answers, each id once, and is a sentence', (t) => {
  t.is(new Set(ids).size, ids.length);
  for (const [key, sentence] of Object.entries(readings)) {
    t.regex(key, /^[EDR]\d+b?( [EDR]\d+b?)*$/);
    t.regex(sentence, /^[A-Z].*\.$/, key);
  }
});

test('a reading says from which line of the text it is, and ends its quotations', (t) => {
  const blocks = docblocks();
  t.deepEqual([...blocks.keys()], Object.keys(readings));
  for (const [key, block] of blocks) {
    t.regex(block, /^\s*(\* )?l\.[1-9]\d{0,2}\b/, `${key} begins with its line`);
    t.is(block.split('"').length % 2, 1, `${key} ends what it quotes`);
  }
});

test('every mutant that takes an erratum literally contradicts a reading', (t) => {
  const cited = mutants.flatMap(({ cites }) => cites.filter((id) => /^E\d+$/.test(id)));
  t.true(cited.length > 5);
  t.deepEqual(
    cited.filter((id) => !ids.includes(id)),
    [],
  );
});

test('the choices of ARCHITECTURE.md where the source is silent are readings', (t) => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const [, section = ''] = text.split('## Choices where the source is silent');
  const items = section.split('\n- ').slice(1);
  t.true(items.length > 5);
  for (const item of items) {
    const [, named = ''] = /\(([^()]*)\)\.\s*$/.exec(item) ?? [];
    t.not(named, '', `${item} names its reading`);
    t.deepEqual(
      named.split(', ').filter((id) => !ids.includes(id)),
      [],
      item,
    );
  }
});
