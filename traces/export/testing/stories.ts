/**
 * What the exports are tried on: every committed trace as it was found, and interleavings that the generators make, with
 * every kind of action and forged messages.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { readProfileDirectory } from '../../../properties/harness/read-profiles.ts';
import { InterleavingArbitrary } from '../../../properties/harness/scenario-arbitrary.ts';
import { topologiesOf } from '../../../properties/harness/topologies.ts';
import { clusterOf } from '../../../properties/mutants/all.ts';
import { readTrace, traceOf } from '../../files.ts';
import type { Trace } from '../../format.ts';
import { tell, type Story } from '../../story/story.ts';

export interface Example {
  readonly name: string;
  readonly story: () => Story;
}

const traces = join(import.meta.dirname, '..', '..');
const profiles = join(traces, '..', 'impl', 'profile');

export const e8: Trace = readTrace(join(traces, 'corpus', 'E8.trace.json'));

const committed = ['corpus', 'assumptions'].flatMap((folder) =>
  readdirSync(join(traces, folder)).map((file): Example => ({
    name: `${folder}/${file}`,
    story: () => tell(readTrace(join(traces, folder, file))),
  })),
);

function generated(sysplex: string, numRuns: number): readonly Example[] {
  const step = clusterOf(null);
  const read = readProfileDirectory(join(profiles, sysplex));
  const menu = { topologies: topologiesOf(read.profiles), shortest: 60, connections: null };
  const samples = fc.sample(new InterleavingArbitrary(step, menu), { numRuns, seed: 7 });
  return samples.map(({ scenario }, at) => {
    const broken = { promise: 'P1', witness: 'none: an example', after: 0 };
    const failure = { broken, scenario, seed: 7, path: '', shrinks: 0 };
    const name = `generated over ${sysplex}, ${at + 1}`;
    return { name, story: () => tell(traceOf(failure, name, null)) };
  });
}

/** Built when a test asks for it: a story holds all of its states. */
export const examples: readonly Example[] = [
  ...committed,
  ...generated('figure-4', 4),
  ...generated('samples/ranges', 4),
];
