/**
 * What can be explored survives being written as JSON: a checkpoint or a certificate can be taken up again.
 */
import { join } from 'node:path';
import test from 'ava';
import { readProfileDirectory } from '../harness/read-profiles.ts';
import { topologiesOf } from '../harness/topologies.ts';
import { exploreTogether } from './explore.ts';
import { subjectOf, systemOfStacks, type StackParameters } from './subject.ts';

const folder = join(import.meta.dirname, '..', '..', 'impl', 'profile', 'small');
const [topology] = topologiesOf(readProfileDirectory(folder).profiles.slice(0, 2));
if (topology === undefined) throw new Error('the small sysplex has no topology');

const parameters: StackParameters = {
  system: 'stacks',
  topology: { ...topology, clients: ['C1'], routers: ['R1'], changes: {} },
  connections: 1,
  crashes: 0,
  restarts: 0,
  losses: 0,
  mutant: null,
};

test('stacks from JSON have the same states as the original ones', async (t) => {
  const copy = JSON.parse(JSON.stringify(parameters)) as StackParameters;
  const whole = await exploreTogether(subjectOf(parameters).source, 1, { digest: true });
  const again = await exploreTogether(subjectOf(copy).source, 1, { digest: true });

  t.is(whole.verdict, 'holds');
  t.truthy(whole.digest);
  t.is(again.digest, whole.digest);
});

test('the sentence names the mutant, and an unknown one is refused', (t) => {
  t.regex(subjectOf({ ...parameters, mutant: 'R3' }).sentence, /^2 stacks, .*, on mutant R3$/);
  t.throws(() => systemOfStacks({ ...parameters, mutant: 'R999' }), { message: /R999/ });
});
