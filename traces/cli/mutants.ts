/**
 * `dvipa mutants [NAME …]`: lets every mutant loose and says which promise killed it, and how briefly; then every
 * control, which nothing may notice.
 *
 * `--write` renews the traces in traces/corpus/ and what is known of the shortest ones; `--matrix` says which
 * promise notices which mutant, and with `--write` draws it in docs/matrix.svg; `--explore` searches the narrowest scope
 * that can express each mutant, and with `--write` keeps what it found in properties/mutants/explored.json. Exit code 0: all killed, by a promise
 * that they name, and no control noticed. 1: not so. 2: bad usage. 3: Ctrl-C came
 * before the end.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { mutants } from '../../properties/mutants/all.ts';
import { controls } from '../../properties/mutants/controls/all.ts';
import { hunt, letLoose } from '../../properties/mutants/hunt.ts';
import { readKnown } from '../../properties/mutants/known.ts';
import { judging, matrixRow } from '../../properties/mutants/matrix.ts';
import type { Control, Mutant } from '../../properties/mutants/mutant.types.ts';
import { scopeNamed, scopesFor } from '../../properties/mutants/scopes.ts';
import { deletedActions } from '../../properties/mutants/deleted/deleted-actions.ts';
import { judgeDeleted } from '../../properties/mutants/deleted/judge-deleted.ts';
import { matrixSvg } from '../../properties/report/matrix-svg.ts';
import { foundSentence, matrixTable } from '../../properties/report/matrix-table.ts';
import {
  isKilled,
  mutantList,
  mutantTable,
  ratioText,
  type Hunted,
} from '../../properties/report/mutant-table.ts';
import { counted, table } from '../../properties/report/tables.ts';
import { refinementText } from '../refined.ts';
import { reportExplored } from '../explored-mutants.ts';
import { committedScenario, killByTrace, renew } from '../mutant-corpus.ts';
import { interruption } from './interruption.ts';
import { withMeant } from './meant.ts';
import { wholeNumber } from './whole-number.ts';

interface Options {
  readonly runs: number;
  readonly states: number;
  readonly write?: true;
  readonly matrix?: number | true;
  readonly refinement?: true;
  readonly deleted?: true;
  readonly explore?: number | true;
  readonly list?: true;
}

const MATRIX_RUNS = 100;
/** Where no promise breaks in so many interleavings, as many again and again, up to so many times. */
const MATRIX_TIMES = 15;
const EXPLORED_STATES = 400_000;
const DELETED_RUNS = 120;

/** Where it is known to die, and elsewhere if it does not die there any more. */
function tryOut(mutant: Mutant, { runs, states, write }: Options): Hunted {
  const known = readKnown()[mutant.name] ?? null;
  if (mutant.isRare === true) {
    const kill = killByTrace(mutant, known?.scope ?? mutant.scope ?? 'small');
    return { mutant, kill, known: kill !== null && write ? renew(mutant, kill, states) : known };
  }
  const all = scopesFor(mutant);
  const first = known === null || write === true ? [] : [scopeNamed(known.scope)];
  const scopes = [...first, ...all.filter((scope) => !first.includes(scope))];
  const enough = mutant.equivalent === undefined ? runs : Math.ceil(runs / 10);
  const options = { runs: enough, shortEnough: 6, tries: 6, patience: 100 };
  const kill = hunt(mutant, scopes, options);
  return { mutant, kill, known: kill !== null && write ? renew(mutant, kill, states) : known };
}

/** Which promise noticed a control, and where; null when none did. */
function noticed(control: Control, runs: number): string | null {
  for (const scope of scopesFor({})) {
    const { failure } = letLoose(control, scope, { runs: Math.ceil(runs / 10), seed: 1 });
    if (failure !== null) return `${failure.broken.promise} in ${scope.name}`;
  }
  return null;
}

function reportControls(chosen: readonly Control[], runs: number): boolean {
  if (chosen.length === 0) return true;
  const rows = chosen.map((control) => ({ control, by: noticed(control, runs) }));
  const cells = rows.map(({ control: { name, cites, instead }, by }) => [
    name,
    cites.join(),
    by === null ? 'not noticed' : `NOTICED by ${by}`,
    instead,
  ]);
  console.log(`\n${table(['control', 'cites', 'verdict', 'done in another way'], cells)}`);
  const survived = rows.filter(({ by }) => by === null).length;
  console.log(`\n${survived} of ${rows.length} harmless changes are not noticed`);
  return survived === rows.length;
}

/** Lets them loose one after the other, until Ctrl-C: the one that is loose then is still seen through. */
async function letAllLoose(
  chosen: readonly Mutant[],
  options: Options,
  signal: AbortSignal,
): Promise<readonly Hunted[]> {
  const results: Hunted[] = [];
  for (const mutant of chosen) {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) break;
    const result = tryOut(mutant, options);
    process.stderr.write(`${mutant.name} ${result.kill?.broken.witness ?? 'survived'}\n`);
    results.push(result);
  }
  return results;
}

function reportMutants(results: readonly Hunted[]): boolean {
  if (results.length === 0) return true;
  console.log(mutantTable(results));
  for (const { mutant } of results) {
    if (mutant.equivalent !== undefined) console.log(`\n${mutant.name}: ${mutant.equivalent}`);
  }
  const ratio = ratioText(results);
  if (ratio !== null) console.log(`\n${ratio}`);
  const meant = results.filter(({ mutant }) => mutant.equivalent === undefined);
  const killed = meant.filter(isKilled);
  console.log(`\n${killed.length} of ${meant.length} killed`);
  const isHarmful = ({ kill, mutant }: Hunted): boolean =>
    kill !== null && mutant.equivalent !== undefined;
  return killed.length === meant.length && !results.some(isHarmful);
}

