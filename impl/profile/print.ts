/**
 * A profile as text that reads as the same profile again (D1 to D7), in the product's spelling.
 *
 * Left out: what a profile never holds, such as comments and options that are not modelled. A dotted
 * address without a mask is printed with the mask of that one address, for it has to have one.
 */
import type { DistributeEntry, Profile } from '../../model/config.types.ts';
import type { Address, Port } from '../../model/vocabulary.types.ts';

const METHODS = { ROUNDROBIN: 'ROUNDROBIN', WEIGHTED: 'WEIGHTEDACTIVE', WLM: 'BASEWLM' } as const;

export function printProfile(profile: Profile): string {
  const { stack, xcf, attached } = profile;
  const adapter = ['INTERFACE OSA1 DEFINE IPAQENET PORTNAME OSA1'];
  return [
    `; ${stack}`,
    `IPCONFIG DYNAMICXCF ${xcf}${isDotted(xcf) ? ' 255.255.255.0 1' : ''}`,
    ...(attached ? adapter : []),
    'VIPADYNAMIC',
    ...statementsOf(profile).map((statement) => `  ${statement}`),
    'ENDVIPADYNAMIC',
    '',
  ].join('\n');
}

/** The statements of the block, one for each entry of the profile. */
export function statementsOf(profile: Profile): readonly string[] {
  const { defines, backups, distributes, ranges } = profile;
  return [
    ...defines.map(({ mask, dvipa }) => `VIPADEFINE MOVEABLE IMMEDIATE ${masked(mask, dvipa)}`),
    ...backups.map(({ rank, creates, mask, dvipa }) =>
      creates
        ? `VIPABACKUP ${rank} MOVEABLE IMMEDIATE ${masked(mask, dvipa)}`
        : `VIPABACKUP ${rank} ${dvipa}`,
    ),
    ...distributes.map(distributeStatement),
    ...ranges.map(({ nondisruptive, mask, address }) => {
      const how = nondisruptive ? 'NONDISRUPTIVE' : 'DISRUPTIVE';
      return `VIPARANGE MOVEABLE ${how} ${masked(mask, address)}`;
    }),
  ];
}

function distributeStatement(entry: DistributeEntry): string {
  const { dvipa, ports, method } = entry;
  const portWords = ports === 'ALL' ? '' : ` PORT ${runsOf(ports).join(' ')}`;
  const destination = entry.targets === 'ALL' ? 'ALL' : targetWords(entry, entry.targets);
  return `VIPADISTRIBUTE DISTMETHOD ${METHODS[method]} ${dvipa}${portWords} DESTIP ${destination}`;
}

function targetWords({ method, weights }: DistributeEntry, targets: readonly Address[]): string {
  const words = targets.map((target) => {
    const weight = method === 'WEIGHTED' ? weights[target] : undefined;
    return weight === undefined ? target : `${target} WEIGHT ${weight}`;
  });
  return words.join(' ');
}

/** Ports that follow one another are written as a range, in the order of the list. */
function runsOf(ports: readonly Port[]): readonly string[] {
  const runs: { from: Port; to: Port }[] = [];
  for (const port of ports) {
    const last = runs.at(-1);
    if (last?.to === port - 1) last.to = port;
    else runs.push({ from: port, to: port });
  }
  return runs.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
}

function masked(mask: Address | null, address: Address): string {
  const written = mask ?? (isDotted(address) ? '255.255.255.255' : null);
  return written === null ? address : `${written} ${address}`;
}

function isDotted(address: Address): boolean {
  return /^\d/.test(address);
}
