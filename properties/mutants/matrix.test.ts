/**
 * The matrix: promises are judged side by side, and the picture and the table say the same.
 */
import test from 'ava';
import { promises } from '../invariants/promises.ts';
import { killsOf, matrixTable } from '../report/matrix-table.ts';
import { matrixSvg } from '../report/matrix-svg.ts';
import { mutantNamed } from './all.ts';
import { matrixRow } from './matrix.ts';
import { scopeNamed } from './scopes.ts';
import type { Mutant } from './mutant.types.ts';

function named(name: string): Mutant {
  const mutant = mutantNamed(name);
  if (mutant === undefined) throw new Error(`no mutant ${name}`);
  return mutant;
}

const ids = promises.map(({ id }) => id);
const row = matrixRow(named('E4'), scopeNamed('tiny'), { runs: 6, trace: null });
const sound = { ...named('E4'), rules: {} };
const rows = [{ name: 'E4', row }];

test('a promise that breaks later than another is noticed all the same', (t) => {
  const broken = ids.filter((id) => (row[id]?.runs ?? 0) > 0);
  t.true(broken.length > 1, 'one run breaks several promises');
  for (const id of broken) t.true((row[id]?.length ?? -1) >= 0 && (row[id]?.length ?? 99) < 60);
});

test('nothing breaks where nothing was taken away', (t) => {
  const quiet = matrixRow(sound, scopeNamed('tiny'), { runs: 6, trace: null });
  for (const id of ids) t.deepEqual(quiet[id], { runs: 0, length: null, inTrace: false });
});

test('the table and the picture name every mutant and promise, with the same numbers', (t) => {
  const text = matrixTable(rows, ids);
  const svg = matrixSvg(rows, ids, 6);
  for (const id of ids) {
    t.true(text.includes(id));
    t.true(svg.includes(`>${id}<`));
    const { runs = 0, length = null } = row[id] ?? {};
    if (runs === 0) continue;
    t.true(text.includes(`${runs}/${length ?? ''}`));
    t.true(svg.includes(`>${runs}/${length ?? ''}<`));
  }
  t.true(svg.includes('>E4<'));
  t.is(killsOf(rows, 'P9'), 0);
});
