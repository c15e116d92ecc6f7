/**
 * One search from its beginning, or its checkpoint, to its report.
 */
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { digestOf } from './digest.ts';
import type { EngineOptions } from './engine.ts';
import type { Expander } from './expander.types.ts';
import { GrowingGround, omissionOf } from './ground.ts';
import type { Interner } from './interner.ts';
import { judgementsOf, overall } from './judge.ts';
import { engineOn } from './local-team.ts';
import { wayTo } from './path.ts';
import { sizeOf } from './ranges.ts';
import { reductionsOf } from './reductions.ts';
import type { Cut, Exploration } from './result.types.ts';
import { Search, type Progress } from './search.ts';
import { restore, snapshotOf } from './snapshot.ts';
import { isStepThrew, SearchThrew } from './step-threw.ts';
import type { Team } from './team.types.ts';

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
  readonly checkpoint?: CheckpointOptions;
  /** Also gives the hash over the sorted states. */
  readonly digest?: boolean;
}

export interface CheckpointOptions {
  readonly directory: string;
  /** Milliseconds between two checkpoints; more if writing one takes long. One is written when a bound is reached, too. */
  readonly everyMs: number;
  /** What is explored, for a person to read: a checkpoint of something else is refused. */
  readonly scope: string;
}

/** Who searches, and how. */
export interface Work {
  readonly team: Team;
  readonly expander: Expander;
  readonly interner: Interner;
  readonly options: ExploreOptions;
  readonly engineOptions: EngineOptions;
}

export async function searchWith(work: Work): Promise<Exploration<unknown>> {
  const { team, expander, interner, options, engineOptions } = work;
  const identity = identityOf(expander, options);
  const { checkpoint } = options;
  const loaded = checkpoint === undefined ? null : loadCheckpoint(checkpoint.directory, identity);
  const ground = new GrowingGround(expander.positions, engineOptions.isExact);
  const bounds = { statesMax: options.statesMax ?? null, bytesMax: options.bytesMax ?? null };
  const search = new Search(expander, ground, team, bounds);
  if (loaded === null) await begin(search, work);
  else {
    const found = restore(loaded, ground, interner);
    expander.seen.set(loaded.head.seen);
    await search.resume(found);
  }
  const save = (): void => {
    if (checkpoint === undefined) return;
    const snapshot = snapshotOf(identity, search.found, ground, interner, team.seen);
    saveCheckpoint(checkpoint.directory, snapshot);
  };
  const saver = new Pacer(checkpoint?.everyMs ?? Infinity);
  const onSlice = (): void => {
    if (options.signal?.aborted === true) search.stop();
    options.onProgress?.(search.progress);
    saver.maybe(save);
  };
  const cut = await search.run(onSlice).catch((problem: unknown) => {
    throw withWay(problem, search, work);
  });
  if (cut !== null && cut !== 'broken') save();
  return reportOf(work, search, cut);
}

/** An exception of a step with the shortest way to it: what the state can do is tried again, to see which step it is. */
function withWay(problem: unknown, search: Search, work: Work): unknown {
  if (!isStepThrew(problem) || problem.index === null) return problem;
  const { expander, engineOptions } = work;
  const engine = engineOn(expander, search.ground.ground, engineOptions);
  const { actions, end } = wayTo(problem.index, engine, expander, engineOptions.canonicaliser);
  try {
    expander.successors(end);
  } catch (again) {
    if (isStepThrew(again)) return new SearchThrew(problem.cause, [...actions, again.action]);
  }
  return new SearchThrew(problem.cause, actions);
}

/** Does something now and then, more seldom if it takes long. */
class Pacer {
  readonly #everyMs: number;
  #dueAt: number;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
    this.#dueAt = performance.now() + everyMs;
  }

  maybe(act: () => void): void {
    const begun = performance.now();
    if (begun < this.#dueAt) return;
    act();
    const ended = performance.now();
    this.#dueAt = ended + Math.max(this.#everyMs, 10 * (ended - begun));
  }
}

function identityOf({ names, properties }: Expander, options: ExploreOptions): string {
  const { mode = 'exact', symmetry = false, partialOrder = false } = options;
  const judged = properties.map(({ name }) => name);
  const scope = options.checkpoint?.scope ?? '';
  return JSON.stringify({ scope, mode, symmetry, partialOrder, judged, names });
}

async function begin(search: Search, { expander, engineOptions }: Work): Promise<void> {
  const { canonicaliser } = engineOptions;
  const { ground } = search;
  const initial = expander.initial().map((ids) => canonicaliser?.canonical(ids) ?? ids);
  ground.begin(initial);
  const starter = engineOn(expander, ground.ground, engineOptions);
  for (const ids of initial) starter.addInitial(ids);
  await search.begin(starter.store.takeAdded());
}

/** Why *drain* and *lasso* cannot be judged, or null. */
function whyNoGraph({ isExact, isEager, canonicaliser }: EngineOptions): string | null {
  if (!isExact) return 'it needs exact mode: fingerprints keep no states';
  const isReduced = isEager || canonicaliser !== null;
  return isReduced ? 'it needs the full search: leave the reductions out' : null;
}

function reportOf(work: Work, search: Search, cut: Cut | null): Exploration<unknown> {
  const { team, expander, interner, options, engineOptions } = work;
  const { ground, violation, tally, states, levels } = search;
  const { canonicaliser, isEager, isExact } = engineOptions;
  const engine = engineOn(expander, ground.ground, engineOptions);
  const noGraph = whyNoGraph(engineOptions);
  const { seen } = team;
  const ended = { expander, engine, levels, cut, violation, seen, canonicaliser, noGraph };
  const judgements = judgementsOf(ended);
  const canDigest = options.digest === true && isExact && canonicaliser === null;
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
    digest: canDigest ? digestOf(engine, interner, levels.flat()) : null,
  };
}
