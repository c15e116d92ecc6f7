/**
 * What a command line can explore, as plain data: the stacks of a sysplex, or an instance of the reference model.
 *
 * Plain data can be sent to a worker thread, and kept in a checkpoint and in a certificate.
 */
import type { Action } from '../../impl/actions.types.ts';
import { clusterOf, mutantNamed } from '../mutants/all.ts';
import type { Start } from '../harness/start.ts';
import { BUG334, INSTANCES } from './reference/scopes.ts';
import type { LocalSystem } from './local-system.types.ts';
import type { SystemSource } from './source.ts';
import type { StackScope } from './stacks/budget.ts';
import { describeScope } from './stacks/scope.ts';
import { rememberedStacks } from './stacks/remembered.ts';
import { stackSystem, type Explored, type ExploredStep } from './stacks/system.ts';
import { tableNamed, type TableName } from './stacks/tables.ts';
import type { ObjectSystem } from './system.types.ts';

export interface StackParameters extends StackScope {
  readonly system: 'stacks';
  /** The wrong protocol that every stack follows; null for the right one. */
  readonly mutant: string | null;
  /** The routing table of every stack; the reference table where none is named. */
  readonly table?: TableName | undefined;
  /** Every step is computed afresh, though the same has been computed before: slow, and the same result. */
  readonly afresh?: true | undefined;
}

export type ReferenceName = 's323' | 'a334' | 'bug334';

export interface ReferenceParameters {
  readonly system: ReferenceName;
}

export type Parameters = StackParameters | ReferenceParameters;

export interface Subject {
  readonly source: SystemSource;
  /** The scope in one sentence. */
  readonly sentence: string;
  /** What the environment is trusted with, a sentence each. */
  readonly assumptions: readonly string[];
}

const REFERENCES = {
  s323: INSTANCES.s323.scope,
  a334: INSTANCES.a334.scope,
  bug334: BUG334,
} as const;

/** What a cluster of stacks is trusted with beside what its scope counts. */
const STACK_ASSUMPTIONS = [
  'XCF loses and duplicates nothing between two live members, and keeps the order of each channel',
  'membership tells the truth to every live stack, in the order of the events',
  'a client opens each 4-tuple once, sends one byte on it, and sends again what was lost',
  'P8, which needs a memory of former selections, is not judged',
  'what is tried again in vain, by a client without a server, may be tried for ever',
  'packets in flight overtake each other freely, and routers learn who advertises at any time',
];

const BEGINNINGS: Readonly<Record<Start, string>> = {
  serving: 'it begins with all stacks up, every application listening, and nothing under way',
  settled: 'it begins with all stacks up, no application listening, and nothing under way',
  cold: 'it begins with all stacks down',
  ranged:
    'it begins with those stacks up that define no DVIPA which a range of another covers, at rest',
};

const REFERENCE_ASSUMPTIONS = [
  'queues hold a bounded number of reports; what is sent to a full one waits',
];

export function subjectOf(parameters: Parameters): Subject {
  if (parameters.system === 'stacks') return stacks(parameters);
  const scope = REFERENCES[parameters.system];
  const module = new URL('./reference/failover.ts', import.meta.url).href;
  const { stacks: count, connections, queueMax, hasBug } = scope;
  const bug = hasBug ? ', with the planted bug' : '';
  return {
    source: { module, make: 'failover', argument: scope },
    sentence:
      `the reference model ${parameters.system}: ${count} stacks, ${connections} connections, ` +
      `queues of ${queueMax} reports${bug}`,
    assumptions: REFERENCE_ASSUMPTIONS,
  };
}

function stacks(parameters: StackParameters): Subject {
  const { mutant, table } = parameters;
  const by = table === 'flat' ? ', with the flat routing table' : '';
  const on = mutant === null ? by : `${by}, on mutant ${mutant}`;
  return {
    source: { module: import.meta.url, make: 'systemOfStacks', argument: parameters },
    sentence: `${describeScope(parameters)}${on}`,
    assumptions: [BEGINNINGS[parameters.start ?? 'serving'], ...STACK_ASSUMPTIONS],
  };
}

/** Every worker makes the system for itself. Throws a RangeError where no mutant has that name. */
export function systemOfStacks(
  parameters: StackParameters,
): ObjectSystem<Explored, Action, ExploredStep> | LocalSystem<Explored, Action, ExploredStep> {
  const { mutant, table: name = 'reference', afresh = false } = parameters;
  const table = tableNamed(name);
  const known = mutant === null ? null : mutantNamed(mutant);
  if (known === undefined) throw new RangeError(`no mutant is named ${mutant}`);
  const step = clusterOf(known, table);
  // What is around the whole cluster may look at all of it.
  const isLocal = !afresh && known?.around === undefined;
  return isLocal ? rememberedStacks(parameters, step, table) : stackSystem(parameters, step, table);
}
