/**
 * What profiles say of one DVIPA: who defines it, who backs it up, who distributes it how.
 */
import ipaddr from 'ipaddr.js';
import type { List, RangeEntry } from './config.types.ts';
import type { Claimant } from './events.types.ts';
import type { Cluster, Vipa } from './state.types.ts';
import type { Address, StackName } from './vocabulary.types.ts';

/** The stacks that are up and have the function, sorted. */
export function awareStacks({ stacks }: Cluster): readonly StackName[] {
  return Object.keys(stacks)
    .filter((name) => stacks[name]?.aware === true)
    .sort();
}

/** The VIPADISTribute statement of a stack for a DVIPA, or null. */
export function ownStatement({ stacks }: Cluster, dvipa: Address, stack: StackName): List {
  const own = stacks[stack]?.profile.distributes.find((entry) => entry.dvipa === dvipa);
  if (own === undefined) return null;
  const { ports, targets, method, weights } = own;
  return { ports, targets, method, weights };
}

/** The list that a stack routes by: its own statement, else the primary's that a backup has kept. */
export function applicableList(cluster: Cluster, { kept }: Vipa, claim: Claimant): List {
  const { dvipa, stack, as } = claim;
  const inherited = as === 'backup' ? (kept[stack] ?? null) : null; // F6.132 F9.201
  return ownStatement(cluster, dvipa, stack) ?? inherited; // F6.135 F9.201
}

export function primaries(cluster: Cluster, dvipa: Address): readonly StackName[] {
  return awareStacks(cluster).filter((name) =>
    cluster.stacks[name]?.profile.defines.some((entry) => entry.dvipa === dvipa),
  );
}

/** The live backup that comes first: highest rank, then name (D3, R18); null without one. */
export function headOfChain(cluster: Cluster, dvipa: Address, isActive: boolean): StackName | null {
  const chain = awareStacks(cluster).flatMap((stack) =>
    (cluster.stacks[stack]?.profile.backups ?? [])
      .filter((entry) => entry.dvipa === dvipa && (isActive || entry.creates))
      .map(({ rank }) => ({ stack, rank })),
  );
  chain.sort((a, b) => b.rank - a.rank || (a.stack < b.stack ? 1 : -1));
  return chain[0]?.stack ?? null;
}

/** The VIPARange of a stack that covers the DVIPA, the most specific one of several (D6). */
export function rangeOf({ stacks }: Cluster, dvipa: Address, stack: StackName) {
  const ranges = stacks[stack]?.profile.ranges ?? [];
  const covering = ranges.filter((range) => range.address === dvipa || isWithin(dvipa, range));
  return covering.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
}

function isWithin(dvipa: Address, range: RangeEntry): boolean {
  const { IPv4 } = ipaddr;
  if (!IPv4.isValid(dvipa) || !IPv4.isValid(range.address)) return false;
  return IPv4.parse(dvipa).match(IPv4.parse(range.address), lengthOf(range));
}

function lengthOf({ mask }: RangeEntry): number {
  if (mask === null || !ipaddr.IPv4.isValid(mask)) return 32;
  return ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() ?? 32;
}
