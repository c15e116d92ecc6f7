/**
 * Figure 4: the profiles as they are printed, and what they mean to model and stacks.
 */
import { join } from 'node:path';
import test from 'ava';
import { figure4 } from '../../model/fig04-example-sysplex.ts';
import { readProfileDirectory } from '../harness/read-profiles.ts';

const folder = join(import.meta.dirname, '..', '..', 'impl', 'profile', 'figure-4');

test('the profiles of Figure 4, read as text, are the ones that the model has as data', (t) => {
  t.deepEqual(readProfileDirectory(folder).profiles, figure4);
});

test('"MVS1: VIPABackup 30 DVB1", "MVS5: VIPABackup 10 DVA1"', (t) => {
  const chains = figure4.flatMap(({ stack, backups }) =>
    backups.map(({ dvipa, rank }) => `${stack}: VIPABackup ${rank} ${dvipa}`),
  );
  t.deepEqual(chains, ['MVS1: VIPABackup 30 DVB1', 'MVS5: VIPABackup 10 DVA1']);
});
