/**
 * Explores every reachable state of a system, breadth first, and judges its properties.
 *
 * The counterexamples are the shortest there are. Whatever bound cuts the search short, the result says so
 * and is inconclusive where nothing was found.
 */
import type { ComponentSystem } from './component-system.types.ts';
import { ComponentExpander } from './expand-components.ts';
import { ObjectExpander } from './expand-objects.ts';
import type { EngineOptions } from './engine.ts';
import type { Expander } from './expander.types.ts';
import { GrowingGround, omissionOf } from './ground.ts';
import { LocalInterner } from './interner.ts';
import { judgementsOf, overall } from './judge.ts';
import { engineOn, LocalTeam } from './local-team.ts';
import { reductionsOf } from './reductions.ts';
import type { Cut, Exploration } from './result.types.ts';
import { sizeOf } from './ranges.ts';
import { Search, type Progress } from './search.ts';
import { Canonicaliser } from './symmetry.ts';
import type { Team } from './team.types.ts';
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

/** Explores a system whose states are objects. */
export async function exploreObjects<S, A, X extends Stepped<S>>(
  system: ObjectSystem<S, A, X>,
  options: ExploreOptions = {},
): Promise<Exploration<A>> {
  const interner = new LocalInterner(system.positions.length);
  const expander = new ObjectExpander(system, interner);
  const canonicaliser = canonicaliserOf(system, interner, options);
  return (await explore(expander, canonicaliser, options)) as Exploration<A>;
}

/** Explores a system of components; its actions are their names. */
export async function exploreComponents(
  system: ComponentSystem,
  options: ExploreOptions = {},
): Promise<Exploration<string>> {
  const interner = new LocalInterner(system.positions.length);
  const expander = new ComponentExpander(system, interner);
  const canonicaliser = canonicaliserOf(system, interner, options);
  return (await explore(expander, canonicaliser, options)) as Exploration<string>;
}

function canonicaliserOf(
  { renamings = [], positions }: Pick<ComponentSystem, 'renamings' | 'positions'>,
  interner: LocalInterner,
  { symmetry }: ExploreOptions,
): Canonicaliser | null {
  return symmetry === true ? new Canonicaliser(renamings, interner, positions.length) : null;
}

async function explore(
  expander: Expander,
  canonicaliser: Canonicaliser | null,
  options: ExploreOptions,
): Promise<Exploration<unknown>> {
  const isExact = options.mode !== 'fingerprint';
  const isEager = options.partialOrder === true;
  if (isEager && canonicaliser !== null) {
    throw new RangeError('symmetry and partial order are not offered together: choose one');
  }
  const engineOptions: EngineOptions = { workers: 1, isExact, isEager, canonicaliser };
  const initial = expander.initial().map((ids) => canonicaliser?.canonical(ids) ?? ids);
  const ground = new GrowingGround(initial, isExact);
  const team = new LocalTeam(expander, engineOptions);
  const { statesMax = null, bytesMax = null } = options;
  const search = new Search(expander, ground, team, { statesMax, bytesMax });

  ground.makeRoom(initial.length);
  const starter = engineOn(expander, ground.ground, engineOptions);
  for (const ids of initial) starter.addInitial(ids);
  await search.begin(starter.store.takeAdded());
  const cut = await search.run(() => {
    if (options.signal?.aborted === true) search.stop();
    options.onProgress?.(search.progress);
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
