/**
 * Searches that are interrupted, killed, bounded and damaged, and what going on with them gives.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { CheckpointProblem } from './checkpoint.ts';
import { exploreComponents, exploreTogether } from './explore.ts';
import type { ExploreOptions } from './session.ts';
import { failover } from './reference/failover.ts';
import { INSTANCES } from './reference/scopes.ts';
import { race } from './testing/race.ts';

const { scope: S323 } = INSTANCES.s323;
const KILLS = 20;

function directoryFor(t: ExecutionContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'dvipa-explore-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Runs the child until it ends or, after so many dots and a while, is killed. Returns its last line. */
async function runChild(directory: string, workers: number, killAfter: number): Promise<string> {
  const file = new URL('./testing/explore-child.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [file, directory, String(workers)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  let dots = 0;
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString();
    const before = dots;
    dots = text.split('.').length - 1;
    if (before < killAfter && dots >= killAfter) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return text.trim().split('\n').at(-1) ?? '';
}

test('killed at twenty moments, the search ends with the same counts and the same states', async (t) => {
  const whole = await exploreComponents(failover(S323), { digest: true });
  const directory = directoryFor(t);
  let ends = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const line = await runChild(directory, 1 + (kill % 2), 1 + (kill % 3));
    if (line.startsWith('{')) ends += 1;
  }
  const { verdict, states, expanded, transitions, digest } = whole;
  const last = JSON.parse(await runChild(directory, 2, Infinity)) as unknown;

  t.true(ends < KILLS, 'no child was killed');
  t.deepEqual(last, { verdict, states, expanded, transitions, digest });
});

const variants: readonly (readonly [string, ExploreOptions, number])[] = [
  ['exact', {}, 1],
  ['fingerprint', { mode: 'fingerprint' }, 1],
  ['two workers', {}, 2],
  ['fingerprint, two workers', { mode: 'fingerprint' }, 2],
];

for (const [name, options, workers] of variants) {
  test(`interrupted again and again, the counts are the same: ${name}`, async (t) => {
    const module = new URL('./reference/failover.ts', import.meta.url).href;
    const source = { module, make: 'failover', argument: { ...S323, queueMax: 2 } };
    const whole = await exploreTogether(source, 1, options);
    const checkpoint = { directory: directoryFor(t), everyMs: 1e9, scope: 's322' };
    let statesMax = 20_000;
    let found = await exploreTogether(source, workers, { ...options, checkpoint, statesMax });
    let cuts = 0;
    while (found.cut !== null) {
      t.is(found.cut, 'states');
      t.true(found.expanded < found.states);
      cuts += 1;
      statesMax += 20_000;
      found = await exploreTogether(source, workers, { ...options, checkpoint, statesMax });
    }

    t.true(cuts > 0);
    const { states, transitions, actions, levels, verdict } = whole;
    t.like(found, { states, transitions, actions, levels, verdict });
  });
}

for (const options of [{ symmetry: true }, { partialOrder: true }]) {
  test(`going on under a reduction: ${JSON.stringify(options)}`, async (t) => {
    const system = race({ runners: 2, steps: 200 });
    const whole = await exploreComponents(system, options);
    const checkpoint = { directory: directoryFor(t), everyMs: 1e9, scope: 'race' };
    const signal = AbortSignal.abort();
    const first = await exploreComponents(system, { ...options, checkpoint, statesMax: 1 });
    t.is(first.cut, 'states');
    await exploreComponents(system, { ...options, checkpoint, signal });
    const last = await exploreComponents(system, { ...options, checkpoint });

    t.is(last.states, whole.states);
    t.deepEqual(last.reductions, whole.reductions);
  });
}

test('a checkpoint of another search, or a damaged one, is refused with its file', async (t) => {
  const system = race({ runners: 2, steps: 5 });
  const directory = directoryFor(t);
  const explore = (scope: string, statesMax: number) =>
    exploreComponents(system, { checkpoint: { directory, everyMs: 1e9, scope }, statesMax });
  await explore('one', 1);
  await t.throwsAsync(explore('other', 99), {
    instanceOf: CheckpointProblem,
    message: /checkpoint\.json: it is of another search/,
  });

  const states = readdirSync(directory).find((name) => name.startsWith('states'))!;
  const bytes = readFileSync(join(directory, states));
  bytes[5]! ^= 1;
  writeFileSync(join(directory, states), bytes);
  await t.throwsAsync(explore('one', 99), { message: /states-1: damaged: expected SHA-256/ });

  writeFileSync(join(directory, 'checkpoint.json'), '{"identity": 1');
  await t.throwsAsync(explore('one', 99), { message: /checkpoint\.json: not JSON/ });
  writeFileSync(join(directory, 'checkpoint.json'), '{"identity": 1}');
  await t.throwsAsync(explore('one', 99), { message: /checkpoint\.json: at identity/ });
});
