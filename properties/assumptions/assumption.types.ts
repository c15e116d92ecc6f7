/**
 * An assumption about the environment, and the cluster in which it does not hold.
 *
 * It is switched off from outside: the stepper is decorated, and the environment may have actions besides
 * those of impl/enabled.ts. The protocol is the sound one, and knows nothing of it.
 */
import type { Action } from '../../impl/actions.types.ts';
import type { Sysplex, SysplexStepper } from '../../impl/sysplex.types.ts';

export interface Assumption {
  readonly name: string;
  /** What is assumed, as one sentence. */
  readonly assumes: string;
  /** Where it is built in: a file of impl/. */
  readonly builtInto: string;
  /** Why it stays although every promise was kept without it; absent where one falls. */
  readonly stays?: string;
  readonly decorate: (step: SysplexStepper) => SysplexStepper;
  /** What may happen besides, now that nothing forbids it. */
  readonly extras?: (state: Sysplex) => readonly Action[];
}
