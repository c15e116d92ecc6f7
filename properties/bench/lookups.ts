/**
 * All lookups of one size: every stream, every contender that takes part in it. Runs in a process of its own, so
 * that no size inherits another's heap or compiled code.
 */
import {
  bigIntMap,
  flatContenders,
  nestedMap,
  numberMap,
  stringMap,
  type Contender,
} from './contenders.ts';
import { startNative, type Native } from './native.ts';
import { runRounds, type Field, type Timing } from './rounds.ts';
import { makeRows, makeStream, nameOfStream, STREAMS, type StreamKind } from './streams.ts';

export interface LookupPlan {
  readonly rows: number;
  readonly rounds: number;
  readonly lookups: number;
  readonly native: boolean;
  /** Which maps take part: a map of ten million strings takes minutes to fill. */
  readonly maps: readonly ('string' | 'number' | 'bigint' | 'nested')[];
  /** All streams, or the first alone. */
  readonly streams: 'all' | 'first';
}

const MAPS = { string: stringMap, number: numberMap, bigint: bigIntMap, nested: nestedMap };

/** Maps and libraries take part in the first stream only; the flat table and plain native code in all. */
function fieldOf(
  kind: StreamKind,
  number: number,
  keys: Int32Array,
  flat: readonly Contender[],
  maps: readonly Contender[],
  native: Native | null,
): Field {
  const isFirst = number === 0;
  const tables = (native?.tables ?? []).filter((table) => isFirst || table === 'open-addressing');
  const modes = isFirst ? (['one', 'dependent', 'batch'] as const) : (['one', 'batch'] as const);
  return {
    stream: nameOfStream(kind),
    number,
    keys,
    contenders: [
      ...flat.filter(({ mode }) => isFirst || mode !== 'dependent'),
      ...(isFirst ? maps : []),
    ],
    native: tables.flatMap((table) => modes.map((mode) => ({ table, mode }))),
  };
}

export async function runLookups(plan: LookupPlan): Promise<readonly Timing[]> {
  const rows = makeRows(plan.rows);
  const kinds = plan.streams === 'all' ? STREAMS : STREAMS.slice(0, 1);
  const streams = kinds.map((kind) => makeStream(kind, plan.rows, plan.lookups));
  const native = plan.native ? startNative(rows, streams) : null;
  const flat = flatContenders(rows);
  const maps = plan.maps.map((name) => MAPS[name](rows));
  const timings: Timing[] = [];
  for (const [number, kind] of kinds.entries()) {
    const field = fieldOf(kind, number, streams[number]!, flat, maps, native);
    // Two rounds that nobody counts: the compiler needs them.
    await runRounds(field, native, 2);
    timings.push(...(await runRounds(field, native, plan.rounds)));
  }
  native?.stop();
  return timings;
}
