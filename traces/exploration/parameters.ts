/**
 * From the flags of `dvipa explore`, from a checkpoint or from a certificate to what is explored.
 *
 * Everything that is wrong with them is bad input: a TraceProblem or an InputProblem that says what was expected.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { nearest } from '../../impl/profile/spelling.ts';
import { InputProblem, readProfileDirectory } from '../../properties/harness/read-profiles.ts';
import { topologiesOf } from '../../properties/harness/topologies.ts';
import { mutantNamed, mutants } from '../../properties/mutants/all.ts';
import type { Parameters } from '../../properties/explore/subject.ts';
import { TraceProblem } from '../files.ts';
import { traceSchema } from '../format.ts';

export const SYSTEMS = ['stacks', 's323', 'a334', 'bug334'] as const;

export const STARTS = ['serving', 'settled', 'cold', 'ranged'] as const;

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
  readonly duplicates: number;
  readonly unbinds: number;
  readonly outgoing: number;
  readonly ends: number;
  readonly changes: number;
  readonly start: (typeof STARTS)[number];
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
    moves: count.optional(),
    duplicates: count.optional(),
    unbinds: count.optional(),
    outgoing: count.optional(),
    ends: count.optional(),
    changes: count.optional(),
    start: z.enum(STARTS).optional(),
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

/** Counted only where a flag says so. */
const RARE = ['duplicates', 'unbinds', 'outgoing', 'ends', 'changes'] as const;

/** Throws an InputProblem with what the profiles, or the flags, lack. */
export function parametersOf(flags: ScopeFlags): Parameters {
  const { system, mutant, connections, crashes, restarts, losses, moves, table, afresh } = flags;
  if (system !== 'stacks') return { system };
  const { start } = flags;
  const rare = RARE.flatMap((budget) => (flags[budget] > 0 ? [[budget, flags[budget]]] : []));
  return {
    system,
    topology: topologyOf(flags),
    connections,
    crashes,
    restarts,
    losses,
    moves,
    ...(Object.fromEntries(rare) as Partial<Record<(typeof RARE)[number], number>>),
    ...(start === 'serving' ? {} : { start }),
    mutant: mutant === undefined ? null : known(mutant),
    ...(table === 'flat' ? { table } : {}),
    ...(afresh === true ? { afresh } : {}),
  };
}

/** The name of a mutant as it is written in its file. */
function known(name: string): string {
  const mutant = mutantNamed(name);
  if (mutant !== undefined) return mutant.name;
  const meant = nearest(
    name,
    mutants.map((one) => one.name),
  );
  const advice = meant === null ? '' : `did you mean ${meant}? `;
  const list = 'dvipa mutants --list names them all';
  throw new InputProblem([`expected the name of a mutant, found "${name}"; ${advice}${list}`]);
}

function topologyOf({ profiles: directory, stacks, clients, routers, changes }: ScopeFlags) {
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
  return {
    ...topology,
    clients: named('C', clients),
    routers: named('R', routers),
    changes: changes > 0 ? topology.changes : {},
  };
}
