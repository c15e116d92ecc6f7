/**
 * One contestant of the benchmark in a process of its own: `node contestant.ts KIND INSTANCE WORKERS`.
 *
 * KIND is `explorer`, `plain`, or `idle`, which loads everything and searches nothing: the runtime's own.
 * Prints its counts and its peak memory in bytes as one line of JSON.
 */
import { exploreTogether } from '../explore.ts';
import { failover } from '../reference/failover.ts';
import { INSTANCES } from '../reference/scopes.ts';
import { plainSearch, type PlainResult } from './plain-search.ts';

const [kind = '', instance = 'a334', workers = '1'] = process.argv.slice(2);
const { scope } = INSTANCES[instance as keyof typeof INSTANCES];
const module = new URL('../reference/failover.ts', import.meta.url).href;

async function search(): Promise<PlainResult> {
  if (kind === 'idle') return { states: 0, transitions: 0 };
  if (kind === 'plain') return plainSearch(failover(scope));
  return exploreTogether({ module, make: 'failover', argument: scope }, Number(workers));
}

const { states, transitions } = await search();
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ states, transitions, peakBytes }));
