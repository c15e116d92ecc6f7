/**
 * The two tables of a routing stack, as functions of what has been said to it.
 *
 * Read first: the source on Figure 5 (blocks 106, 108) and Figure 9 (206 to 210).
 */
import type { Distribution } from './config.types.ts';
import type { Cluster, Ports, Routed, Vipa } from './state.types.ts';
import type { Address, Port, StackName } from './vocabulary.types.ts';

/** A DVIPA that nobody has ever heard of. */
const unknownVipa: Vipa = {
  routing: { is: 'inactive' },
  advertisers: [],
  listeners: {},
  connections: {},
};

export function vipaOf(cluster: Cluster, dvipa: Address): Vipa {
  return cluster.vipas[dvipa] ?? unknownVipa;
}

function isTarget(list: Distribution | null, xcf: Address): boolean {
  return list !== null && (list.targets === 'ALL' || list.targets.includes(xcf));
}

export function isListed(list: Distribution | null, port: Port): boolean {
  return list !== null && (list.ports === 'ALL' || list.ports.includes(port));
}

/** Does a list make a stack that is up and has the function a candidate target? (F6.124) */
export function isCandidate(
  cluster: Cluster,
  stack: StackName,
  list: Distribution | null,
): boolean {
  const up = cluster.stacks[stack] ?? null;
  return up !== null && up.aware && isTarget(list, up.profile.xcf);
}

/** The ports of one stack on which new connections may go to it by a list (F6.128). */
export function openPorts(
  cluster: Cluster,
  vipa: Vipa,
  stack: StackName,
  list: Distribution | null,
): Ports {
  if (!isCandidate(cluster, stack, list)) return {};
  const ports = Object.entries(vipa.listeners[stack] ?? {});
  return Object.fromEntries(ports.filter(([port]) => isListed(list, Number(port))));
}

/** SRVSTAT: a stack's complete set of listeners replaces its rows (F6.130, F8.166, R14). */
export function reported(
  cluster: Cluster,
  vipa: Vipa,
  { dpt, received, list }: Pick<Routed, 'dpt' | 'received' | 'list'>,
  stack: StackName,
): Routed['dpt'] {
  if (!received.includes(stack)) return dpt;
  return withRows(dpt, stack, openPorts(cluster, vipa, stack, list));
}

function withRows(dpt: Routed['dpt'], stack: StackName, rows: Ports): Routed['dpt'] {
  const { [stack]: _old, ...others } = dpt;
  return Object.keys(rows).length === 0 ? others : { ...others, [stack]: rows };
}

/** Current actual targets for a port, sorted. */
export function targetsFor(dpt: Routed['dpt'], port: Port): readonly StackName[] {
  return Object.keys(dpt)
    .filter((stack) => dpt[stack]?.[port] !== undefined)
    .sort();
}

export function without<T>(record: Readonly<Record<string, T>>, gone: string) {
  const { [gone]: _gone, ...others } = record;
  return others;
}

/** Do two lists say the same? */
export function isSameList(one: Distribution | null, other: Distribution | null): boolean {
  return one === other || canonical(one) === canonical(other);
}

function canonical(list: Distribution | null): string {
  if (list === null) return '';
  const { ports, targets, method, weights } = list;
  return JSON.stringify([ports, targets, method, Object.entries(weights).sort()]);
}
