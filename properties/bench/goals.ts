/**
 * What the table promises of its speed, as ratios within one run: no figure of another machine is needed.
 */
import type { Mode } from './contenders.ts';
import type { Figure } from './figure.types.ts';
import type { Timing } from './rounds.ts';

export interface Measured {
  readonly lookups: readonly { readonly rows: number; readonly timings: readonly Timing[] }[];
  readonly control: readonly Figure[];
}

export interface Goal {
  readonly what: string;
  readonly limit: number;
  /** At least the limit, instead of at most. */
  readonly atLeast?: true;
  /** Null: what is compared was not measured in this run. */
  readonly measured: number | null;
}

const THOUSAND = 1000;
const MILLION = 1_000_000;
const OA = 'native open-addressing';
const WASM = 'flat, WebAssembly';
const TS = 'flat, TypeScript';

function timeOf({ lookups }: Measured, rows: number, contender: string, mode: Mode): number | null {
  const timings = lookups.find((size) => size.rows === rows)?.timings ?? [];
  // The first stream is the one at which all are compared.
  return (
    timings.find((one) => one.contender === contender && one.mode === mode)?.nanoseconds ?? null
  );
}

function ratio(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one / other;
}

function nameOf(rows: number): string {
  return rows >= MILLION ? `${rows / MILLION} M` : `${rows / THOUSAND} k`;
}

const SIZES = [THOUSAND, 100 * THOUSAND, MILLION, 10 * MILLION];

function lookupGoals(measured: Measured): readonly Goal[] {
  const time = (rows: number, contender: string, mode: Mode) =>
    timeOf(measured, rows, contender, mode);
  /** One contender's time over another's. */
  const over = (rows: number, mode: Mode, one: string, other: string, limit: number): Goal => ({
    what: `${mode}, ${nameOf(rows)}: ${one} / ${other}`,
    limit,
    measured: ratio(time(rows, one, mode), time(rows, other, mode)),
  });
  const faster = (contender: string, limit: number): Goal => ({
    what: `one, 1 M: ${contender} / ${WASM}`,
    limit,
    atLeast: true,
    measured: ratio(time(MILLION, contender, 'one'), time(MILLION, WASM, 'one')),
  });
  return [
    ...SIZES.slice(1).map((rows) => over(rows, 'one', WASM, OA, 2.2)),
    ...SIZES.slice(2).map((rows) => over(rows, 'dependent', WASM, OA, 1.1)),
    faster('Map, string key', 20),
    faster('Map, number key', 4),
    ...SIZES.map((rows) => over(rows, 'batch', TS, OA, 2)),
    ...SIZES.map((rows) => over(rows, 'batch', WASM, OA, 1.2)),
    over(10 * MILLION, 'batch', WASM, 'native buckets', 2),
    over(100 * THOUSAND, 'batch', WASM, 'native rte_hash', 1),
    over(10 * MILLION, 'batch', WASM, 'native rte_hash', 1),
  ];
}

const CONTROL_GOALS: readonly { readonly name: string; readonly limit: number }[] = [
  { name: 'bytes per connection', limit: 24 },
  { name: 'longest insert while growing', limit: 6 },
  { name: 'takeover of a million connections from 32 stacks', limit: 1000 },
  { name: 'insert under a flood, against random keys', limit: 1.5 },
  { name: 'packet path against the bare lookup', limit: 2 },
  { name: 'packet path against the bare lookup, batch', limit: 2 },
  { name: 'packet path with 32 stacks against 2', limit: 1.2 },
];

export function goalsOf(measured: Measured): readonly Goal[] {
  const control = CONTROL_GOALS.map(({ name, limit }): Goal => {
    const figure = measured.control.find((one) => one.name === name);
    return { what: `${name} (${figure?.unit ?? ''})`, limit, measured: figure?.value ?? null };
  });
  return [...lookupGoals(measured), ...control];
}

/** Null while it is not known. */
export function isMet({ measured, limit, atLeast }: Goal): boolean | null {
  if (measured === null) return null;
  return atLeast === true ? measured >= limit : measured <= limit;
}
