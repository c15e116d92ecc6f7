/**
 * Explores every reachable state of a system, breadth first, and judges its properties.
 *
 * The counterexamples are the shortest there are. Whatever bound cuts the search short, the result says so
 * and is inconclusive where nothing was found.
 */
import type { ComponentSystem } from './component-system.types.ts';
import type { EngineOptions } from './engine.ts';
import type { Expander } from './expander.types.ts';
import { GrowingGround, omissionOf } from './ground.ts';
import { Interner } from './interner.ts';
import { judgementsOf, overall } from './judge.ts';
import { engineOn, LocalTeam } from './local-team.ts';
import { reductionsOf } from './reductions.ts';
import type { Cut, Exploration } from './result.types.ts';
import { sizeOf } from './ranges.ts';
import { Search, type Progress } from './search.ts';
import { emptyLog } from './shared-log.ts';
import { expanderOf, systemFrom, type AnySystem, type SystemSource } from './source.ts';
import { Canonicaliser } from './symmetry.ts';
import type { Team } from './team.types.ts';
import { ThreadTeam } from './thread-team.ts';
import type { ObjectSystem, Stepped } from './system.types.ts';

export interface ExploreOptions {
  /** Compare rows, or only 64 bits of fingerprint, which may take a state for another. */
  readonly mode?: 'exact' | 'fingerprint';
  /** Distinct states after which the search ends. */
  readonly statesMax?: number;
  /** Resident bytes of the process after which it ends. */
  readonly bytesMax?: number;
  readonly symmetry?: boolean;
  readonly partialOrder?: boolean;
  /** Called several times a second. */
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the search early when aborted. */
  readonly signal?: AbortSignal;
}

/** Explores a system whose states are objects, in this thread. */
export async function exploreObjects<S, A, X extends Stepped<S>>(
  system: ObjectSystem<S, A, X>,
  options: ExploreOptions = {},
): Promise<Exploration<A>> {
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
    ? new Canonicaliser(system.renamings ?? [], interner, positions)
    : null;
  const engineOptions: EngineOptions = { workers, isExact, isEager, canonicaliser };
  const own = new LocalTeam(expander, engineOptions);
  const team =
    help === null || log === null
      ? own
      : new ThreadTeam(own, { source: help.source, log, workers, isExact, isEager, isSymmetric });
  try {
    return await searchWith(team, expander, engineOptions, options);
  } finally {
    await team.close();
  }
}

async function searchWith(
  team: Team,
  expander: Expander,
  engineOptions: EngineOptions,
  { statesMax, bytesMax, signal, onProgress }: ExploreOptions,
): Promise<Exploration<unknown>> {
  const { canonicaliser, isExact } = engineOptions;
  const initial = expander.initial().map((ids) => canonicaliser?.canonical(ids) ?? ids);
  const ground = new GrowingGround(initial, isExact);
  const search = new Search(expander, ground, team, {
    statesMax: statesMax ?? null,
    bytesMax: bytesMax ?? null,
  });

  ground.makeRoom(initial.length);
  const starter = engineOn(expander, ground.ground, engineOptions);
  for (const ids of initial) starter.addInitial(ids);
  await search.begin(starter.store.takeAdded());
  const cut = await search.run(() => {
    if (signal?.aborted === true) search.stop();
    onProgress?.(search.progress);
  });
  return reportOf(expander, search, team, cut, engineOptions);
}

/** Why *drain* and *lasso* cannot be judged, or null. */
function whyNoGraph({ isExact, isEager, canonicaliser }: EngineOptions): string | null {
  if (!isExact) return 'it needs exact mode: fingerprints keep no states';
  const isReduced = isEager || canonicaliser !== null;
  return isReduced ? 'it needs the full search: leave the reductions out' : null;
}

function reportOf(
  expander: Expander,
  search: Search,
  team: Team,
  cut: Cut | null,
  options: EngineOptions,
): Exploration<unknown> {
  const { ground, violation, tally, states } = search;
  const { levels } = search.found;
  const { canonicaliser, isEager, isExact } = options;
  const engine = engineOn(expander, ground.ground, options);
  const noGraph = whyNoGraph(options);
  const { seen } = team;
  const ended = { expander, engine, levels, cut, violation, seen, canonicaliser, noGraph };
  const judgements = judgementsOf(ended);
  return {
    verdict: overall(judgements),
    judgements,
    states,
    expanded: tally.expanded,
    transitions: tally.transitions,
    depth: cut === null ? levels.length - 1 : search.progress.depth - 1,
    levels: levels.map(sizeOf),
    actions: Object.fromEntries(expander.names.map((name, at) => [name, tally.actions[at]!])),
    cut,
    bytes: ground.bytes,
    omission: isExact ? null : omissionOf(states),
    reductions: reductionsOf(states, tally, { isSymmetric: canonicaliser !== null, isEager }),
    calls: team.calls,
  };
}