function reportMatrix(chosen: readonly Mutant[], runs: number, write: boolean): void {
  const known = readKnown();
  const rows = chosen.map((mutant) => {
    process.stderr.write(`${mutant.name}\n`);
    const scope = scopeNamed(known[mutant.name]?.scope ?? mutant.scope ?? 'small');
    const effort = { runs, limit: runs * MATRIX_TIMES, trace: committedScenario(mutant) };
    return { name: mutant.name, row: matrixRow(mutant, scope, effort) };
  });
  console.log(matrixTable(rows, judging));
  console.log(`\n${foundSentence(rows)}`);
  if (!write) return;
  const file = join(import.meta.dirname, '..', '..', 'docs', 'matrix.svg');
  writeFileSync(file, matrixSvg(rows, judging));
}

/** Actions that never happen: no promise can break by them, and the landmarks must notice. */
function reportDeleted(): boolean {
  const { topologies } = scopeNamed('small');
  const rows = deletedActions.map((deleted) => {
    const { notSeen, tooRare } = judgeDeleted(deleted, { topologies, runs: DELETED_RUNS, seed: 1 });
    process.stderr.write(`${deleted.name}\n`);
    return { name: deleted.name, missing: [...notSeen, ...tooRare] };
  });
  console.log(
    table(
      ['deleted', 'verdict', 'landmarks missing'],
      rows.map(({ name, missing }) => [
        name,
        missing.length > 0 ? 'noticed' : 'NOT NOTICED',
        missing.slice(0, 6).join(', '),
      ]),
    ),
  );
  const noticed = rows.filter(({ missing }) => missing.length > 0).length;
  console.log(`\n${noticed} of ${rows.length} deleted actions are noticed`);
  return noticed === rows.length;
}

function chosenOf<T extends { readonly name: string }>(
  all: readonly T[],
  wanted: readonly string[],
): readonly T[] {
  return all.filter(({ name }) => wanted.length === 0 || wanted.includes(name.toLowerCase()));
}

async function judge(names: readonly string[], options: Options): Promise<number> {
  const wanted = names.map((name) => name.toLowerCase());
  const known = [...mutants, ...controls].map(({ name }) => name);
  const unknown = names.filter(
    (name) => !known.some((one) => one.toLowerCase() === name.toLowerCase()),
  );
  if (unknown.length > 0) {
    const named = unknown.map((name) => withMeant(name, known)).join(', ');
    console.error(`no mutant is named ${named}; dvipa mutants --list names them all`);
    return 2;
  }
  if (options.list === true) {
    console.log(mutantList(chosenOf(mutants, wanted), chosenOf(controls, wanted)));
    return 0;
  }
  const chosen = chosenOf(mutants, wanted);
  const meant = chosen.filter(({ equivalent }) => equivalent === undefined);
  if (options.explore !== undefined) {
    const states = options.explore === true ? EXPLORED_STATES : options.explore;
    return reportExplored(meant, { states, write: options.write === true });
  }
  if (options.matrix !== undefined) {
    const runs = options.matrix === true ? MATRIX_RUNS : options.matrix;
    reportMatrix(meant, runs, options.write === true && wanted.length === 0);
    return 0;
  }
  if (options.refinement === true) {
    console.log(refinementText(meant));
    return 0;
  }
  if (options.deleted === true) return reportDeleted() ? 0 : 1;
  const signal = interruption();
  const results = await letAllLoose(chosen, options, signal);
  const areKilled = reportMutants(results);
  if (signal.aborted) {
    console.log(`\nINTERRUPTED  after ${results.length} of ${counted(chosen.length, 'mutant')}.`);
    return areKilled ? 3 : 1;
  }
  const areQuiet = reportControls(chosenOf(controls, wanted), options.runs);
  return areKilled && areQuiet ? 0 : 1;
}

export function mutantsCommand(): Command {
  return new Command('mutants')
    .description(
      'Lets every mutant loose and says which promise kills it; then every control, which nothing may notice.',
    )
    .argument('[names...]', 'mutants and controls to try, in any case of letters; all without')
    .option('--runs <n>', 'interleavings per seed and scope', wholeNumber(1), 3_000)
    .option('--list', 'what they are, without letting any loose')
    .option('--write', 'renew the traces in traces/corpus/, or with --matrix the picture')
    .option(
      '--states <n>',
      'states that the search for the shortest trace goes through',
      wholeNumber(1),
      20_000,
    )
    .option(
      '--matrix [interleavings]',
      `which promise notices which mutant, in ${MATRIX_TIMES} times as many where none does (${MATRIX_RUNS})`,
      wholeNumber(1),
    )
    .option('--refinement', 'which of them die by the refinement alone, the promises switched off')
    .option(
      '--explore [states]',
      `after how few actions each dies in the explorer, through so many states (${EXPLORED_STATES})`,
      wholeNumber(1),
    )
    .option('--deleted', 'which landmarks notice that an action never happens')
    .action(async (names: readonly string[], options: Options) => {
      process.exitCode = await judge(names, options);
    });
}
