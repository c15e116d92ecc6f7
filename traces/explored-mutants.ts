/**
 * Every mutant in the narrowest scope of the explorer that can express its committed trace.
 */
import { describeScope } from '../properties/explore/stacks/scope.ts';
import { replay } from '../properties/harness/run.ts';
import { clusterOf } from '../properties/mutants/all.ts';
import { exploreMutant } from '../properties/mutants/explore-mutant.ts';
import { scopesOfTrace } from '../properties/mutants/expressed.ts';
import { readExplored, writeExplored, type Explored } from '../properties/mutants/explored.ts';
import type { Mutant } from '../properties/mutants/mutant.types.ts';
import { table } from '../properties/report/tables.ts';
import { committedScenario } from './mutant-corpus.ts';

/** One mutant and what became of it. */
export interface Tried {
  readonly mutant: Mutant;
  readonly explored: Explored;
  /** What its committed trace breaks, and after how many actions, deliveries and probes included. */
  readonly traced: { readonly promise: string; readonly length: number };
}

/** Goes through the scopes that can express the mutant's trace, the narrowest first, until it dies in one. */
export async function tryInScopes(mutant: Mutant, states: number): Promise<Tried> {
  const scenario = committedScenario(mutant);
  if (scenario === null) throw new Error(`${mutant.name} has no trace in the corpus`);
  const { broken, steps } = replay(clusterOf(mutant), scenario);
  const promise = broken?.promise ?? '';
  const traced = { promise, length: steps };
  const scopes = scopesOfTrace(mutant, promise, scenario);
  if (typeof scopes === 'string') {
    return { mutant, explored: { is: 'not expressed', why: scopes }, traced };
  }
  let explored: Explored = { is: 'alive', scope: '', states: 0 };
  for (const one of scopes) {
    const scope = describeScope(one);
    const fate = await exploreMutant(mutant, one, { states });
    if (fate.is === 'dead') {
      const { property, actions } = fate;
      explored = { is: 'dead', scope, property, length: actions.length, states: fate.states };
      break;
    }
    explored = { ...fate, scope };
    if (fate.is === 'open') break;
  }
  return { mutant, explored, traced };
}

/** Prints the table; the exit code: 1 where a mutant survives, 3 where a bound was met. */
export async function reportExplored(
  chosen: readonly Mutant[],
  { states, write }: { readonly states: number; readonly write: boolean },
): Promise<number> {
  const results: Tried[] = [];
  for (const mutant of chosen) {
    const tried = await tryInScopes(mutant, states);
    process.stderr.write(`${mutant.name} ${tried.explored.is}\n`);
    results.push(tried);
  }
  if (write) {
    const before = readExplored();
    // A search through fewer states takes nothing back.
    const news = results.filter(
      ({ mutant, explored }) => explored.is !== 'open' || before[mutant.name]?.is !== 'dead',
    );
    const found = news.map(({ mutant, explored }) => [mutant.name, explored] as const);
    writeExplored({ ...before, ...Object.fromEntries(found) });
  }
  console.log(exploredTable(results));
  console.log(`\n${exploredSummary(results)}`);
  const isAny = (is: Explored['is']): boolean => results.some(({ explored }) => explored.is === is);
  if (isAny('alive')) return 1;
  return isAny('open') ? 3 : 0;
}

const header = ['mutant', 'breaks', 'after', 'its trace', 'after', 'states', 'scope'];

function exploredTable(results: readonly Tried[]): string {
  return table(
    header,
    results.flatMap(({ mutant, explored, traced }) => {
      if (explored.is === 'not expressed') return [];
      const { scope, states } = explored;
      return [
        [mutant.name, ...fateOf(explored), traced.promise, `${traced.length}`, `${states}`, scope],
      ];
    }),
  );
}

function fateOf(explored: Exclude<Explored, { is: 'not expressed' }>): readonly string[] {
  if (explored.is === 'dead') return [explored.property, `${explored.length}`];
  return explored.is === 'alive' ? ['SURVIVES', ''] : ['not yet', `> ${explored.length}`];
}

/** How many die, and why the others are not asked. */
export function exploredSummary(results: readonly Pick<Tried, 'mutant' | 'explored'>[]): string {
  const asked = results.filter(({ explored }) => explored.is !== 'not expressed');
  const dead = asked.filter(({ explored }) => explored.is === 'dead');
  const others = results.flatMap(({ mutant, explored }) =>
    explored.is === 'not expressed' ? [`${mutant.name}: ${explored.why}`] : [],
  );
  return [
    `${dead.length} of ${asked.length} that a scope can express die in it`,
    ...(others.length === 0 ? [] : [`${others.length} cannot be expressed:`]),
    ...others.map((line) => `  ${line}`),
  ].join('\n');
}
