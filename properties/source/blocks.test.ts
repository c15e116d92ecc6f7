/**
 * Every block of Figures 5 to 12 is a line of the model, and is marked as executed by the stacks.
 *
 * A line of the model carries a block when a comment at its end says so: that is the line that does it. What
 * a docblock mentions explains, and does nothing.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { blockIds } from '../../model/blocks.ts';
import { implementedAt, marksInModel } from '../report/implemented-at.ts';

const root = join(import.meta.dirname, '..', '..');

/** Which file holds which blocks of another figure than its own: a figure goes on where another began. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  // From the reports of all to complete tables: Figures 6, 9, 10, 11 and 12 end there.
  'fig05-initialise.ts': [
    ...['F6.131', 'F6.133', 'F9.201', 'F9.202', 'F9.204', 'F9.206', 'F9.208', 'F9.210', 'F9.212'],
    ...['F10.300', 'F10.302', 'F10.306', 'F10.308', 'F11.506', 'F11.508', 'F12.526'],
  ],
  'fig06-list-received.ts': ['F8.166'],
  'fig08-message.ts': ['F7.140'],
  'fig09-takeover.ts': ['F6.132'],
  // To advertise and to withdraw.
  'fig10-takeback.ts': ['F5.104', 'F11.502'],
  // To claim.
  'fig11-claim-movable.ts': ['F10.300', 'F10.304', 'F5.102', 'F9.201'],
  // What the figures ask of profiles and of the kind of an event.
  'lists.ts': ['F6.132', 'F6.135', 'F9.201'],
  'step.ts': ['F7.142', 'F8.160'],
  'tables.ts': ['F6.124', 'F6.128', 'F6.130', 'F8.166'],
};

function figureOf(file: string): string {
  const [, number = ''] = /^fig(\d\d)-/.exec(file) ?? [];
  return `F${Number(number)}.`;
}

test('every block is a line of the model', (t) => {
  const marked = new Set(marksInModel().map(({ id }) => id));
  t.is(blockIds.length, 52);
  t.deepEqual(
    blockIds.filter((id) => !marked.has(id)),
    [],
  );
});

test('a block stands in the file of its figure, or where this test says', (t) => {
  const strangers: Record<string, string[]> = {};
  for (const { id, file } of marksInModel()) {
    if (blockIds.includes(id) && !id.startsWith(figureOf(file))) (strangers[file] ??= []).push(id);
  }
  const sorted = (ids: readonly string[]): readonly string[] => [...new Set(ids)].sort();
  for (const file of new Set([...Object.keys(strangers), ...Object.keys(elsewhere)])) {
    t.deepEqual(sorted(strangers[file] ?? []), sorted(elsewhere[file] ?? []), file);
  }
});

test('the model marks no block that the figures do not have', (t) => {
  const isBlock = ({ id }: { readonly id: string }): boolean => /^F(?!4)\d+\.\d/.test(id);
  const unknown = marksInModel().filter((mark) => isBlock(mark) && !blockIds.includes(mark.id));
  t.deepEqual(unknown, []);
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
