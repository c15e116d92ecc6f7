/**
 * The scopes of the explorer that can express what a counterexample does: its sysplex, its clients and routers, and each
 * kind of event as often as it happens there.
 *
 * A scope opens connections with ports and numbers of its own, so kinds and counts are what it takes over. What the
 * harness does by itself comes in wider scopes: after a drain it tries a new connection, from a client and from a stack,
 * and a client may send again what is still under way, which is a packet doubled.
 */
import type { Action } from '../../impl/actions.types.ts';
import type { Application, Topology } from '../../impl/sysplex.types.ts';
import { budgetOf, BUDGETS, type StackScope } from '../explore/stacks/budget.ts';
import type { Scenario } from '../harness/run.ts';
import type { Mutant } from './mutant.types.ts';

/** What no scope has, with the reason. */
const NEVER: Partial<Record<Action['do'], string>> = {
  InjectMessage: 'forged messages have no bound',
  SetWeights: 'weights of a workload manager have no bound',
};

/** The scopes, the narrowest first; or why there is none. */
export function scopesOfTrace(
  { extras }: Pick<Mutant, 'extras'>,
  promise: string,
  scenario: Scenario,
): readonly StackScope[] | string {
  if (extras !== undefined) return 'more may happen than an environment allows that keeps its word';
  if (promise === 'P8') return 'P8 needs a memory of former selections';
  for (const { do: kind } of scenario.actions) {
    const reason = NEVER[kind];
    if (reason !== undefined) return reason;
  }
  if (reusesTuple(scenario.actions)) return 'a scope opens each 4-tuple once';
  const scope = scopeOfTrace(scenario);
  const { duplicates = 0, outgoing = 0 } = scope;
  const probed = [
    { ...scope, connections: scope.connections + 1 },
    { ...scope, outgoing: outgoing + 1 },
  ];
  const again = scenario.actions.filter((one) => one.do === 'Tcp' && one.deed === 'retransmit');
  const doubled = { ...scope, duplicates: duplicates + again.length };
  return again.length === 0 ? [scope, ...probed] : [scope, doubled, ...probed];
}

/** Is a 4-tuple opened a second time, from whichever end? */
function reusesTuple(actions: readonly Action[]): boolean {
  const tuples = actions.flatMap((action) => {
    if (action.do !== 'Connect' && action.do !== 'ConnectOut') return [];
    const { client, dvipa, port, to } = action;
    const [outside, inside] = action.do === 'Connect' ? [port, to] : [to, port];
    return [`${client}:${outside}>${dvipa}:${inside}`];
  });
  return new Set(tuples).size < tuples.length;
}

function scopeOfTrace({ topology, start, actions }: Scenario): StackScope {
  const counts = BUDGETS.map((budget) => {
    const count = actions.filter((action) => budgetOf(action) === budget).length;
    return [budget, count] as const;
  });
  const {
    crashes = 0,
    restarts = 0,
    losses = 0,
    ...rare
  } = Object.fromEntries(counts.filter(([, count]) => count > 0));
  const bindsAgain = start === 'serving' && actions.some((action) => action.do === 'Bind');
  return {
    topology: narrowed(topology, actions),
    connections: actions.filter((action) => action.do === 'Connect').length,
    crashes,
    restarts,
    losses,
    ...rare,
    ...(bindsAgain ? { listeners: 2 } : {}),
    ...(start === 'serving' ? {} : { start }),
  };
}

/** The clients and routers that the trace uses, and first the service that it uses. */
function narrowed(topology: Topology, actions: readonly Action[]): Topology {
  const clients = actions.flatMap((action) => ('client' in action ? [action.client] : []));
  const routers = actions.flatMap((action) => ('router' in action ? [action.router] : []));
  const isUsed = actions.some((action) => action.do === 'ChangeProfile');
  return {
    ...topology,
    clients: orFirst(clients, topology.clients),
    routers: orFirst(routers, topology.routers),
    applications: [...topology.applications].sort(
      (one, other) => rankOf(one, actions) - rankOf(other, actions),
    ),
    changes: isUsed ? topology.changes : {},
  };
}

function orFirst(used: readonly string[], all: readonly string[]): readonly string[] {
  return used.length > 0 ? [...new Set(used)] : all.slice(0, 1);
}

function rankOf({ dvipa, port }: Application, actions: readonly Action[]): number {
  const isMeant = actions.some(
    (action) =>
      (action.do === 'Connect' && action.dvipa === dvipa && action.to === port) ||
      ('port' in action && 'dvipa' in action && action.dvipa === dvipa && action.port === port),
  );
  return isMeant ? 0 : 1;
}
