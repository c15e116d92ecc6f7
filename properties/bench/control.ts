/**
 * Everything but lookups: memory, growth, churn, failure, takeover, takeback, flooding, and the packet path.
 */
import { removeKey, removeTarget, rowCount, type FlatCrt } from '../../impl/tables/crt-flat.ts';
import { mergeSnapshot, takeSnapshot, type Snapshot } from '../../impl/tables/crt-snapshot.ts';
import { emptyCrt, loadCrt, putNumber } from './contenders.ts';
import type { Figure } from './figure.types.ts';
import { floodRatios } from './flood.ts';
import { measurePath } from './path.ts';
import { median } from './rounds.ts';
import { makeRows, type Rows } from './streams.ts';

export interface ControlPlan {
  /** Rows of the largest table. */
  readonly growth: number;
  readonly rounds: number;
}

const MILLION = 1_000_000;

function milliseconds(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function medianOf(rounds: number, measure: () => number): number {
  return median(Array.from({ length: rounds }, measure));
}

/**
 * The longest insert while a table grows. The same keys under the same secret pause at the same inserts, so an
 * insert counts with the least of its times: what only one run shows is the machine, or garbage collection.
 */
function growth(plan: ControlPlan): readonly Figure[] {
  const rows = makeRows(plan.growth);
  const pauses = new Float64Array(plan.growth).fill(Infinity);
  const totals: number[] = [];
  let bytes = 0;
  for (let round = 0; round < Math.max(3, plan.rounds); round += 1) {
    const crt = emptyCrt(32, [1, 2, 3, 4]);
    globalThis.gc?.();
    const began = performance.now();
    let before = began;
    for (let n = 0; n < rows.count; n += 1) {
      putNumber(crt, rows, n);
      const now = performance.now();
      if (now - before < pauses[n]!) pauses[n] = now - before;
      before = now;
    }
    totals.push(before - began);
    bytes = crt.table.next * 4;
  }
  return [
    { name: 'bytes per connection', value: bytes / rows.count, unit: 'B' },
    {
      name: 'longest insert while growing',
      value: pauses.reduce((a, b) => Math.max(a, b), 0),
      unit: 'ms',
    },
    { name: 'insert while growing', value: (median(totals) * 1e6) / rows.count, unit: 'ns' },
  ];
}

/** Connections end and begin in a table of constant size. */
function churn(rows: Rows, rounds: number): Figure {
  const crt = loadCrt(rows);
  const steps = 200_000;
  let oldest = 0;
  const time = medianOf(rounds, () =>
    milliseconds(() => {
      for (let step = 0; step < steps; step += 1) {
        const n = oldest % rows.count;
        removeKey(crt, keyOf(rows, n));
        putNumber(crt, rows, n);
        oldest += 7919;
      }
    }),
  );
  if (rowCount(crt) !== rows.count) throw new Error('Churn has lost a row.');
  return { name: 'end and begin of a connection', value: (time * 1e6) / steps, unit: 'ns' };
}

function keyOf({ keys }: Rows, n: number) {
  return { address: keys[3 * n]!, ports: keys[3 * n + 1]!, dvipa: keys[3 * n + 2]! };
}

/** One of ten targets of a million connections fails. */
function failure(rounds: number): Figure {
  const rows = makeRows(MILLION, 10);
  const value = medianOf(rounds, () => {
    const crt = loadCrt(rows);
    return milliseconds(() => {
      const gone = removeTarget(crt, { stack: 'S1', incarnation: 1 });
      if (gone < 90_000) throw new Error(`Only ${gone} rows are gone.`);
    });
  });
  return { name: 'removal of a target with 100,000 connections', value, unit: 'ms' };
}

/** What 32 stacks report of a million connections, in NEWCONN batches of a thousand. */
function reports(crt: FlatCrt): readonly Snapshot[] {
  const batches: Snapshot[] = [];
  for (let stack = 1; stack <= 32; stack += 1) {
    for (const dvipa of crt.table.partitions.keys()) {
      const { words, members } = takeSnapshot(crt, dvipa, stack);
      for (let at = 0; at < words.length; at += 5000) {
        batches.push({ dvipa, members, words: words.slice(at, at + 5000) });
      }
    }
  }
  return batches;
}

function takeover(rows: Rows, rounds: number): readonly Figure[] {
  const former = loadCrt(rows);
  const batches = reports(former);
  const merge = medianOf(rounds, () => {
    const crt = emptyCrt();
    const time = milliseconds(() => {
      for (const batch of batches) mergeSnapshot(crt, batch, 'endpoint');
    });
    if (rowCount(crt) !== rows.count) throw new Error('A takeover has lost a row.');
    return time;
  });
  const take = medianOf(rounds, () =>
    milliseconds(() => {
      for (const dvipa of former.table.partitions.keys()) takeSnapshot(former, dvipa);
    }),
  );
  return [
    { name: 'takeover of a million connections from 32 stacks', value: merge, unit: 'ms' },
    { name: 'takeback snapshot of a million connections', value: take, unit: 'ms' },
  ];
}

export function runControl(plan: ControlPlan): readonly Figure[] {
  const rows = makeRows(MILLION);
  return [
    ...growth(plan),
    churn(rows, plan.rounds),
    failure(plan.rounds),
    ...takeover(rows, plan.rounds),
    ...floodRatios(plan.rounds),
    ...measurePath(rows, plan.rounds),
  ];
}
