/**
 * Every block of Figures 5 to 12 is a line of the model, and is marked as executed by the stacks.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { blockIds } from '../../model/blocks.ts';
import { implementedAt } from '../report/implemented-at.ts';

const root = join(import.meta.dirname, '..', '..');

/** The words of every model file of a figure: `F9.20` is not found in `F9.204`. */
const inModel = new Set(
  readdirSync(join(root, 'model'))
    .filter((name) => /^fig\d\d-.*\.ts$/.test(name))
    .flatMap((name) => readFileSync(join(root, 'model', name), 'utf8').match(/F\d+\.\d+/g) ?? []),
);

test('every block stands in the model of a figure', (t) => {
  t.is(blockIds.length, 52);
  t.deepEqual(
    blockIds.filter((id) => !inModel.has(id)),
    [],
  );
});

test('the model cites no block that the figures do not have', (t) => {
  const known = new Set<string>(blockIds);
  t.deepEqual(
    [...inModel].filter((id) => !known.has(id) && !id.startsWith('F4.')),
    [],
  );
});

test('every block is marked as executed where the stacks do it', (t) => {
  const places = implementedAt(blockIds);
  for (const id of blockIds) {
    const [file = '', line = ''] = (places.get(id) ?? '').split(':');
    t.regex(file, /^impl\//, `${id} has no place`);
    const text = readFileSync(join(root, file), 'utf8').split('\n')[Number(line) - 1];
    t.true(text?.includes(`'${id}'`), `${id} is cited at ${file}:${line}, and not marked`);
  }
});
