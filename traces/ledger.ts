/**
 * The ledger of what dvipa stands on: every assumption about the environment and every guard of the
 * protocol, with the promise that falls without it and how short the committed trace of that is.
 *
 * Left out: the hunt for those traces, which is properties/assumptions/ and properties/mutants/.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assumptions, clusterNamed } from '../properties/assumptions/all.ts';
import { replay } from '../properties/harness/run.ts';
import { promisesOnly, refinementOnly } from '../properties/invariants/judges.ts';
import { mutants } from '../properties/mutants/all.ts';
import { refinesTheModel } from '../properties/refinement/check.ts';
import { readTrace, scenarioOf } from './files.ts';
import type { Trace } from './format.ts';

export interface LedgerRow {
  readonly kind: 'assumption' | 'guard';
  readonly name: string;
  readonly sentence: string;
  /** The promise that falls without it; null when none does. */
  readonly falls: string | null;
  /** Actions of the shortest trace found. */
  readonly length: number | null;
  /** Why it stays although nothing falls. */
  readonly stays: string | null;
}

const folders = {
  assumption: join(import.meta.dirname, 'assumptions'),
  guard: join(import.meta.dirname, 'corpus'),
};

export function traceFile({ kind, name }: Pick<LedgerRow, 'kind' | 'name'>): string {
  return join(folders[kind], `${name}.trace.json`);
}

/** The committed trace of a row; null when there is none. */
export function traceOfRow(row: Pick<LedgerRow, 'kind' | 'name'>): Trace | null {
  const file = traceFile(row);
  return existsSync(file) ? readTrace(file) : null;
}

/** Every row, from what is committed: assumptions first, then guards. */
export function ledgerRows(): readonly LedgerRow[] {
  const environment = assumptions.map(({ name, assumes, stays }) =>
    rowOf('assumption', name, assumes, stays),
  );
  const guards = mutants.map(({ name, takesAway, equivalent }) =>
    rowOf('guard', name, takesAway, equivalent),
  );
  return [...environment, ...guards];
}

function rowOf(
  kind: LedgerRow['kind'],
  name: string,
  sentence: string,
  stays: string | undefined,
): LedgerRow {
  const trace = stays === undefined ? traceOfRow({ kind, name }) : null;
  const falls = trace?.promise ?? null;
  const length = trace?.actions.length ?? null;
  return { kind, name, sentence, falls, length, stays: stays ?? null };
}

/** Every committed trace: what breaks one row may break another one that is said to break nothing. */
function committed(): readonly Trace[] {
  return Object.values(folders).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.trace.json'))
      .map((name) => readTrace(join(folder, name))),
  );
}

/** For a row without which nothing is said to fall: the promise that falls by a trace of another row, if one does. */
export function fallsByAnother({ name, stays }: LedgerRow): string | null {
  const cluster = stays === null ? undefined : clusterNamed(name);
  if (cluster === undefined) return null;
  for (const trace of committed()) {
    const { broken } = replay(cluster.step, scenarioOf(trace));
    if (broken === null) continue;
    return `${name}: ${broken.promise} falls by the actions of ${trace.mutant}: ${broken.witness}`;
  }
  return null;
}

/** What is wrong with a row: no trace and no reason, or a trace that shows nothing; null when it stands. */
export function faultOf(row: LedgerRow): string | null {
  const { name, stays } = row;
  if (stays !== null) return null;
  const trace = traceOfRow(row);
  const cluster = clusterNamed(name);
  const sound = clusterNamed(null);
  if (trace === null)
    return `${name}: no trace shows what falls, and no reason says why nothing does`;
  if (cluster === undefined || sound === undefined) return `${name}: nothing is named so`;
  // What the refinement alone notices is judged by it alone.
  const judges = trace.promise === refinesTheModel.id ? refinementOnly : promisesOnly;
  const { broken } = replay(cluster.step, scenarioOf(trace), judges);
  if (broken?.promise !== trace.promise)
    return `${name}: its trace no longer breaks ${trace.promise}`;
  const kept = replay(sound.step, scenarioOf(trace));
  return kept.broken === null
    ? null
    : `${name}: its trace breaks ${kept.broken.promise} with it, too`;
}

function markdown(rows: readonly LedgerRow[], what: string): string {
  const lines = rows.map(({ name, sentence, falls, length, stays }) => {
    const outcome = falls ?? `none: ${stays ?? 'not known yet'}`;
    return `| ${name} | ${sentence} | ${outcome} | ${length ?? ''} |`;
  });
  return [
    `| id | ${what} | falls without it | actions |`,
    '| --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}

/** The block of the README, between the markers. */
export function renderLedger(rows: readonly LedgerRow[]): string {
  const environment = rows.filter(({ kind }) => kind === 'assumption');
  const guards = rows.filter(({ kind }) => kind === 'guard');
  return [
    markdown(environment, 'assumption about the environment'),
    '',
    `<details><summary>${guards.length} guards of the protocol</summary>`,
    '',
    markdown(guards, 'guard'),
    '',
    '</details>',
  ].join('\n');
}

const BEGIN = '<!-- assumptions: written by `npm run assumptions -- --write` -->';
const END = '<!-- assumptions end -->';

/** A README with the block renewed; throws when it lacks the markers. */
export function withLedger(readme: string, block: string): string {
  const from = readme.indexOf(BEGIN);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) throw new Error(`README.md lacks ${BEGIN} … ${END}`);
  return `${readme.slice(0, from)}${BEGIN}\n\n${block}\n\n${readme.slice(to)}`;
}
