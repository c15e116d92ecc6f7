/**
 * What observers remember from step to step: only what no state shows. That is how often each target was
 * selected since the targets last changed, and which weights the workload manager has sent (P8), and which DVIPAs were active nowhere when a backup claimed
 * them that may not create them (P3): afterwards the claim itself makes them look active.
 */
import type { DistributionState } from '../../impl/distribution/state.types.ts';
import type { Selected } from '../../impl/distribution/inputs.types.ts';
import type { Action } from '../../impl/actions.types.ts';
import type { Happening, Sysplex } from '../../impl/sysplex.types.ts';
import type { Claim } from '../../impl/messages.types.ts';
import type { Address, StackName } from '../../model/vocabulary.types.ts';

export interface Tally {
  /** The candidates and weights that the counts stand for. */
  readonly stableSince: string;
  readonly weights: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number>>;
}

export interface Ledger {
  /** By owner, epoch, DVIPA and port: a new ownership starts its shares afresh. */
  readonly tallies: Readonly<Record<string, Tally>>;
  /** What only a plain VIPABackup has activated, with its stack; until somebody claims it who may. */
  readonly created: Readonly<Record<Address, StackName>>;
  /** What the workload manager has told each stack last, since it started: a stack's own copy may be stale. */
  readonly weights: Readonly<Record<StackName, Readonly<Record<StackName, number>>>>;
}

export const emptyLedger: Ledger = { tallies: {}, created: {}, weights: {} };

/** A step as far as a ledger reads it. */
interface Recorded {
  readonly before: Sysplex;
  readonly action: Action;
  readonly happenings: readonly Happening[];
  readonly after: Sysplex;
}

/** The ledger after a step. */
export function record(ledger: Ledger, step: Recorded): Ledger {
  const tallies = talliesAfter(ledger.tallies, step.happenings);
  const created = createdAfter(ledger.created, step);
  const weights = weightsAfter(ledger.weights, step.action);
  const isSame =
    tallies === ledger.tallies && created === ledger.created && weights === ledger.weights;
  return isSame ? ledger : { tallies, created, weights };
}

/** A stack that starts has been told nothing yet. */
function weightsAfter(before: Ledger['weights'], action: Action): Ledger['weights'] {
  if (action.do === 'SetWeights') return { ...before, [action.stack]: action.weights };
  return action.do === 'StartStack' && action.stack in before
    ? without(before, action.stack)
    : before;
}

export function tallyName(at: string, { packet, epoch }: Selected): string {
  return `${at} ${epoch.number} ${epoch.incarnation} ${packet.destination.address}:${packet.destination.port}`;
}

/** Retries take no turn, and a change of targets starts the counts afresh. */
function talliesAfter(
  before: Ledger['tallies'],
  happenings: readonly Happening[],
): Ledger['tallies'] {
  let tallies = before;
  for (const { at, output } of happenings) {
    if (output.type !== 'Selected' || output.retry) continue;
    const name = tallyName(at, output);
    const stableSince = JSON.stringify(output.candidates);
    const old = tallies[name];
    const isStable = old?.stableSince === stableSince;
    const counts = isStable ? old.counts : {};
    const { stack } = output.target;
    tallies = {
      ...tallies,
      [name]: {
        stableSince,
        weights: Object.fromEntries(
          output.candidates.map(({ target, weight }) => [target, weight]),
        ),
        counts: { ...counts, [stack]: (counts[stack] ?? 0) + 1 },
      },
    };
  }
  return tallies;
}

/** Claims of this step: a plain backup's is noted if nobody had the DVIPA, and whoever may create clears it. */
function createdAfter(noted: Ledger['created'], { before, after }: Recorded): Ledger['created'] {
  if (before.stacks === after.stacks) return noted;
  let created = noted;
  for (const [stack, component] of Object.entries(after.stacks)) {
    const then = before.stacks[stack]?.distribution;
    const now = component?.distribution;
    if (now === undefined || now === then) continue;
    for (const { dvipa, kind } of newClaims(then, now)) {
      const isPlain = kind === 'backup' && !mayCreate(now, dvipa);
      if (isPlain && !isRemembered(before, dvipa)) created = { ...created, [dvipa]: stack };
      else if (!isPlain && dvipa in created) created = without(created, dvipa);
    }
  }
  return created;
}

function without<T>(entries: Readonly<Record<string, T>>, name: string): Record<string, T> {
  const { [name]: _gone, ...others } = entries;
  return others;
}

/** What a stack claims for itself, and did not claim before. */
function newClaims(then: DistributionState | undefined, now: DistributionState): readonly Claim[] {
  return Object.entries(now.vipas).flatMap(([dvipa, { claim }]) => {
    if (claim?.epoch.incarnation !== now.self.incarnation) return [];
    const known = then?.vipas[dvipa]?.claim?.epoch;
    const isKnown =
      known?.incarnation === claim.epoch.incarnation && known.number === claim.epoch.number;
    return isKnown ? [] : [claim];
  });
}

/** The product's MOVEable form of VIPABackup (D3). */
function mayCreate({ profile }: DistributionState, dvipa: Address): boolean {
  return profile.backups.some((entry) => entry.dvipa === dvipa && entry.creates);
}

/** Does a live stack, or a list under way, still name an owner? Then a backup may take over from it. */
function isRemembered({ stacks, medium }: Sysplex, dvipa: Address): boolean {
  const isKnown = Object.values(stacks).some(
    (component) => (component?.distribution.vipas[dvipa]?.claim ?? null) !== null,
  );
  if (isKnown) return true;
  return Object.values(medium.channels).some((queue) =>
    queue.some(
      ({ body }) => body.type === 'VIPA_list' && body.claims.some((claim) => claim.dvipa === dvipa),
    ),
  );
}
