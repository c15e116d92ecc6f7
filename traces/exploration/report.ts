/**
 * What an exploration found, for people: the verdicts, every action with its count, and how much was seen.
 */
import type {
  Cut,
  Exploration,
  Judgement,
  Verdict,
} from '../../properties/explore/result.types.ts';
import { counted, singular, table, thousands } from '../../properties/report/tables.ts';

export interface Spent {
  readonly seconds: number;
  /** The most bytes that the process had resident. */
  readonly peakBytes: number;
  readonly workers: number;
  /** A former search found some of the states: they say nothing about the rate of this one. */
  readonly isResumed: boolean;
}

const CUTS: Readonly<Record<Cut, string>> = {
  broken: 'a promise broke',
  states: 'the bound on states was reached',
  memory: 'the bound on memory was reached',
  interrupted: 'it was interrupted, or its time was over',
};

function conclusion({ verdict, judgements }: Exploration<unknown>): string {
  if (verdict === 'holds') return 'HOLDS  in every reachable state of this scope';
  if (verdict === 'inconclusive') {
    return 'INCONCLUSIVE  nothing broke, but not everything could be judged';
  }
  const broken = judgements.filter((one) => one.verdict === 'broken').map(({ name }) => name);
  return `${broken.join(', ')} broke: the shortest way to it follows`;
}

export const EXIT_OF: Readonly<Record<Verdict, number>> = { holds: 0, broken: 1, inconclusive: 3 };

export function renderExploration(
  sentence: string,
  found: Exploration<unknown>,
  spent: Spent,
): string {
  const { judgements } = found;
  return [
    `Scope: ${singular(sentence)}.`,
    '',
    actions(found),
    '',
    table(['promise', 'judged', 'verdict', ''], judgements.map(judgementRow)),
    '',
    figures(found, spent),
    ...notes(found),
    '',
    conclusion(found),
  ].join('\n');
}

function actions({ actions: counts, cut }: Exploration<unknown>): string {
  const never = cut === null ? 'never fired' : 'not fired so far';
  const rows = Object.entries(counts).map(([name, count]) => [
    name,
    thousands(count),
    count === 0 ? never : '',
  ]);
  return table(['action', 'times', ''], rows);
}

function judgementRow({ name, kind, verdict, witness }: Judgement<unknown>): readonly string[] {
  return [name, kind, verdict, verdict === 'broken' ? 'see below' : (witness ?? '')];
}

function figures(
  found: Exploration<unknown>,
  { seconds, peakBytes, workers, isResumed }: Spent,
): string {
  const { states, expanded, transitions, depth, cut, calls } = found;
  const perSecond = thousands(Math.round(states / Math.max(seconds, 0.001)));
  const rate = isResumed ? 'since it was gone on with' : `${perSecond} states/s`;
  const megabytes = thousands(Math.ceil(peakBytes / 2 ** 20));
  const seen =
    cut === null
      ? `${counted(states, 'state')}, ${counted(transitions, 'transition')}, diameter ${depth}`
      : `${counted(states, 'state')} found, ${thousands(expanded)} of them expanded, ` +
        `${counted(transitions, 'transition')}; every state up to depth ${Math.max(depth, 0)} is done`;
  const team = counted(workers, 'worker');
  return [
    `${seen}.`,
    `${seconds.toFixed(1)} s, ${rate}, ${team}, ${megabytes} MB at most, ${thousands(calls)} reducer calls.`,
    ...(cut === null ? [] : [`It ended early: ${CUTS[cut]}.`]),
  ].join('\n');
}

function notes({ reductions, omission, digest }: Exploration<unknown>): readonly string[] {
  const lines = reductions.map(({ saved, fullTransitions }) =>
    fullTransitions === null
      ? `${saved}.`
      : `${saved} (the full search has ${thousands(fullTransitions)} transitions).`,
  );
  if (omission !== null) {
    lines.push(
      `Only fingerprints of 64 bits were compared: the probability that a state was omitted is ${omission.toExponential(1)}.`,
    );
  }
  if (digest !== null) lines.push(`SHA-256 over the sorted states: ${digest}`);
  return lines;
}
