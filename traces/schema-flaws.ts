/**
 * What a schema finds wrong, said as a user of the file needs it: where, what was expected, what was found.
 */
import type { z } from 'zod';
import type { JsonPath } from './strict-json.ts';

export interface SchemaFlaw {
  readonly path: JsonPath;
  readonly message: string;
}

/** Every issue of a failed parse of `value`, in the order of the schema. */
export function schemaFlaws(error: z.ZodError, value: unknown): readonly SchemaFlaw[] {
  return error.issues.flatMap((issue) => flawsOfIssue(issue, [], value));
}

function flawsOfIssue(
  issue: z.core.$ZodIssue,
  around: JsonPath,
  value: unknown,
): readonly SchemaFlaw[] {
  const path = [...around, ...issue.path.map(step)];
  const found = `found ${shown(at(value, path))}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `expected no field of this name, found ${JSON.stringify(key)}`,
      }));
    case 'invalid_key':
      return [{ path, message: `${firstOf(issue.issues)}, found ${JSON.stringify(path.at(-1))}` }];
    case 'invalid_union': {
      const options = (issue as { options?: unknown }).options;
      if (Array.isArray(options)) {
        return [{ path, message: `expected one of ${options.map(String).join(' ')}, ${found}` }];
      }
      // The branch that went farthest is the one that was meant.
      const [best] = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length);
      if (best !== undefined && best.path.length > 0) return flawsOfIssue(best, path, value);
      const expected = issue.errors.map(firstOf).map((text) => text.replace(/^expected /, ''));
      return [{ path, message: `expected ${expected.join(' or ')}, ${found}` }];
    }
    default:
      return [{ path, message: `${messageOf(issue)}, ${found}` }];
  }
}

function step(key: PropertyKey): string | number {
  return typeof key === 'number' ? key : String(key);
}

function firstOf([issue]: readonly z.core.$ZodIssue[]): string {
  return issue === undefined ? 'expected something else' : messageOf(issue);
}

/** Without what was received, which is shown itself. */
function messageOf({ message }: z.core.$ZodIssue): string {
  const text = message.replace(/^Invalid (?:input|option): /, '').replace(/, received .*$/, '');
  return text.includes('expected') ? text.replace(/^Too (?:big|small): /, '') : `expected: ${text}`;
}

function at(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      typeof inside === 'object' && inside !== null
        ? (inside as Readonly<Record<string | number, unknown>>)[key]
        : undefined,
    value,
  );
}

const LONGEST = 60;

/** A value in one short line. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
}
