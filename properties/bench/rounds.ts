/**
 * Rounds in which all contenders take turns, so that whatever slows the machine slows all of them.
 *
 * tinybench times blocks of lookups; of a round the median block counts, of all rounds the median round.
 */
import { Bench } from 'tinybench';
import type { Contender, Mode } from './contenders.ts';
import type { Native, NativeTable } from './native.ts';
import { BLOCK } from './streams.ts';

export interface Timing {
  readonly contender: string;
  readonly mode: Mode;
  readonly stream: string;
  /** Nanoseconds per lookup: the median of the rounds, and the least. */
  readonly nanoseconds: number;
  readonly least: number;
}

/** What is asked for each round: contenders of this process, and tables of the native one. */
export interface Field {
  readonly stream: string;
  readonly number: number;
  readonly keys: Int32Array;
  readonly contenders: readonly Contender[];
  readonly native: readonly { readonly table: NativeTable; readonly mode: Mode }[];
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

/** Times `iterations` blocks of work; the median block in nanoseconds. */
export function medianBlock(work: () => void, iterations: number): number {
  const bench = new Bench({ iterations, time: 0, warmup: false });
  // tinybench calls once before it times, to see whether the task is asynchronous.
  let isTimed = false;
  bench.add('block', () => {
    if (isTimed) work();
    isTimed = true;
  });
  const [task] = bench.runSync();
  if (task?.result.state !== 'completed') throw new Error('A benchmark did not complete.');
  return task.result.latency.p50 * 1e6;
}

interface Tally {
  readonly times: number[];
  sum: number;
}

/** Runs the field `rounds` times, and as many blocks each as the stream has. */
export async function runRounds(
  field: Field,
  native: Native | null,
  rounds: number,
): Promise<readonly Timing[]> {
  const blocks = field.keys.length / 3 / BLOCK;
  const tallies = new Map<string, Tally>();
  const note = (name: string, mode: Mode, time: number, sum: number): void => {
    const key = `${name}|${mode}`;
    const tally = tallies.get(key) ?? { times: [], sum };
    tallies.set(key, tally);
    tally.times.push(time);
    if (tally.sum !== sum) throw new Error(`${key} finds other members than in the round before.`);
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, mode, run } of field.contenders) {
      let block = 0;
      let sum = 0;
      const work = (): void => {
        sum += run(field.keys, block * 3 * BLOCK);
        block += 1;
      };
      note(name, mode, medianBlock(work, blocks) / BLOCK, sum);
    }
    for (const { table, mode } of field.native) {
      if (native === null) break;
      const { nanoseconds, sum } = await native.run(table, mode, field.number);
      note(`native ${table}`, mode, nanoseconds, sum);
    }
  }
  checkSums(tallies);
  return [...tallies].map(([key, { times }]) => {
    const [contender = '', mode = ''] = key.split('|');
    return {
      contender,
      mode: mode as Mode,
      stream: field.stream,
      nanoseconds: median(times),
      least: Math.min(...times),
    };
  });
}

/** All contenders of a stream must find the same members. */
function checkSums(tallies: ReadonlyMap<string, Tally>): void {
  const [first, ...others] = [...tallies.values()];
  if (others.some(({ sum }) => sum !== first?.sum)) {
    const found = [...tallies].map(([key, { sum }]) => `${key} ${sum}`).join(', ');
    throw new Error(`The contenders find different members: ${found}.`);
  }
}
