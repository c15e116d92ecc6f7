/**
 * A process that explores s323 with checkpoints, to be killed by a test: `node explore-child.ts DIRECTORY WORKERS`.
 *
 * It prints a dot after each slice of its search, and its counts at the end.
 */
import { writeSync } from 'node:fs';
import { exploreTogether } from '../explore.ts';
import { INSTANCES } from '../reference/scopes.ts';

const [directory = '', workers = '1'] = process.argv.slice(2);
const module = new URL('../reference/failover.ts', import.meta.url).href;
const argument = INSTANCES.s323.scope;
const { verdict, states, expanded, transitions, digest } = await exploreTogether(
  { module, make: 'failover', argument },
  Number(workers),
  {
    checkpoint: { directory, everyMs: 1, scope: 's323' },
    onProgress: () => writeSync(1, '.'),
    digest: true,
  },
);
writeSync(1, `\n${JSON.stringify({ verdict, states, expanded, transitions, digest })}\n`);
