/**
 * What profiles say of one DVIPA: who defines it, who backs it up, who distributes it how.
 */
import ipaddr from 'ipaddr.js';
import type { Distribution } from './config.types.ts';
import type { Cluster } from './state.types.ts';
import type { Address, StackName } from './vocabulary.types.ts';

/** The stacks that are up and have the function, sorted. */
export function awareStacks({ stacks }: Cluster): readonly StackName[] {
  return Object.keys(stacks)
    .filter((name) => stacks[name]?.aware === true)
    .sort();
}

/** The VIPADISTribute statement of a stack for a DVIPA, or null (F6.135). */
export function ownStatement(
  cluster: Cluster,
  dvipa: Address,
  stack: StackName,
): Distribution | null {
  const own = cluster.stacks[stack]?.profile.distributes.find((entry) => entry.dvipa === dvipa);
  if (own === undefined) return null;
  const { ports, targets, method, weights } = own;
  return { ports, targets, method, weights };
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

/** May a bind on this stack create the DVIPA: does a VIPARange of its profile cover it? (D6) */
export function hasRange(cluster: Cluster, dvipa: Address, stack: StackName): boolean {
  const ranges = cluster.stacks[stack]?.profile.ranges ?? [];
  return ranges.some(({ address, mask }) => address === dvipa || isWithin(dvipa, address, mask));
}

function isWithin(dvipa: Address, address: Address, mask: Address | null): boolean {
  if (mask === null || ![dvipa, address, mask].every((text) => ipaddr.IPv4.isValid(text)))
    return false;
  const length = ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() ?? 32;
  return ipaddr.IPv4.parse(dvipa).match(ipaddr.IPv4.parse(address), length);
}
