/**
 * Explores every reachable state of a system, breadth first, and judges its properties.
 *
 * The counterexamples are the shortest there are. Whatever bound cuts the search short, the result says so
 * and is inconclusive where nothing was found.
 */
import type { ComponentSystem } from './component-system.types.ts';
import type { EngineOptions } from './engine.ts';
import { Interner } from './interner.ts';
import type { LocalSystem } from './local-system.types.ts';
import { LocalTeam } from './local-team.ts';
import type { Exploration } from './result.types.ts';
import { searchWith, type ExploreOptions } from './session.ts';
import { emptyLog } from './shared-log.ts';
import {
  expanderOf,
  renamingsOf,
  systemFrom,
  type AnySystem,
  type SystemSource,
} from './source.ts';
import { Canonicaliser } from './symmetry.ts';
import type { ObjectSystem, Stepped } from './system.types.ts';
import { ThreadTeam } from './thread-team.ts';

/** Explores a system whose states are objects, remembered or not, in this thread. */
export async function exploreObjects<S, A, X extends Stepped<S>>(
  system: ObjectSystem<S, A, X> | LocalSystem<S, A, X>,
  options: ExploreOptions = {},
): Promise<Exploration<A>> {
  // A search never looks into states: that they are all of one type is the caller's concern.
  const found = await explore(system as unknown as AnySystem, null, options);
  return found as Exploration<A>;
}

/** Explores a system of components, in this thread; its actions are their names. */
export async function exploreComponents(
  system: ComponentSystem,
  options: ExploreOptions = {},
): Promise<Exploration<string>> {
  return (await explore(system, null, options)) as Exploration<string>;
}

/**
 * Explores a system that each worker makes for itself. Counts and verdicts are the same with any number of
 * workers; of several shortest counterexamples another one may be shown.
 */
export async function exploreTogether(
  source: SystemSource,
  workers: number,
  options: ExploreOptions = {},
): Promise<Exploration<unknown>> {
  return explore(await systemFrom(source), { source, workers }, options);
}

interface Help {
  readonly source: SystemSource;
  readonly workers: number;
}

async function explore(
  system: AnySystem,
  help: Help | null,
  options: ExploreOptions,
): Promise<Exploration<unknown>> {
  const { symmetry: isSymmetric = false, partialOrder: isEager = false } = options;
  if (isEager && isSymmetric) {
    throw new RangeError('symmetry and partial order are not offered together: choose one');
  }
  const isExact = options.mode !== 'fingerprint';
  const workers = help?.workers ?? 1;
  const positions = system.positions.length;
  const log = workers > 1 ? emptyLog() : null;
  const interner = new Interner(positions, log);
  const expander = expanderOf(system, interner);
  const canonicaliser = isSymmetric
    ? new Canonicaliser(renamingsOf(system), interner, positions)
    : null;
  const engineOptions: EngineOptions = { workers, isExact, isEager, canonicaliser };
  const own = new LocalTeam(expander, engineOptions);
  const team =
    help === null || log === null
      ? own
      : new ThreadTeam(own, { source: help.source, log, workers, isExact, isEager, isSymmetric });
  try {
    return await searchWith({ team, expander, interner, options, engineOptions });
  } finally {
    await team.close();
  }
}
