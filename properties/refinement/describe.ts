/**
 * A failed refinement in words: the event, what the model would have allowed, where the states differ.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Event } from '../../model/events.types.ts';
import type { Cluster } from '../../model/state.types.ts';
import { step } from '../../model/step.ts';

export function printEvent(event: Event): string {
  const { type, ...rest } = event;
  const shown = ['dvipa', 'stack', 'key', 'life', 'target', 'port', 'as'] as const;
  const parts = shown.flatMap((field) => (field in rest ? [String(Reflect.get(rest, field))] : []));
  return `${type}(${parts.join(', ')})`;
}

/** The same event with other stacks in its place: what the model would have allowed. */
export function allowedInstead(cluster: Cluster, event: Event): string {
  const field = 'target' in event ? 'target' : 'stack';
  if (!(field in event)) return '';
  const others = Object.keys(cluster.stacks)
    .sort()
    .filter((name) => name !== Reflect.get(event, field))
    .filter((name) => !('refused' in step(cluster, { ...event, [field]: name })));
  const what = others.length === 0 ? 'no stack' : others.join(' or ');
  return `; it would have allowed ${field} ${what}`;
}

/** The first field in which two values differ, with both values. */
export function difference(path: string, expected: unknown, actual: unknown): string {
  if (isRecord(expected) && isRecord(actual)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
    const name = names.find((field) => !isDeepStrictEqual(expected[field], actual[field]));
    if (name !== undefined) return difference(`${path} ${name}`, expected[name], actual[name]);
  }
  return `${path}: ${print(expected)}, and the cluster has ${print(actual)}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function print(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
