/**
 * Profiles as the tests beside the code spell them: stack A has XCF address XA, and the DVIPA is V.
 */
import type { DistributeEntry, Profile } from '../../model/config.types.ts';
import type { Address, StackName } from '../../model/vocabulary.types.ts';

/** A stack that is neither primary nor backup of anything, unless `statements` say so. */
export function profileOf(stack: StackName, statements: Partial<Profile> = {}): Profile {
  return {
    stack,
    xcf: `X${stack}`,
    attached: true,
    defines: [],
    backups: [],
    distributes: [],
    ranges: [],
    ...statements,
  };
}

/** VIPADISTribute V PORT 60 DESTIP ALL, or what `changes` make of it. */
export function distribute(changes: Partial<DistributeEntry> = {}): DistributeEntry {
  const roundRobin = { method: 'ROUNDROBIN', weights: {} } as const;
  return { dvipa: 'V', ports: [60], targets: 'ALL', ...roundRobin, ...changes };
}

/** VIPADEFine V, and its distribution; null leaves V undistributed. */
export function primary(stack: StackName, list: Partial<DistributeEntry> | null = {}): Profile {
  const distributes = list === null ? [] : [distribute(list)];
  return profileOf(stack, { defines: [{ dvipa: 'V', mask: null }], distributes });
}

/** VIPABackup rank V. */
export function backup(
  stack: StackName,
  rank: number,
  statements: Partial<Profile> = {},
  creates = false,
): Profile {
  const backups = [{ dvipa: 'V', rank, creates, mask: null }];
  return profileOf(stack, { backups, ...statements });
}

/** VIPARange over one address. */
export function ranged(stack: StackName, address: Address = 'V', nondisruptive = true): Profile {
  return profileOf(stack, { ranges: [{ address, mask: null, nondisruptive }] });
}
