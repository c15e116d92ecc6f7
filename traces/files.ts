/**
 * Trace files at the edge: reading strictly, writing the same bytes for the same trace.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { FORMAT, traceSchema, type Trace } from './format.ts';
import type { Scenario } from '../properties/harness/run.ts';
import type { Failure } from '../properties/harness/campaign.ts';

/** A trace file that cannot be used: what was expected, what was found, and where. */
export class TraceProblem extends Error {}

const MOST_BYTES = 8 * 1024 * 1024;

/** Reads a trace; throws a TraceProblem that names the file and the place. */
export function readTrace(file: string): Trace {
  let text: string;
  try {
    const { size } = statSync(file);
    if (size > MOST_BYTES) throw new TraceProblem(`${file}: ${size} bytes; at most ${MOST_BYTES}`);
    text = readFileSync(file, 'utf8');
  } catch (problem) {
    if (problem instanceof TraceProblem) throw problem;
    throw new TraceProblem(`${file}: cannot be read (${(problem as Error).message})`);
  }
  return parseTrace(text, file);
}

export function parseTrace(text: string, file: string): Trace {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (problem) {
    throw new TraceProblem(`${file}: not JSON (${(problem as Error).message})`);
  }
  const result = traceSchema.safeParse(json);
  if (result.success) return result.data;
  const places = result.error.issues.slice(0, 5).map(
    ({ path, message }) =>
      `${file}: at $${path
        .map(String)
        .map((p) => `.${p}`)
        .join('')}: ${message}`,
  );
  throw new TraceProblem(places.join('\n'));
}

/** One action a line, so that a change of a trace reads well. */
export function formatTrace(trace: Trace): string {
  const { actions, ...head } = trace;
  const lines = JSON.stringify(head, null, 2).replace(/\n\}$/, ',');
  const list = actions.map((action) => `    ${JSON.stringify(action)}`).join(',\n');
  return `${lines}\n  "actions": [${list === '' ? '' : `\n${list}\n  `}]\n}\n`;
}

export function writeTrace(file: string, trace: Trace): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, formatTrace(trace));
}

export function scenarioOf({ topology, start, actions }: Trace): Scenario {
  return { topology, start, actions };
}

/** The trace of a failed campaign. */
export function traceOf(failure: Failure, title: string, mutant: string | null): Trace {
  const { broken, scenario, seed, path } = failure;
  const { topology, start, actions } = scenario;
  return traceSchema.parse({
    format: FORMAT,
    title,
    mutant,
    promise: broken.promise,
    witness: broken.witness,
    seed,
    path,
    start,
    topology,
    actions,
  });
}
