/**
 * Traces of former formats, brought up to the present one before they are read as such.
 *
 * Version 1 had no $schema, no versions and no length. A new version adds a row, and the rows lead on.
 */
import { FORMAT, SCHEMA_ID } from './format.ts';
import type { SchemaFlaw } from './schema-flaws.ts';

type Fields = Readonly<Record<string, unknown>>;

const OLDEST = 'dvipa-trace/1';

/** What version 2 has and version 1 had not. */
const NEW_IN_2 = ['$schema', 'versions', 'length'];

/** The formats that are read, newest first. */
const formats: readonly string[] = [FORMAT, OLDEST];

/** Was this written in a former format that is still read? */
export function isOlder(json: unknown): json is Fields {
  return formatOf(json) === OLDEST;
}

function formatOf(json: unknown): unknown {
  return typeof json === 'object' && json !== null
    ? (json as { format?: unknown }).format
    : undefined;
}

/** What is wrong with the format that a value says it has; null when it says none, or one that is read. */
export function flawOfFormat(json: unknown): SchemaFlaw | null {
  const format = formatOf(json);
  if (typeof format !== 'string' || formats.includes(format)) return null;
  const [newest, ...older] = formats;
  const message = `expected ${newest}, or an older format (${older.join()}), found ${JSON.stringify(format)}`;
  return { path: ['format'], message };
}

/** Fields that the format of a value did not have. */
export function anachronisms(json: Fields): readonly SchemaFlaw[] {
  return NEW_IN_2.filter((field) => Object.hasOwn(json, field)).map((field) => ({
    path: [field],
    message: `expected no field of this name in ${OLDEST}, found "${field}"`,
  }));
}

/** A trace of version 1 as version 2 writes it; nothing is known of what recorded it. */
export function upgraded(json: Fields): Fields {
  const {
    format: _,
    title,
    mutant,
    promise,
    witness,
    seed,
    path,
    start,
    topology,
    actions,
    ...rest
  } = json;
  return {
    $schema: SCHEMA_ID,
    format: FORMAT,
    title,
    mutant,
    promise,
    witness,
    seed,
    path,
    versions: { dvipa: null, node: null },
    length: { actions: Array.isArray(actions) ? actions.length : 0, shortest: 'not proved' },
    start,
    topology,
    actions,
    ...rest,
  };
}
