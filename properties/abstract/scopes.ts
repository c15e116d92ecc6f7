/**
 * The scopes at which the model is exhausted: small enough to finish, large enough for every figure.
 */
import { join } from 'node:path';
import type { Profile } from '../../model/config.types.ts';
import { readProfileDirectory } from '../harness/read-profiles.ts';
import type { ModelScope } from './possible.ts';

const folder = join(import.meta.dirname, '..', '..', 'impl', 'profile');

function profilesIn(name: string): readonly Profile[] {
  return readProfileDirectory(join(folder, name)).profiles;
}

export interface NamedScope {
  readonly sentence: string;
  readonly scope: ModelScope;
}

interface Bounds {
  readonly profiles: readonly Profile[];
  readonly connections: number;
  readonly unaware?: string;
  readonly changes?: readonly Profile[];
  readonly areListsLate?: boolean;
}

function scopeOf(what: string, bounds: Bounds): NamedScope {
  const { profiles, connections, unaware, changes = [], areListsLate = false } = bounds;
  const keys = Array.from({ length: connections }, (_, at) => `C${at + 1}:1024>DVA1:60`);
  const lives = ['client 1'];
  const names = { dvipa: 'DVA1', port: 60, keys, lives };
  return {
    sentence: `${profiles.length} stacks, ${connections} 4-tuple${connections > 1 ? 's' : ''}${what}`,
    scope: {
      profiles,
      changes,
      unaware: unaware === undefined ? [] : [unaware],
      areListsLate,
      ...names,
    },
  };
}

const small = profilesIn('small');
const two = small.slice(0, 2);

/** The primary takes itself off its list; the port is another one. */
const narrower = small.slice(0, 1).map((profile) => ({
  ...profile,
  distributes: profile.distributes.map((entry) => ({ ...entry, ports: [61] })),
}));

/** Two stacks that bind the DVIPA under their ranges, and take it from each other. */
const ranged = small.slice(1).map(({ stack, xcf, attached }) => ({
  ...{ stack, xcf, attached, defines: [], backups: [], distributes: [] },
  ranges: [{ address: 'DVA1', mask: null, nondisruptive: true }],
}));

/** Any number of crashes, restarts, claims, binds and connections in each. */
export const modelScopes: readonly NamedScope[] = [
  scopeOf(', lists that come late', { profiles: two, connections: 1, areListsLate: true }),
  scopeOf('', { profiles: two, connections: 2 }),
  scopeOf(', MVS3 without the function', { profiles: small, connections: 1, unaware: 'MVS3' }),
  scopeOf(', VARY OBEY', { profiles: two, connections: 1, areListsLate: true, changes: narrower }),
  scopeOf(', binds under ranges', { profiles: ranged, connections: 1 }),
  scopeOf('', { profiles: small, connections: 1 }),
];

/** A scope by how its sentence ends. */
export function scopeNamed(end: string): NamedScope {
  const found = modelScopes.find(({ sentence }) => sentence.endsWith(end));
  if (found === undefined) throw new Error(`the model has no scope "${end}"`);
  return found;
}
