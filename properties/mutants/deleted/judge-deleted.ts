/**
 * Judges a cluster with an action taken away by the landmarks alone.
 *
 * A campaign would stop at the first promise that breaks, as where no message is delivered; here every run
 * counts to where it came, so that the verdict is what the landmarks say.
 */
import * as fc from 'fast-check';
import type { Topology } from '../../../impl/sysplex.types.ts';
import { count, emptyTally } from '../../harness/campaign.ts';
import { InterleavingArbitrary } from '../../harness/scenario-arbitrary.ts';
import { landmarkLinesOf } from '../../report/campaign-report.ts';
import { clusterOf } from '../all.ts';
import { without, type DeletedAction } from './deleted-actions.ts';

export interface DeletionOptions {
  readonly topologies: readonly Topology[];
  readonly runs: number;
  readonly seed: number;
}

export interface DeletionVerdict {
  /** Landmarks that were not seen, and those that were too rare. */
  readonly notSeen: readonly string[];
  readonly tooRare: readonly string[];
  /** The promises that broke besides. */
  readonly broken: readonly string[];
}

/** What the landmarks say of a cluster in which an action never happens; null leaves it whole. */
export function judgeDeleted(
  deleted: DeletedAction | null,
  { topologies, runs, seed }: DeletionOptions,
): DeletionVerdict {
  const sound = clusterOf(null);
  const step = deleted === null ? sound : without(sound, deleted);
  const tally = emptyTally();
  const broken = new Set<string>();
  const arbitrary = new InterleavingArbitrary(step, {
    topologies,
    shortest: 60,
    connections: null,
  });
  for (const { outcome } of fc.sample(arbitrary, { numRuns: runs, seed })) {
    count(tally, outcome);
    if (outcome.broken !== null) broken.add(outcome.broken.promise);
  }
  const lines = landmarkLinesOf(tally, topologies[0]?.profiles ?? []);
  const idsOf = (verdict: string): readonly string[] =>
    lines.filter((line) => line.verdict === verdict).map(({ id }) => id);
  return { notSeen: idsOf('not seen'), tooRare: idsOf('too rare'), broken: [...broken].sort() };
}
