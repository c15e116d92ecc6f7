/**
 * `npm run bench:crt`: the flat routing table beside maps and native tables, in one run on one machine.
 *
 * Exit code 0: no goal was missed. 1: one was. 2: bad usage. 3: no goal was missed, but some were not measured.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { chartOf } from '../../properties/bench/chart.ts';
import type { Figure } from '../../properties/bench/figure.types.ts';
import { goalsOf, isMet, type Measured } from '../../properties/bench/goals.ts';
import type { LookupPlan } from '../../properties/bench/lookups.ts';
import { growthFigures, type Growth } from '../../properties/bench/growth.ts';
import { renderBenchmark } from '../../properties/bench/report.ts';
import type { Timing } from '../../properties/bench/rounds.ts';
import type { Plan } from '../../properties/bench/worker.ts';
import { underExitCodes } from './exit-codes.ts';

interface Options {
  readonly quick?: true;
  readonly native?: true;
}

const root = join(import.meta.dirname, '..', '..');
const WORKER = join(root, 'properties', 'bench', 'worker.ts');
const REPORTS = join(root, 'reports');

function parse(argv: readonly string[]): Options {
  const command = new Command('bench:crt')
    .description('Times the routing table, and writes reports/bench-crt.json and .svg.')
    .option('--quick', 'the goals alone: fewer rounds, one stream, two maps')
    .option('--native', 'native tables too; needs g++, and takes absl and DPDK where installed')
    .exitOverride();
  command.parse([...argv], { from: 'user' });
  return command.opts<Options>();
}

const MILLION = 1_000_000;

function lookupPlans({ quick, native }: Options): readonly LookupPlan[] {
  return [1000, 100_000, MILLION, 10 * MILLION].map((rows): LookupPlan => {
    const isLargest = rows > MILLION;
    const few: LookupPlan['maps'] = isLargest && quick === true ? [] : ['number', 'string'];
    return {
      rows,
      rounds: quick === true ? 5 : 9,
      lookups: rows < MILLION ? 2 ** 18 : 2 ** 20,
      native: native === true,
      maps: quick === true || isLargest ? few : [...few, 'bigint', 'nested'],
      streams: quick === true ? 'first' : 'all',
    };
  });
}

/** Runs one part in a process of its own, with garbage collection at hand and room for large maps. */
function run(plan: Plan): unknown {
  const options = ['--expose-gc', '--max-old-space-size=12000', WORKER, JSON.stringify(plan)];
  const answer = execFileSync(process.execPath, options, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(answer);
}

function measure(options: Options): Measured {
  const lookups = lookupPlans(options).map((plan) => {
    process.stderr.write(`lookups, ${plan.rows.toLocaleString('en')} connections\n`);
    return { rows: plan.rows, timings: run({ part: 'lookups', plan }) as readonly Timing[] };
  });
  process.stderr.write('growth\n');
  const rows = 10 * MILLION;
  const rounds = options.quick === true ? 5 : 9;
  const growths = Array.from(
    { length: options.quick === true ? 3 : 5 },
    () => run({ part: 'growth', plan: { rows } }) as Growth,
  );
  process.stderr.write('failure, takeover, flood, packet path\n');
  const control = run({ part: 'control', plan: { rounds } }) as readonly Figure[];
  return { lookups, control: [...growthFigures(growths, rows), ...control] };
}

function main(): number {
  const measured = measure(parse(process.argv.slice(2)));
  const goals = goalsOf(measured);
  mkdirSync(REPORTS, { recursive: true });
  const json = JSON.stringify({ ...measured, goals }, null, 2);
  writeFileSync(join(REPORTS, 'bench-crt.json'), `${json}\n`);
  writeFileSync(join(REPORTS, 'bench-crt.svg'), chartOf(measured));
  console.log(renderBenchmark(measured));
  if (goals.some((goal) => isMet(goal) === false)) return 1;
  return goals.every((goal) => isMet(goal) === true) ? 0 : 3;
}

await underExitCodes(() => {
  process.exitCode = main();
});
