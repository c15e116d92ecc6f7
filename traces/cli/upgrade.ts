/**
 * `dvipa upgrade TRACE …`: writes traces of an older format as the present format has them.
 *
 * A trace of the present format is written again as formatTrace writes it. Reading needs no upgrade: an older
 * trace is brought up to date in memory.
 */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { parseTrace, readText, writeTrace } from '../files.ts';
import { isShortest } from '../mutant-corpus.ts';

/** Reads everything first: one bad file, and none is written. */
function upgradeAll(files: readonly string[]): void {
  const traces = files.map((file) => ({ file, trace: parseTrace(readText(file), file) }));
  for (const { file, trace } of traces) {
    const shortest = isShortest(trace) ? 'proved' : trace.length.shortest;
    const before = readFileSync(file, 'utf8');
    writeTrace(file, { ...trace, length: { ...trace.length, shortest } });
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
