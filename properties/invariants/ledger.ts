/**
 * What observers remember from step to step: only what no state shows, which is how often each target
 * was selected since the targets last changed (P8).
 */
import type { Happening } from '../../impl/sysplex.types.ts';
import type { Selected } from '../../impl/distribution/inputs.types.ts';

export interface Tally {
  /** The candidates and weights that the counts stand for. */
  readonly stableSince: string;
  readonly weights: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number>>;
}

export interface Ledger {
  /** By owner, epoch, DVIPA and port: a new ownership starts its shares afresh. */
  readonly tallies: Readonly<Record<string, Tally>>;
}

export const emptyLedger: Ledger = { tallies: {} };

export function tallyName(at: string, { packet, epoch }: Selected): string {
  return `${at} ${epoch.number} ${epoch.incarnation} ${packet.destination.address}:${packet.destination.port}`;
}

/** The ledger after a step: retries take no turn, and a change of targets starts the counts afresh. */
export function record(ledger: Ledger, happenings: readonly Happening[]): Ledger {
  let tallies = ledger.tallies;
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
  return tallies === ledger.tallies ? ledger : { tallies };
}
