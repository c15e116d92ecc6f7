/**
 * The scopes at which the model is exhausted: small enough to finish, large enough for every figure.
 */
import { readProfileDirectory } from '../harness/read-profiles.ts';
import { join } from 'node:path';
import type { ModelScope } from './possible.ts';

const folder = join(import.meta.dirname, '..', '..', 'impl', 'profile', 'small');

export interface NamedScope {
  readonly sentence: string;
  readonly scope: ModelScope;
}

function scopeOf(stacks: number, connections: number, unaware: readonly string[]): NamedScope {
  const profiles = readProfileDirectory(folder).profiles.slice(0, stacks);
  const keys = Array.from({ length: connections }, (_, at) => `C${at + 1}:1024>DVA1:60`);
  const without = unaware.length > 0 ? `, ${unaware.join()} without the function` : '';
  return {
    sentence: `${stacks} stacks, ${connections} 4-tuple${connections > 1 ? 's' : ''}${without}`,
    scope: { profiles, changes: [], unaware, dvipa: 'DVA1', port: 60, keys, lives: ['client 1'] },
  };
}

/** Any number of crashes, restarts, claims, binds and connections in each. */
export const modelScopes: readonly NamedScope[] = [
  scopeOf(2, 1, []),
  scopeOf(2, 2, []),
  scopeOf(3, 1, ['MVS3']),
  scopeOf(3, 1, []),
];
