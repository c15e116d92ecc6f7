/**
 * A system by name, so that a worker thread can make its own: functions cannot be sent.
 */
import type { ComponentSystem } from './component-system.types.ts';
import { ComponentExpander } from './expand-components.ts';
import { LocalExpander } from './expand-local.ts';
import { ObjectExpander } from './expand-objects.ts';
import type { Expander } from './expander.types.ts';
import type { Interner } from './interner.ts';
import type { LocalSystem } from './local-system.types.ts';
import type { ObjectSystem, Renaming } from './system.types.ts';

/** A system of any form; what its states and actions are concerns nobody else. */
export type AnySystem =
  ObjectSystem<unknown, unknown> | LocalSystem<unknown, unknown> | ComponentSystem;

export interface SystemSource {
  /** The URL of a module. */
  readonly module: string;
  /** The name of a function there that makes the system. */
  readonly make: string;
  /** What it is called with: plain data. */
  readonly argument: unknown;
}

/** Makes a system from its source. Throws where there is no such function. */
export async function systemFrom({ module, make, argument }: SystemSource): Promise<AnySystem> {
  const exports = (await import(module)) as Readonly<Record<string, unknown>>;
  const maker = exports[make];
  if (typeof maker !== 'function') throw new TypeError(`${module} exports no function "${make}"`);
  return (maker as (argument: unknown) => AnySystem)(argument);
}

export function expanderOf(system: AnySystem, interner: Interner): Expander {
  switch (system.kind) {
    case 'components':
      return new ComponentExpander(system, interner);
    case 'local':
      return new LocalExpander(system, interner);
    default:
      return new ObjectExpander(system, interner);
  }
}

/** The renamings of a system, for the symmetry reduction. */
export function renamingsOf(system: AnySystem): readonly Renaming[] {
  return (system.kind === 'local' ? system.whole.renamings : system.renamings) ?? [];
}
