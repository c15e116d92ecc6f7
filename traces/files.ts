/**
 * Trace files at the edge: reading strictly, writing the same bytes for the same trace.
 */
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { FORMAT, ACTIONS_MAX, SCHEMA_ID, traceSchema, type Trace } from './format.ts';
import { anachronisms, flawOfFormat, isOlder, upgraded } from './older-formats.ts';
import { flawsOfReferences } from './references.ts';
import { schemaFlaws, type SchemaFlaw } from './schema-flaws.ts';
import { flawsOf, offsetsOf, placeOf, renderPath, type Flaw } from './strict-json.ts';
import { version } from './version.ts';
import type { Topology } from '../impl/sysplex.types.ts';
import type { Scenario } from '../properties/harness/run.ts';
import type { Failure } from '../properties/harness/campaign.ts';

/** A trace file that cannot be used: what was expected, what was found, and where. */
export class TraceProblem extends Error {
  override readonly name = 'TraceProblem';
}

/** Room for the most actions on the largest sysplex; what is longer takes long to read, only to be refused. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_FLAWS = 5;

/** Reads a trace; throws a TraceProblem that names the file and the place. */
export function readTrace(file: string): Trace {
  return parseTrace(readText(file), file);
}

/** The text of a trace file, which must be a file, in UTF-8, and not huge. */
export function readText(file: string): string {
  let bytes: Buffer;
  try {
    // Before it is opened: opening a pipe would wait for its writer.
    if (!statSync(file).isFile()) throw new Error('this is no file, but a directory or a device');
    bytes = bytesOf(file);
  } catch (problem) {
    throw new TraceProblem(printable(`${file}: cannot be read (${(problem as Error).message})`));
  }
  if (bytes.length > MOST_BYTES) {
    throw new TraceProblem(printable(`${file}: expected at most ${MOST_BYTES} bytes, found more`));
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new TraceProblem(printable(`${file}: expected UTF-8, found other bytes`));
  }
}

/** One byte more than the limit tells that there is more: the rest is not read. */
function bytesOf(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(fstatSync(descriptor).size, MOST_BYTES) + 1);
    let length = 0;
    for (let got = -1; got !== 0 && length < bytes.length; length += got) {
      got = readSync(descriptor, bytes, length, bytes.length - length, null);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads the text of a trace, of this format or of an older one; throws a TraceProblem as readTrace does. */
export function parseTrace(text: string, file: string): Trace {
  const flaws = flawsOf(text);
  if (flaws.length > 0) throw problemOf(text, file, flaws, flaws.length);
  const json: unknown = JSON.parse(text);
  const result = isOlder(json) ? parseOlder(json) : parseNewest(json);
  if (result.trace !== null) return result.trace;
  // Finding places reads the text again: only for those that are told.
  const told = result.flaws.slice(0, MOST_FLAWS);
  const offsets = offsetsOf(
    text,
    told.map(({ path }) => path),
  );
  const placed = told.map((flaw, at) => ({ ...flaw, offset: offsets[at] ?? 0 }));
  throw problemOf(text, file, placed, result.flaws.length);
}

type Parsed =
  | { readonly trace: Trace; readonly flaws: readonly [] }
  | { readonly trace: null; readonly flaws: readonly SchemaFlaw[] };

function parseOlder(json: Readonly<Record<string, unknown>>): Parsed {
  const flaws = anachronisms(json);
  return flaws.length > 0 ? { trace: null, flaws } : parseNewest(upgraded(json));
}

function parseNewest(json: unknown): Parsed {
  const flaw = flawOfFormat(json) ?? flawOfNumber(json);
  if (flaw !== null) return { trace: null, flaws: [flaw] };
  const result = traceSchema.safeParse(json);
  if (!result.success) return { trace: null, flaws: schemaFlaws(result.error, json) };
  const flaws = flawsOfReferences(result.data);
  return flaws.length > 0 ? { trace: null, flaws } : { trace: result.data, flaws: [] };
}

/** Before the schema looks at each of them. */
function flawOfNumber(json: unknown): SchemaFlaw | null {
  const { actions } = (json ?? {}) as { readonly actions?: unknown };
  if (!Array.isArray(actions) || actions.length <= ACTIONS_MAX) return null;
  const message = `expected at most ${ACTIONS_MAX} actions, found ${actions.length}`;
  return { path: ['actions'], message };
}

function problemOf(text: string, file: string, flaws: readonly Flaw[], many: number): TraceProblem {
  const lines = flaws.slice(0, MOST_FLAWS).map(({ offset, path, message }) => {
    const { line, column } = placeOf(text, offset);
    const where = path === null ? '' : `at ${renderPath(path)}: `;
    return printable(`${file}:${line}:${column}: ${where}${message}`);
  });
  const more = many - MOST_FLAWS;
  return new TraceProblem([...lines, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'));
}

/** What a terminal would obey, or hide, is spelt out. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** JSON has no NaN, which a forged message may hold: it is a word in the file. */
function encoded(value: unknown, indent?: number): string {
  const spell = (_: string, part: unknown): unknown => (Number.isNaN(part) ? 'NaN' : part);
  return JSON.stringify(value, spell, indent);
}

/** One action a line, so that a change of a trace reads well. */
export function formatTrace(trace: Trace): string {
  const { actions, ...head } = trace;
  const lines = encoded(head, 2).replace(/\n\}$/, ',');
  const list = actions.map((action) => `    ${encoded(action)}`).join(',\n');
  return `${lines}\n  "actions": [${list === '' ? '' : `\n${list}\n  `}]\n}\n`;
}

const root = join(import.meta.dirname, '..');

/** From a file of the clone a path to the schema, so that editors find it; from elsewhere the schema's name. */
function schemaFor(file: string): string {
  const inside = relative(root, file);
  if (inside.startsWith('..') || isAbsolute(inside)) return SCHEMA_ID;
  const path = relative(dirname(file), join(import.meta.dirname, 'trace.schema.json'));
  return path.split(sep).join('/');
}

/** Writes a trace where it belongs, making its folder; throws a TraceProblem when that cannot be. */
export function writeTrace(file: string, trace: Trace): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, formatTrace({ ...trace, $schema: schemaFor(file) }));
  } catch (problem) {
    throw new TraceProblem(printable(`${file}: cannot be written (${(problem as Error).message})`));
  }
}

export function scenarioOf({ topology, start, actions }: Trace): Scenario {
  return { topology, start, actions };
}

/** Without the variations of profiles that no action loads: they are the most of a topology. */
export function withoutIdleChanges({ topology, actions }: Scenario): Topology {
  const loaded = new Set(actions.map((one) => (one.do === 'ChangeProfile' ? one.stack : null)));
  const kept = Object.entries(topology.changes).filter(([stack]) => loaded.has(stack));
  return { ...topology, changes: Object.fromEntries(kept) };
}

/** The trace of a failed campaign. `isShortest`: every shorter list was tried. */
export function traceOf(
  failure: Failure,
  title: string,
  mutant: string | null,
  isShortest = false,
): Trace {
  const { broken, scenario, seed, path } = failure;
  const { start, actions } = scenario;
  const trace = {
    $schema: SCHEMA_ID,
    format: FORMAT,
    title,
    mutant,
    promise: broken.promise,
    witness: broken.witness,
    seed,
    path,
    versions: { dvipa: version(), node: process.versions.node },
    length: { actions: actions.length, shortest: isShortest ? 'proved' : 'not proved' },
    start,
    topology: withoutIdleChanges(scenario),
    actions,
  };
  return traceSchema.parse(JSON.parse(encoded(trace)));
}
