/**
 * `npm run bench:explore`: the explorer beside SPIN and a plain search, on the reference model.
 *
 * Exit code 0: everyone found the same counts. 1: someone did not. 2: bad usage. Without spin or gcc their
 * rows are left out, and that is said.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import {
  contest,
  missingForSpin,
  WrongCounts,
  type InstanceName,
  type Standing,
} from '../../properties/explore/bench/contest.ts';
import { INSTANCES } from '../../properties/explore/reference/scopes.ts';
import { table, thousands } from '../../properties/report/tables.ts';
import { underExitCodes } from './exit-codes.ts';
import { wholeNumber } from './whole-number.ts';

interface Options {
  readonly rounds: number;
  readonly instance: InstanceName;
  readonly plain: boolean;
}

function parse(argv: readonly string[]): Options {
  const command = new Command('bench:explore')
    .description('Compares the explorer with SPIN and with a plain search, side by side.')
    .option('--rounds <n>', 'how often everyone runs', wholeNumber(1), 5)
    .addOption(
      new Option('--instance <name>', 'of the reference model')
        .choices(Object.keys(INSTANCES))
        .default('a334'),
    )
    .option('--no-plain', 'without the plain search, which takes minutes on a334')
    .exitOverride();
  command.parse([...argv], { from: 'user' });
  return command.opts<Options>();
}

function render(standings: readonly Standing[]): string {
  const rows = standings.map(({ name, statesPerCpuSecond, statesPerSecond, bytesPerState }) => [
    name,
    thousands(Math.round(statesPerCpuSecond)),
    thousands(Math.round(statesPerSecond)),
    bytesPerState.toFixed(0),
  ]);
  return table(['', 'states/CPU s', 'states/s', 'bytes/state'], rows);
}

function main(): void {
  const { rounds: count, instance, plain } = parse(process.argv.slice(2));
  const missing = missingForSpin();
  if (missing !== null) console.log(`SPIN is left out: ${missing} not found on this machine.`);
  const standings = contest(
    { instance, rounds: count, withPlain: plain },
    (name, { cpuSeconds, wallSeconds }) =>
      console.error(`${name}: ${cpuSeconds.toFixed(2)} CPU s, ${wallSeconds.toFixed(2)} s`),
  );
  const { states, transitions } = INSTANCES[instance];
  console.log(render(standings));
  console.log(
    `${instance}: everyone found ${thousands(states)} states and ${thousands(transitions)} transitions; medians of ${count} interleaved rounds.`,
  );
  const reports = join(import.meta.dirname, '..', '..', 'reports');
  mkdirSync(reports, { recursive: true });
  const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, node: process.version };
  const file = join(reports, `bench-explore-${instance}.json`);
  writeFileSync(
    file,
    `${JSON.stringify({ instance, rounds: count, machine, standings }, null, 2)}\n`,
  );
}

await underExitCodes(() => {
  try {
    main();
  } catch (problem) {
    if (!(problem instanceof WrongCounts)) throw problem;
    console.error(problem.message);
    process.exitCode = 1;
  }
});
