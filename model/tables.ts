/**
 * The two tables of a routing stack, as functions of what has been said to it.
 *
 * Read first: the source on Figure 5 (blocks 106, 108) and Figure 9 (206 to 210).
 */
import type { List } from './config.types.ts';
import type { Cluster, Ports, Routed, Vipa } from './state.types.ts';
import type { Address, Port, StackName } from './vocabulary.types.ts';

/** A DVIPA that nobody has ever heard of. */
const unknownVipa: Vipa = {
  routing: { is: 'inactive' },
  advertisers: [],
  kept: {},
  listeners: {},
  connections: {},
};

export function vipaOf(cluster: Cluster, dvipa: Address): Vipa {
  return cluster.vipas[dvipa] ?? unknownVipa;
}

function isTarget(list: List, xcf: Address): boolean {
  return list !== null && (list.targets === 'ALL' || list.targets.includes(xcf));
}

export function isListed(list: List, port: Port): boolean {
  return list !== null && (list.ports === 'ALL' || list.ports.includes(port));
}

/** Does a list make a stack that is up and has the function a candidate target? (F6.124) */
export function isCandidate({ stacks }: Cluster, stack: StackName, list: List): boolean {
  const up = stacks[stack] ?? null;
  return up !== null && up.aware && isTarget(list, up.profile.xcf); // F6.124
}

/** The ports of one stack on which new connections may go to it by a list (F6.128). */
export function openPorts(cluster: Cluster, vipa: Vipa, stack: StackName, list: List): Ports {
  if (!isCandidate(cluster, stack, list)) return {};
  const ports = Object.entries(vipa.listeners[stack] ?? {});
  return Object.fromEntries(ports.filter(([port]) => isListed(list, Number(port)))); // F6.128
}

type Said = Pick<Routed, 'dpt' | 'received' | 'list'>;

/** SRVSTAT: a stack's complete set of listeners replaces its rows (F6.130, F8.166, R14). */
export function reported(cluster: Cluster, vipa: Vipa, said: Said, stack: StackName) {
  const { dpt, received, list } = said;
  if (!received.includes(stack)) return dpt;
  const rows = openPorts(cluster, vipa, stack, list);
  const others = without(dpt, stack);
  return Object.keys(rows).length === 0 ? others : { ...others, [stack]: rows }; // F6.130 F8.166
}

/** Current actual targets for a port, sorted. */
export function targetsFor(dpt: Routed['dpt'], port: Port): readonly StackName[] {
  return Object.keys(dpt)
    .filter((stack) => dpt[stack]?.[port] !== undefined)
    .sort();
}

/** A record without one of its fields. */
export function without<T>(record: Readonly<Record<string, T>>, gone: string) {
  const { [gone]: _gone, ...others } = record;
  return others;
}

/** Do two lists say the same? */
export function isSameList(one: List, other: List): boolean {
  return one === other || canonical(one) === canonical(other);
}

function canonical(list: List): string {
  const weights = Object.entries(list?.weights ?? {}).sort();
  return JSON.stringify(list && [list.ports, list.targets, list.method, weights]);
}
