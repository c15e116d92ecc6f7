/**
 * The readings of the source: every erratum has one, and nothing cites a reading that does not exist.
 */
import test from 'ava';
import { readings } from '../../model/readings.ts';
import { mutants } from '../mutants/all.ts';

test('every erratum of the text has its reading', (t) => {
  const errata = Array.from({ length: 20 }, (_, at) => `E${at + 1}`);
  t.deepEqual(
    errata.filter((id) => !(id in readings)),
    [],
  );
});

test('every mutant that takes an erratum literally contradicts a reading', (t) => {
  const cited = mutants.flatMap(({ cites }) => cites.filter((id) => /^E\d+$/.test(id)));
  t.true(cited.length > 5);
  t.deepEqual(
    cited.filter((id) => !(id in readings)),
    [],
  );
});
