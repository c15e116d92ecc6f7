/**
 * The benchmark: contestants in rounds, each in a process of its own, one after the other; medians.
 *
 * CPU seconds are those of the whole process, its start and its compiler included, as the shell counts them.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INSTANCES } from '../reference/scopes.ts';
import { promelaOf } from './promela.ts';

export type InstanceName = keyof typeof INSTANCES;

export interface Contestant {
  readonly name: string;
  readonly command: readonly string[];
  /** Reads the counts, and the peak memory in bytes, from what it printed. */
  readonly read: (printed: string) => Counts;
}

interface Counts {
  readonly states: number;
  readonly transitions: number;
  readonly peakBytes: number;
}

export interface Run extends Counts {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

export interface Standing {
  readonly name: string;
  readonly runs: readonly Run[];
  readonly statesPerCpuSecond: number;
  readonly statesPerSecond: number;
  readonly bytesPerState: number;
}

/** A contestant that does not find the counts that all others find. */
export class WrongCounts extends Error {}

const CONTESTANT = new URL('./contestant.ts', import.meta.url).pathname;

function ours(name: string, kind: string, instance: InstanceName, workers: number): Contestant {
  // The plain search keeps gigabytes of objects.
  const flags = kind === 'plain' ? ['--max-old-space-size=16000'] : [];
  const command = [process.execPath, ...flags, CONTESTANT, kind, instance, String(workers)];
  return { name, command, read: (printed) => JSON.parse(printed) as Counts };
}

/** What is missing on this machine for SPIN, or null. */
export function missingForSpin(): string | null {
  const missing = [
    ['spin', '-V'],
    ['gcc', '--version'],
  ].filter(([name = '', ...flags]) => spawnSync(name, flags).status !== 0);
  return missing.length === 0 ? null : missing.map(([name]) => name).join(' and ');
}

/** Everyone but the plain search; SPIN is compiled in the directory. */
function contestants(instance: InstanceName, directory: string): readonly Contestant[] {
  const spin = missingForSpin() === null ? spinContestants(instance, directory) : [];
  return [
    ours('explorer, 1 worker', 'explorer', instance, 1),
    ours('explorer, 2 workers', 'explorer', instance, 2),
    ...spin,
  ];
}

function spinContestants(instance: InstanceName, directory: string): readonly Contestant[] {
  writeFileSync(join(directory, 'failover.pml'), promelaOf(INSTANCES[instance].scope));
  execFileSync('spin', ['-a', 'failover.pml'], { cwd: directory, stdio: 'ignore' });
  const build = (name: string, ...flags: readonly string[]): string => {
    const all = ['-O2', '-DSAFETY', '-DNOREDUCE', ...flags, '-o', name, 'pan.c'];
    execFileSync('gcc', all, { cwd: directory, stdio: 'ignore' });
    return join(directory, name);
  };
  return [
    { name: 'SPIN, breadth first', command: [build('breadth', '-DBFS'), '-w24'], read: readSpin },
    { name: 'SPIN, depth first', command: [build('depth'), '-w24', '-m1000000'], read: readSpin },
  ];
}

/** SPIN counts the initial state as a transition, too. */
function readSpin(printed: string): Counts {
  const figure = (pattern: RegExp): number => Number(pattern.exec(printed)?.[1] ?? NaN);
  return {
    states: figure(/(\d+) states, stored/),
    transitions: figure(/(\d+) transitions/) - 1,
    peakBytes: figure(/([\d.]+)\s+total actual memory usage/) * 2 ** 20,
  };
}

/** Runs a command once under the shell's clock. */
function runOnce({ command, read }: Contestant, directory: string): Run {
  const script = 'TIMEFORMAT="%U %S %R"; time "$@"';
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script, 'bash', ...command], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`${command.join(' ')} failed: ${stderr}`);
  const [user = NaN, system = NaN, wallSeconds = NaN] = (stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  return { ...read(stdout), cpuSeconds: user + system, wallSeconds };
}

export interface Contest {
  readonly instance: InstanceName;
  readonly rounds: number;
  /** The plain search takes many times as long as all others. */
  readonly withPlain: boolean;
}

/** Lets everyone run in turn, round by round. Throws WrongCounts. */
export function contest(
  { instance, rounds, withPlain }: Contest,
  onRun: (name: string, run: Run) => void,
): readonly Standing[] {
  const directory = mkdtempSync(join(tmpdir(), 'dvipa-bench-'));
  try {
    const all = [
      ...contestants(instance, directory),
      ...(withPlain ? [ours('plain Map search', 'plain', instance, 1)] : []),
    ];
    const runs = new Map<string, Run[]>(all.map(({ name }) => [name, []]));
    const idle = runOnce(ours('idle', 'idle', instance, 1), directory).peakBytes;
    for (let round = 0; round < rounds; round += 1) {
      for (const contestant of all) {
        const run = runOnce(contestant, directory);
        checkCounts(contestant.name, instance, run);
        runs.get(contestant.name)?.push(run);
        onRun(contestant.name, run);
      }
    }
    return [...runs].map(([name, each]) =>
      standingOf(name, each, name.includes('SPIN') ? 0 : idle),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function checkCounts(name: string, instance: InstanceName, { states, transitions }: Run): void {
  const expected = INSTANCES[instance];
  if (states === expected.states && transitions === expected.transitions) return;
  throw new WrongCounts(
    `${name}: expected ${expected.states} states and ${expected.transitions} transitions, found ${states} and ${transitions}`,
  );
}

function standingOf(name: string, runs: readonly Run[], runtimeBytes: number): Standing {
  return {
    name,
    runs,
    statesPerCpuSecond: median(runs.map(({ states, cpuSeconds }) => states / cpuSeconds)),
    statesPerSecond: median(runs.map(({ states, wallSeconds }) => states / wallSeconds)),
    bytesPerState: median(runs.map(({ states, peakBytes }) => (peakBytes - runtimeBytes) / states)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >>> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
