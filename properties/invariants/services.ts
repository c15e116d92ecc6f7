/**
 * Which services a sysplex at rest must offer: an owner, and candidates that listen.
 *
 * Who is candidate is read from the owner's own statement in its profile. Where it has none it uses a list
 * that it inherited, and only its claim knows which. What its list does not distribute, and all where it has
 * none as it owns by a bind, the owner serves alone.
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
  return [...distributed(state, dvipa, list), ...servedAlone(state, dvipa, list)];
}

function distributed(
  state: Sysplex,
  dvipa: string,
  list: Distribution | null,
): readonly OpenService[] {
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

/** What the owner's own applications listen on beside the list: nobody else is asked (F7.142). */
function servedAlone(
  state: Sysplex,
  dvipa: string,
  list: Distribution | null,
): readonly OpenService[] {
  const owner = ownerOf(state, dvipa);
  if (owner === null) return [];
  return portsOf(state, owner, dvipa)
    .filter((port) => !isListed(list, port))
    .map((port) => ({ dvipa, port, candidates: [owner] }));
}

function portsOf(state: Sysplex, stack: StackName, dvipa: string): readonly number[] {
  return Object.keys(state.stacks[stack]?.tcp.listeners ?? {})
    .filter((name) => name.startsWith(`${dvipa}:`))
    .map((name) => Number(name.slice(dvipa.length + 1)));
}

/** Who advertises the DVIPA, by a claim of its own. */
function ownerOf(state: Sysplex, dvipa: string): StackName | null {
  const [owner = ''] = state.network.advertised[dvipa] ?? [];
  const claim = state.stacks[owner]?.distribution.vipas[dvipa]?.claim;
  return claim?.epoch.stack === owner ? owner : null;
}

function listInForce(state: Sysplex, dvipa: string): Distribution | null {
  const distribution = state.stacks[ownerOf(state, dvipa) ?? '']?.distribution;
  const claim = distribution?.vipas[dvipa]?.claim;
  if (distribution === undefined || claim === null || claim === undefined) return null;
  const { profile } = distribution;
  const hasStatement = [...profile.defines, ...profile.backups].some(
    (entry) => entry.dvipa === dvipa,
  );
  const own = profile.distributes.find((entry) => entry.dvipa === dvipa);
  return hasStatement && own !== undefined ? own : claim.distribution;
}
