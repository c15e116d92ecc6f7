/**
 * The instances of the reference model by which explorers are compared, with the counts all of them find.
 */
import type { Scope } from './failover.types.ts';

export interface Instance {
  readonly scope: Scope;
  readonly states: number;
  readonly transitions: number;
}

const S323: Scope = { stacks: 3, connections: 2, queueMax: 3, hasBug: false };
const A334: Scope = { stacks: 3, connections: 3, queueMax: 4, hasBug: false };

/** Breaks after seven actions. */
export const BUG334: Scope = { ...A334, hasBug: true };

export const INSTANCES: Readonly<Record<'s323' | 'a334', Instance>> = {
  s323: { scope: S323, states: 157_268, transitions: 980_230 },
  a334: { scope: A334, states: 2_459_246, transitions: 17_739_035 },
};
