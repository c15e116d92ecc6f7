/**
 * A campaign that was spared something fails by its landmarks: one deleted action after the other.
 */
import { join } from 'node:path';
import test from 'ava';
import { readProfileDirectory } from '../../harness/read-profiles.ts';
import { topologiesOf } from '../../harness/topologies.ts';
import { deletedActions } from './deleted-actions.ts';
import { judgeDeleted } from './judge-deleted.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'impl', 'profile', 'small');
const options = { topologies: topologiesOf(readProfileDirectory(folder).profiles), seed: 1 };
const RUNS = 120;

const whole = judgeDeleted(null, { ...options, runs: RUNS });

test('with nothing deleted the landmarks in question are seen, and nothing breaks', (t) => {
  const missing = new Set([...whole.notSeen, ...whole.tooRare]);
  for (const deleted of deletedActions) {
    t.deepEqual(
      deleted.missing.filter((id) => missing.has(id)),
      [],
      deleted.name,
    );
  }
  t.deepEqual(whole.broken, []);
});

for (const deleted of deletedActions) {
  test(`the landmarks notice that ${deleted.never}`, (t) => {
    const { notSeen, tooRare } = judgeDeleted(deleted, { ...options, runs: RUNS });
    const short = [...notSeen, ...tooRare];
    t.deepEqual(
      deleted.missing.filter((id) => !short.includes(id)),
      [],
    );
  });
}
