/**
 * The smallest sysplex in which a trace still does what it does: stacks, clients, routers, applications and
 * variations that it does not need are left out.
 *
 * Left out: its actions, which properties/harness/minimise.ts shortens.
 */
import type { Topology } from '../impl/sysplex.types.ts';
import type { Scenario } from '../properties/harness/run.ts';

/** Says whether a scenario still does what the first one does, with every action enabled. */
export type Holds = (scenario: Scenario) => boolean;

/** Leaves out of the topology whatever can be, one thing at a time, until nothing can. */
export function slim(scenario: Scenario, holds: Holds): Scenario {
  for (const topology of smaller(scenario.topology)) {
    const candidate = { ...scenario, topology };
    if (holds(candidate)) return slim(candidate, holds);
  }
  return scenario;
}

function without<T>(list: readonly T[], at: number): readonly T[] {
  return list.filter((_, index) => index !== at);
}

/** Each topology that lacks one thing of the given one. */
function smaller(topology: Topology): readonly Topology[] {
  const { profiles, clients, routers, unaware, applications, changes } = topology;
  return [
    ...profiles.map(({ stack }) => withoutStack(topology, stack)),
    ...clients.map((_, at) => ({ ...topology, clients: without(clients, at) })),
    ...routers.map((_, at) => ({ ...topology, routers: without(routers, at) })),
    ...unaware.map((_, at) => ({ ...topology, unaware: without(unaware, at) })),
    ...applications.map((_, at) => ({ ...topology, applications: without(applications, at) })),
    ...Object.keys(changes).map((stack) => ({ ...topology, changes: withoutKey(changes, stack) })),
  ];
}

function withoutKey<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function withoutStack(topology: Topology, gone: string): Topology {
  const { profiles, unaware, applications, changes } = topology;
  return {
    ...topology,
    profiles: profiles.filter(({ stack }) => stack !== gone),
    unaware: unaware.filter((stack) => stack !== gone),
    applications: applications.filter(({ stack }) => stack !== gone),
    changes: withoutKey(changes, gone),
  };
}
