/**
 * The sysplexes in which mutants are let loose, the smallest first: counterexamples there are the shortest.
 */
import { join } from 'node:path';
import type { Topology } from '../../impl/sysplex.types.ts';
import { readProfileDirectory } from '../harness/read-profiles.ts';
import { topologiesOf } from '../harness/topologies.ts';
import type { Mutant } from './mutant.types.ts';

export interface Scope {
  /** A folder under impl/profile/. */
  readonly name: string;
  readonly topologies: readonly Topology[];
}

const profiles = join(import.meta.dirname, '..', '..', 'impl', 'profile');
const known = new Map<string, Scope>();

export function scopeNamed(name: string): Scope {
  const scope = known.get(name) ?? {
    name,
    topologies: topologiesOf(readProfileDirectory(join(profiles, name)).profiles),
  };
  known.set(name, scope);
  return scope;
}

/** Two stacks, three, five; and the sample that a mutant asks for. */
export function scopesFor({ scope }: Pick<Mutant, 'scope'>): readonly Scope[] {
  return [...['tiny', 'small', 'figure-4'], ...(scope === undefined ? [] : [scope])].map(
    scopeNamed,
  );
}
