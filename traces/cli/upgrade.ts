/**
 * `dvipa upgrade TRACE …`: writes traces of an older format as the present format has them.
 *
 * Variations of profiles that no action loads are left out. A trace of the present format is written again, too.
 * Reading needs no upgrade: an older trace is brought up to date in memory.
 */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { parseTrace, readText, scenarioOf, withoutIdleChanges, writeTrace } from '../files.ts';
import type { Trace } from '../format.ts';
import { isShortest } from '../mutant-corpus.ts';

type Changes = Trace['topology']['changes'];

/** Reads everything first: one bad file, and none is written. */
function upgradeAll(files: readonly string[]): void {
  const traces = files.map((file) => ({ file, trace: parseTrace(readText(file), file) }));
  for (const { file, trace } of traces) {
    const shortest = isShortest(trace) ? 'proved' : trace.length.shortest;
    const before = readFileSync(file, 'utf8');
    const { changes } = withoutIdleChanges(scenarioOf(trace));
    const kept = { ...trace.topology, changes: structuredClone(changes) as Changes };
    writeTrace(file, { ...trace, topology: kept, length: { ...trace.length, shortest } });
    const isSame = before === readFileSync(file, 'utf8');
    console.log(`${file}: ${isSame ? 'is up to date' : `written as ${trace.format}`}`);
  }
}

export function upgradeCommand(): Command {
  return new Command('upgrade')
    .description('Writes traces of an older format as the present format has them.')
    .argument('<traces...>', 'trace files')
    .action(upgradeAll);
}
