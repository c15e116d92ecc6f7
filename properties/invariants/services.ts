/**
 * Which services a sysplex at rest must offer: an owner, and candidates that listen.
 *
 * Who is candidate is read from the owner's own statement in its profile. Where it has none it uses a list
 * that it inherited, and only its claim knows which; where it owns by a bind it serves alone.
 */
import type { Distribution } from '../../model/config.types.ts';
import type { StackName } from '../../model/vocabulary.types.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { isListed, isTarget } from '../../impl/distribution/lists.ts';

export interface OpenService {
  readonly dvipa: string;
  readonly port: number;
  readonly candidates: readonly StackName[];
}

/** Every DVIPA and port for which at least one candidate listens. */
export function openServices(state: Sysplex): readonly OpenService[] {
  return Object.keys(state.network.advertised)
    .sort()
    .flatMap((dvipa) => servicesOf(state, dvipa));
}

function servicesOf(state: Sysplex, dvipa: string): readonly OpenService[] {
  const list = listInForce(state, dvipa);
  if (list === null) return [];
  const candidates = Object.keys(state.stacks)
    .sort()
    .filter((name) => {
      const distribution = state.stacks[name]?.distribution;
      return distribution?.aware === true && isTarget(list, distribution.profile.xcf);
    });
  const ports = new Set(candidates.flatMap((name) => portsOf(state, name, dvipa)));
  return [...ports]
    .filter((port) => isListed(list, port))
    .map((port) => ({
      dvipa,
      port,
      candidates: candidates.filter((name) => portsOf(state, name, dvipa).includes(port)),
    }));
}

function portsOf(state: Sysplex, stack: StackName, dvipa: string): readonly number[] {
  return Object.keys(state.stacks[stack]?.tcp.listeners ?? {})
    .filter((name) => name.startsWith(`${dvipa}:`))
    .map((name) => Number(name.slice(dvipa.length + 1)));
}

function listInForce(state: Sysplex, dvipa: string): Distribution | null {
  const [owner = ''] = state.network.advertised[dvipa] ?? [];
  const distribution = state.stacks[owner]?.distribution;
  const claim = distribution?.vipas[dvipa]?.claim;
  if (distribution === undefined || claim?.epoch.stack !== owner) return null;
  const { profile } = distribution;
  const hasStatement = [...profile.defines, ...profile.backups].some(
    (entry) => entry.dvipa === dvipa,
  );
  const own = profile.distributes.find((entry) => entry.dvipa === dvipa);
  return hasStatement && own !== undefined ? own : claim.distribution;
}
