/**
 * From the flags of `dvipa explore`, from a checkpoint or from a certificate to what is explored.
 *
 * Everything that is wrong with them is bad input: a TraceProblem or an InputProblem that says what was expected.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { InputProblem, readProfileDirectory } from '../../properties/harness/read-profiles.ts';
import { topologiesOf } from '../../properties/harness/topologies.ts';
import { mutantNamed } from '../../properties/mutants/all.ts';
import type { Parameters } from '../../properties/explore/subject.ts';
import { TraceProblem } from '../files.ts';
import { traceSchema } from '../format.ts';

export const SYSTEMS = ['stacks', 's323', 'a334', 'bug334'] as const;

/** The flags that say what is explored. */
export interface ScopeFlags {
  readonly system: (typeof SYSTEMS)[number];
  readonly profiles?: string;
  readonly mutant?: string;
  readonly stacks?: number;
  readonly clients: number;
  readonly routers: number;
  readonly connections: number;
  readonly crashes: number;
  readonly restarts: number;
  readonly losses: number;
  readonly moves: number;
  readonly table: 'reference' | 'flat';
  readonly afresh?: true;
}

const root = join(import.meta.dirname, '..', '..');
const SMALL = join(root, 'impl', 'profile', 'small');
const FIGURE_4 = join(root, 'impl', 'profile', 'figure-4');
const SMALL_STACKS = 3;

const count = z.int().nonnegative();

const parametersSchema = z.discriminatedUnion('system', [
  z.strictObject({ system: z.enum(['s323', 'a334', 'bug334']) }),
  z.strictObject({
    system: z.literal('stacks'),
    topology: traceSchema.shape.topology,
    connections: count,
    crashes: count,
    restarts: count,
    losses: count,
    moves: count,
    mutant: z.string().nullable(),
    table: z.enum(['reference', 'flat']).optional(),
    afresh: z.literal(true).optional(),
  }),
]);

/** Of a file that dvipa has written; throws a TraceProblem that names the file and the place. */
export function parametersIn(data: unknown, file: string): Parameters {
  const parsed = parametersSchema.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = ['$', 'parameters', ...(issue?.path ?? [])].join('.');
    throw new TraceProblem(`${file}: at ${place}: ${issue?.message ?? 'no scope'}`);
  }
  const { data: parameters } = parsed;
  if (parameters.system === 'stacks' && parameters.mutant !== null) known(parameters.mutant);
  return parameters;
}

/** Throws an InputProblem with what the profiles, or the flags, lack. */
export function parametersOf(flags: ScopeFlags): Parameters {
  const { system, mutant, connections, crashes, restarts, losses, moves, table, afresh } = flags;
  if (system !== 'stacks') return { system };
  return {
    system,
    topology: topologyOf(flags),
    connections,
    crashes,
    restarts,
    losses,
    moves,
    mutant: mutant === undefined ? null : known(mutant),
    ...(table === 'flat' ? { table } : {}),
    ...(afresh === true ? { afresh } : {}),
  };
}

/** The name of a mutant as it is written in its file. */
function known(name: string): string {
  const mutant = mutantNamed(name);
  if (mutant !== undefined) return mutant.name;
  const advice = 'dvipa mutants lists them all';
  throw new InputProblem([`expected the name of a mutant, found "${name}"; ${advice}`]);
}

function topologyOf({ profiles: directory, stacks, clients, routers }: ScopeFlags) {
  const builtIn = (stacks ?? 0) > SMALL_STACKS ? FIGURE_4 : SMALL;
  const { profiles } = readProfileDirectory(directory ?? builtIn);
  const wanted = stacks ?? profiles.length;
  if (wanted > profiles.length) {
    const found = `${directory ?? 'the built-in sysplex'} has ${profiles.length}`;
    throw new InputProblem([`expected profiles of ${wanted} stacks, ${found}`]);
  }
  const [topology] = topologiesOf(profiles.slice(0, wanted));
  if (topology === undefined || topology.applications.length === 0) {
    const lack = 'no stack defines and distributes a DVIPA: nothing can be connected to';
    throw new InputProblem([`${directory ?? 'the built-in sysplex'}: ${lack}`]);
  }
  const named = (letter: string, many: number) =>
    Array.from({ length: many }, (_, at) => `${letter}${at + 1}`);
  return { ...topology, clients: named('C', clients), routers: named('R', routers), changes: {} };
}
