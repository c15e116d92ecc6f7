/**
 * `dvipa assumptions [NAME …]`: switches every assumption and every guard off, one at a time, and says
 * which promise falls, by the committed traces. Where none falls, a campaign looks again.
 *
 * `--hunt` looks for shorter traces of the assumptions and keeps them; `--write` renews the table in
 * README.md. Exit code 0: the ledger holds. 1: a row does not. 2: bad usage.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { assumptions } from '../../properties/assumptions/all.ts';
import type { Assumption } from '../../properties/assumptions/assumption.types.ts';
import { shortestFall } from '../../properties/assumptions/hunt.ts';
import { readProfileDirectory } from '../../properties/harness/read-profiles.ts';
import { topologiesOf } from '../../properties/harness/topologies.ts';
import { mutantNamed } from '../../properties/mutants/all.ts';
import { letLoose } from '../../properties/mutants/hunt.ts';
import { table } from '../../properties/report/tables.ts';
import { traceOf, writeTrace } from '../files.ts';
import {
  fallsByAnother,
  faultOf,
  ledgerRows,
  renderLedger,
  traceFile,
  traceOfRow,
  withLedger,
  type LedgerRow,
} from '../ledger.ts';
import { withMeant } from './meant.ts';
import { wholeNumber } from './whole-number.ts';

const root = join(import.meta.dirname, '..', '..');
const small = readProfileDirectory(join(root, 'impl', 'profile', 'small'));
const topologies = topologiesOf(small.profiles);

interface Options {
  readonly runs: number;
  readonly tries: number;
  readonly hunt?: true;
  readonly write?: true;
}

/** Looks for a shorter trace than the committed one, and keeps it. */
function hunt(assumption: Assumption, { runs, tries }: Options): void {
  const { name, assumes } = assumption;
  const found = shortestFall(assumption, { topologies, runs, tries });
  const length = found?.scenario.actions.length ?? Number.POSITIVE_INFINITY;
  const row = { kind: 'assumption', name } as const;
  const known = traceOfRow(row)?.actions.length ?? Number.POSITIVE_INFINITY;
  process.stderr.write(`${name} ${found?.broken.witness ?? 'every promise held'}\n`);
  if (found === null || length >= known) return;
  writeTrace(traceFile(row), traceOf(found, `Without: ${assumes}`, name));
}

/** Where nothing is said to fall, nothing does: by the traces of all other rows, and by a campaign. */
function stillHolds(row: LedgerRow, options: Options): string | null {
  if (row.stays === null) return null;
  return fallsByAnother(row) ?? fallsByChance(row, options);
}

function fallsByChance({ name }: LedgerRow, { runs }: Options): string | null {
  const assumption = assumptions.find((one) => one.name === name);
  const mutant = mutantNamed(name);
  const found =
    assumption !== undefined
      ? shortestFall(assumption, { topologies, runs, tries: 1 })
      : mutant === undefined
        ? null
        : letLoose(mutant, { name: 'small', topologies }, { runs, seed: 1 }).failure;
  return found === null ? null : `${name}: ${found.broken.promise} falls: ${found.broken.witness}`;
}

function cells({ name, falls, length, sentence, stays }: LedgerRow): readonly string[] {
  const reason = stays === null ? sentence : `${sentence} (stays: ${stays})`;
  return [name, falls ?? 'none', length === null ? '' : String(length), reason];
}

function judge(names: readonly string[], options: Options): number {
  const known = ledgerRows().map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const named = unknown.map((name) => withMeant(name, known)).join(', ');
    console.error(`nothing is named ${named}; there are ${known.join(' ')}`);
    return 2;
  }
  const isChosen = ({ name }: { readonly name: string }): boolean =>
    names.length === 0 || names.includes(name);
  if (options.hunt === true) {
    for (const assumption of assumptions.filter(isChosen)) hunt(assumption, options);
  }
  const rows = ledgerRows().filter(isChosen);
  console.log(table(['id', 'falls', 'actions', 'assumption or guard'], rows.map(cells)));
  const faults = rows.flatMap((row) => faultOf(row) ?? stillHolds(row, options) ?? []);
  for (const fault of faults) console.log(`FAILED  ${fault}`);
  if (options.write === true) {
    const readme = join(root, 'README.md');
    const text = withLedger(readFileSync(readme, 'utf8'), renderLedger(ledgerRows()));
    writeFileSync(readme, text);
  }
  const carrying = rows.filter(({ falls }) => falls !== null).length;
  console.log(
    `\n${carrying} of ${rows.length} carry a promise; ${faults.length} rows do not hold.`,
  );
  return faults.length === 0 ? 0 : 1;
}

export function assumptionsCommand(): Command {
  return new Command('assumptions')
    .description('Switches every assumption and guard off by itself, and says which promise falls.')
    .argument('[names...]', 'assumptions or guards; all without')
    .option('--runs <n>', 'interleavings of a campaign', wholeNumber(1), 600)
    .option('--tries <n>', 'seeds that a hunt compares', wholeNumber(1), 8)
    .option('--hunt', 'look for shorter traces of the assumptions, and keep them')
    .option('--write', 'renew the table in README.md')
    .action((names: readonly string[], options: Options) => {
      process.exitCode = judge(names, options);
    });
}
