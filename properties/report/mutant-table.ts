/**
 * What a hunt for mutants has found, for a terminal: who was killed by what, and how briefly.
 */
import type { Kill } from '../mutants/hunt.ts';
import { averageRatio, isProved, type Known } from '../mutants/known.ts';
import type { Control, Mutant } from '../mutants/mutant.types.ts';
import { table } from './tables.ts';

export interface Hunted {
  readonly mutant: Mutant;
  readonly kill: Kill | null;
  /** What the search for the shortest has found out; null when it was not made. */
  readonly known: Known | null;
}

const header = [
  'mutant',
  'cites',
  'killed by',
  'scope',
  'runs',
  'shrunk',
  'shortest',
  'taken away',
];

export function mutantTable(results: readonly Hunted[]): string {
  return table(header, results.map(rowOf));
}

/** What there is to let loose, and what is known of it; nothing is run. */
export function mutantList(mutants: readonly Mutant[], controls: readonly Control[]): string {
  const rows = [
    ...mutants.map(({ name, killedBy, equivalent, takesAway }) => {
      const by = equivalent === undefined ? killedBy.join(' ') : 'equivalent';
      return [name, by, takesAway];
    }),
    ...controls.map(({ name, instead }) => [name, 'control', `nothing; instead: ${instead}`]),
  ];
  return table(['name', 'killed by', 'taken away'], rows);
}

/** Killed, and by a promise that the mutant names. */
export function isKilled({ mutant, kill }: Hunted): boolean {
  return mutant.killedBy.includes(kill?.broken.promise ?? '');
}

function rowOf({ mutant, kill, known }: Hunted): readonly string[] {
  const { name, takesAway, cites, killedBy } = mutant;
  if (kill === null) {
    const verdict = mutant.equivalent === undefined ? 'SURVIVED' : 'equivalent';
    return [name, cites.join(), verdict, '', '', '', '', takesAway];
  }
  const { broken, scenario, scope, runsUntilFound } = kill;
  return [
    name,
    cites.join(),
    `${broken.promise}${killedBy.includes(broken.promise) ? '' : ' (unexpected)'}`,
    scope,
    runsUntilFound === null ? 'trace' : String(runsUntilFound),
    String(scenario.actions.length),
    shortestText(known),
    takesAway,
  ];
}

/** The shortest, or the bounds of what it can be where the search met its own. */
function shortestText(known: Known | null): string {
  if (known === null) return '';
  return isProved(known) ? String(known.shortest) : `${known.exhausted + 1}..${known.shortest}`;
}

/** How much longer the shrunk ones are than the shortest; null when nothing is known of any. */
export function ratioText(results: readonly Hunted[]): string | null {
  const known = results.flatMap(({ kill, known: one }) => {
    if (kill === null || one === null) return [];
    const shrunk = kill.runsUntilFound === null ? one.shrunk : kill.scenario.actions.length;
    return [{ ...one, shrunk: Math.max(shrunk, one.shortest) }];
  });
  if (known.length === 0) return null;
  const proved = known.filter(isProved);
  const ratio = (of: readonly Known[]): string => averageRatio(of).toFixed(2);
  return (
    `Shrunk counterexamples are ${ratio(known)} times as long as the shortest known ones on average; ` +
    `${proved.length} of ${known.length} are proved shortest in their scope, there it is ${ratio(proved)}.`
  );
}
