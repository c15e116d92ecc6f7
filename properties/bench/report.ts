/**
 * A run of the benchmark as text: lookups by size, the figures of the control plane, and the goals.
 */
import { goalsOf, isMet, type Goal, type Measured } from './goals.ts';

function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function lookupTable({ lookups }: Measured): string {
  const keys = new Map<string, string[]>();
  for (const { timings } of lookups) {
    for (const { stream, contender, mode } of timings) {
      keys.set(`${stream}|${contender}|${mode}`, [`${contender}, ${mode}`, stream]);
    }
  }
  const head = ['ns per lookup', 'stream', ...lookups.map(({ rows }) => rows.toLocaleString('en'))];
  const body = [...keys].map(([key, names]) => [
    ...names,
    ...lookups.map(({ timings }) => {
      const found = timings.find((one) => `${one.stream}|${one.contender}|${one.mode}` === key);
      return found === undefined ? '-' : found.nanoseconds.toFixed(1);
    }),
  ]);
  return columns([head, ...body]);
}

function goalLine(goal: Goal): readonly string[] {
  const verdict = { true: 'met', false: 'MISSED', null: 'not measured' }[String(isMet(goal))]!;
  const limit = `${goal.atLeast === true ? '>=' : '<='} ${goal.limit}`;
  return [goal.what, goal.measured?.toFixed(2) ?? '-', limit, verdict];
}

export function renderBenchmark(measured: Measured): string {
  const figures = measured.control.map(({ name, value, unit }) => [name, value.toFixed(2), unit]);
  return [
    lookupTable(measured),
    columns([['figure', 'value', 'unit'], ...figures]),
    columns([['goal', 'measured', 'limit', ''], ...goalsOf(measured).map(goalLine)]),
  ].join('\n\n');
}
