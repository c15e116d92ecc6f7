/**
 * One step of the cluster, as the refinement looks at it.
 */
import type { Action } from '../../impl/actions.types.ts';
import type { Happening, Sysplex } from '../../impl/sysplex.types.ts';

export interface Step {
  readonly before: Sysplex;
  readonly action: Action;
  readonly happenings: readonly Happening[];
  readonly after: Sysplex;
}
